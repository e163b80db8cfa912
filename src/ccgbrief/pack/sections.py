"""Splits a focus area or a duty into sections, for the search and the screen."""

from typing import NamedTuple

from ccgbrief.pack.model import Area, Duty


class Section(NamedTuple):
    """One sentence or short paragraph, and its role in the area or duty."""

    number: int
    """0-based; the title is 0 and its explanation 1."""
    heading: str
    """Its role, such as `What can go wrong`; empty for the title."""
    text: str


def sections(item: Area | Duty) -> tuple[Section, ...]:
    """Return the sections of an area or duty in order; empty ones keep their number."""
    if isinstance(item, Area):
        parts = [("", item.title), ("Why", item.why), *(("Ask", prompt) for prompt in item.prompts)]
    else:
        parts = [
            ("", item.title),
            ("What it means", item.means),
            *(("What to have in place", text) for text in item.ready),
            *(("What can go wrong", text) for text in item.watch),
            ("What became of it", item.since),
        ]
    return tuple(
        Section(number, heading, text) for number, (heading, text) in enumerate(parts) if text
    )
