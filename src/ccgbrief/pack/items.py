"""Makes what a pack has beside its articles from tables: for the reader of packs."""

import re
from collections.abc import Iterable

from ccgbrief.pack.anchors import parse_anchor
from ccgbrief.pack.model import Anchor, Area, Duty, Figure, Term, Value
from ccgbrief.pack.schema import Table

MAX_ID = 80
"""Characters of an id: it becomes a part of file names."""

ID_CURE = "use letters, digits and hyphens"

_ID = re.compile(r"[^\W_]+(?:[-_.][^\W_]+)*")


def is_plain_name(name: str) -> bool:
    """Tell whether `name` can be an id: typed without quotes, and the name of a file."""
    return len(name) <= MAX_ID and _ID.fullmatch(name) is not None


def read_id(table: Table) -> str:
    """Return the id of what stands in `table`."""
    found = table.text("id", required=True)
    if found and not is_plain_name(found):
        table.fault("id", f"“{found}” is no plain name", ID_CURE)
    return found


def read_area(table: Table) -> Area:
    """Make a focus area."""
    return Area(
        id=read_id(table),
        title=table.text("title", required=True),
        why=table.text("why"),
        kind=_one_of(table, "kind", ("action", "warning")),
        prompts=table.texts("prompts"),
        evidence=_anchors(table),
        duties=table.texts("duties"),
    )


def read_duty(table: Table) -> Duty:
    """Make a duty."""
    return Duty(
        id=read_id(table),
        title=table.text("title", required=True),
        means=table.text("means"),
        ready=table.texts("ready"),
        watch=table.texts("watch"),
        areas=table.texts("areas"),
        evidence=_anchors(table),
        since=table.text("since"),
    )


def read_figure(table: Table) -> Figure:
    """Make a figure."""
    top = table.number_of("top")
    if top is not None and top <= 0:
        table.fault("top", f"is {top}, which no bar can stand for", "write a number above 0")
    return Figure(
        id=read_id(table),
        title=table.text("title", required=True),
        article=table.text("article", required=True),
        kind=_one_of(table, "kind", ("share", "series", "count")),
        unit=table.text("unit"),
        base=table.text("base"),
        values=tuple(_value(t) for t in table.tables("values")),
        caveat=table.text("caveat"),
        top=top,
        background=table.flag("background", default=False),
    )


def read_term(table: Table) -> Term:
    """Make an entry of the glossary."""
    return Term(
        term=table.text("term", required=True),
        meaning=table.text("meaning", required=True),
        expansion=table.text("expansion"),
        kind=_one_of(table, "kind", ("organisation", "role", "policy", "person")),
    )


def _value(table: Table) -> Value:
    return Value(
        label=table.text("label", required=True),
        value=table.number_of("value", required=True) or 0,
        shown=table.text("shown"),
        stated=table.flag("stated", default=True),
    )


def _anchors(table: Table) -> tuple[Anchor, ...]:
    return tuple(parse_anchor(text) for text in table.texts("evidence"))


def _one_of(table: Table, key: str, allowed: Iterable[str]) -> str:
    """Return the value of `key`, which must be one of `allowed`; the first stands for none."""
    first, *others = allowed
    value = table.text(key) or first
    if value not in (first, *others):
        table.fault(key, f"is “{value}”", f"write one of {', '.join((first, *others))}")
    return value
