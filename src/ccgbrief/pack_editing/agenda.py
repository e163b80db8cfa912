"""Adds the items of a paper that was split to the agenda of its pack."""

from collections.abc import Sequence

import tomli
import tomli_w

from ccgbrief.pack import AgendaItem

OURS = "# Made by ccgbrief add --split, which adds to this file as long as this line is in it.\n"
"""The first line of an agenda that is not the reader's own."""


def is_own(agenda: str) -> bool:
    """Return whether the text of an agenda is the reader's own, which must not be changed."""
    return bool(agenda) and OURS.strip() not in agenda.splitlines()


def with_items(agenda: str, items: Sequence[AgendaItem]) -> str:
    """Return the text of an agenda with items added, except for those whose article it has.

    Raises ValueError where it is not valid TOML.
    """
    listed = tomli.loads(agenda).get("item", [])
    known = {item.get("article") for item in listed}
    added = [item._asdict() for item in items if item.article not in known]
    text = agenda if not agenda or agenda.endswith("\n") else f"{agenda}\n"
    return (text or OURS) + "".join(f"\n[[item]]\n{tomli_w.dumps(item)}" for item in added)
