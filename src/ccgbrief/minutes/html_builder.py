"""Builds HTML out of elements, for `html`: text becomes part of it only escaped."""

from collections.abc import Iterable
from html import escape

from ccgbrief.text import clean

_VOID = frozenset({"br", "meta"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def element(name: str, /, *inside: str, **attributes: str) -> Markup:
    """Return an element; what is inside is text unless it is `Markup`.

    Of the names of attributes an underscore at the end is dropped, others become hyphens.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(clean(value))}"'
        for key, value in attributes.items()
    )
    if name in _VOID:
        return Markup(f"<{name}{given}>")
    return Markup(f"<{name}{given}>{joined(inside)}</{name}>")


def joined(parts: Iterable[str]) -> Markup:
    """Return text and `Markup` as one piece of HTML."""
    return Markup(
        "".join(part if isinstance(part, Markup) else escape(clean(part)) for part in parts)
    )
