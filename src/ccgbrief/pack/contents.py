"""Holds what was read from a pack and what is wrong with it, for its reader and its checks."""

from dataclasses import dataclass, field

from ccgbrief.pack.agenda import AgendaItem
from ccgbrief.pack.model import Area, Duty, Figure, Pack, Term
from ccgbrief.pack.problems import Problem
from ccgbrief.pack.schema import Table

Item = Area | Duty | Figure | Term | AgendaItem


@dataclass(slots=True)
class PackContents:
    """What was read from a pack, and what was wrong with it."""

    pack: Pack | None = None
    problems: list[Problem] = field(default_factory=list)
    manifest: Table | None = None
    names: tuple[str, ...] = ()
    """The articles that the manifest names, including those that could not be read."""
    unread: set[str] = field(default_factory=set)
    """The files that could not be read in full, and so may contain more than is known."""
    tables: dict[Item, Table] = field(default_factory=dict)
    """The table from which each item was read."""

    def warn(
        self, item: Item, key: str, what: str, cure: str, holding: str = "", until: str = ""
    ) -> None:
        """Add a problem with a key of an item that is shown all the same."""
        self.tables[item].report(key, what, cure, fatal=False, holding=holding, until=until)
