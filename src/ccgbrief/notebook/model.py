"""What a reader wrote about one pack, as immutable values for every room that shows it.

Each item has `rev` and `by`: its revision, and who wrote it. A notebook gets a new `by` every time
it is opened, so two open copies never write under one name.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

import tomli

if TYPE_CHECKING:
    from ccgbrief.pack import Quote

from ccgbrief.kinds import NoteKind


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal, from which ids and names are made."""
    from hashlib import sha256  # noqa: PLC0415 (5 ms to import, and most commands need none)

    return sha256(data).hexdigest()


class Place(NamedTuple):
    """What a note or a bookmark is on; if empty, the meeting itself."""

    article: str = ""
    """Id of an article."""
    words: str = ""
    """Words of the passage, to find it again in the article."""
    duty: str = ""
    """Id of a duty."""
    area: str = ""
    """Id of a focus area."""
    figure: str = ""
    """Id of a figure."""
    term: str = ""
    """A glossary entry, as spelt there."""
    question: str = ""
    """Id of a question in the notebook, which the note answers."""
    near: int = 0
    """0-based number of the passage, if others in the article have the same words."""
    prefix: str = ""
    """The end of the passage before it, which distinguishes it from similar ones."""
    suffix: str = ""
    """The beginning of the passage after it."""
    heading: str = ""
    """The heading above it."""
    speaker: str = ""
    """Whose words they are, of a quotation."""

    @property
    def quote(self) -> "Quote":
        """The quote that finds its passage again."""
        from ccgbrief.pack import Quote  # noqa: PLC0415 (the search of a cached pack needs none)

        around = self.prefix, self.suffix, self.heading, self.near, self.speaker
        return Quote(self.words, *around)


class Status(StrEnum):
    NOT_STARTED = "not-started"
    IN_HAND = "in-hand"
    IN_PLACE = "in-place"


class Mark(NamedTuple):
    """Something set or taken back: a tick on a duty, an article read, a bookmark."""

    at: datetime
    """When it was set or taken back, in UTC; shown, never used to decide what is newer."""
    place: Place = Place()
    """The place of a bookmark; for other marks, the meeting."""
    rev: int = 1
    """How many times it had been written, as far as its writer knew."""
    by: str = ""
    """The opening of the notebook in which it was written."""
    gone: bool = False
    """Whether it was taken back. The mark stays: its absence would tell another copy nothing."""
    status: str = ""
    """For a tick, `in-hand` if the duty has been begun, or another `Status`; empty: in place."""
    owner: str = ""
    """For a tick, who is responsible for the duty."""
    owner_rev: int = 0
    """How many times an owner had been named or taken back, apart from `rev`."""
    owner_by: str = ""
    """The opening of the notebook in which that was last done."""
    owner_at: datetime | None = None
    """When that was last done, in UTC, if it is known; shown only, like `at`."""
    extra: str = ""
    """Unknown keys of its table, as TOML, kept for a version that knows them."""

    @property
    def is_of_owner_alone(self) -> bool:
        """Whether an owner was named, and the status is as it was carried here, if it is known."""
        return not self.rev and self.owner_rev > 0

    def following(self, earlier: "Mark") -> "Mark":
        """Return it with what it only carries taken from the mark of an earlier meeting."""
        if self.is_of_owner_alone:
            return earlier.with_owner_of(self)
        return self if self.owner_rev else self.with_owner_of(earlier)

    def with_owner_of(self, other: "Mark") -> "Mark":
        return self._replace(
            owner=other.owner,
            owner_rev=other.owner_rev,
            owner_by=other.owner_by,
            owner_at=other.owner_at,
        )


_ON = frozenset(("article", "words", "duty", "area", "figure", "term", "question", "near"))
"""The parts of a place that name it; the others are its surroundings."""


_PRIVATE = re.compile(
    r"\s*(?:[-*+•–]\s+)?(?:item\b[^\n:]{1,80}?(?::|\s[–—-])\s*)?(?:@[^\n,:@]{1,60}[,:]\s*)?"
    r"[*_([“]{0,3}private(?:\s(?:and\sconfidential|notes?))?(?:\s*[:)\]*_”]|\s[–—-]\s)",
    re.IGNORECASE,
)


def says_private(text: str) -> bool:
    """Return whether a note, or what it says on an item, begins `private:`, `(private)` or alike.

    So does one that begins as an item of a list, or with `private note:`.
    """
    return _PRIVATE.match(text) is not None


class Note(NamedTuple):
    """One version of a note. Two versions with one `id` were written in two copies at once."""

    id: str
    text: str
    written: datetime
    """When it was begun, in UTC to the second."""
    kind: NoteKind = NoteKind.NOTE
    place: Place = Place()
    owner: str = ""
    """For an action, who is to do it."""
    due: date | None = None
    """For an action, by when."""
    private: bool = False
    """Whether it is left out of the public view and of public minutes."""
    done: bool = False
    """For an action, whether it is done."""
    done_at: datetime | None = None
    """When it was ticked as done, in UTC."""
    changed: datetime | None = None
    """When it was last written, in UTC, if that was on a later day of its writer's calendar."""
    rev: int = 1
    """Higher than that of every version known when it was written."""
    by: str = ""
    """Who wrote it: an opening of the notebook, or with a hyphen another name of one."""
    seen: tuple[tuple[str, int], ...] = ()
    """Which versions by others its writer knew: for each writer, the last `rev`."""
    gone: bool = False
    """Whether it was deleted: the words are dropped, the mark stays."""
    extra: str = ""
    """What else its table holds, as TOML: kept for the version that knows it."""

    @property
    def key(self) -> str:
        """A name for this version that no other version in the notebook has, except by chance.

        The checksum tells two apart of which one was copied in an editor from the other.
        """
        return f"{self.id}-{self.rev}{self.by}-{crc32(repr(self).encode(errors='replace')):x}"

    @property
    def content(self) -> "Note":
        """What it says, whoever wrote it and whenever: in two copies at once, it is said once."""
        return self._replace(done_at=None, changed=None, rev=0, by="", seen=())

    def as_dict(self) -> dict[str, Any]:
        """Return the note for JSON, with only those parts of its place that are set."""
        on = {key: value for key, value in self.place._asdict().items() if value and key in _ON}
        return {
            "id": self.id,
            "kind": self.kind.value,
            "text": self.text,
            **on,
            "owner": self.owner,
            "due": self.due,
            "done": self.done,
            "private": self.private,
            "written": self.written.isoformat(),
        }


MARKS = ("ticked", "read", "bookmarks")
"""The tables of a notebook with marks."""


class UnparsedItem(NamedTuple):
    """An item of the file that is not what it should be, kept word for word."""

    table: str
    """The table it is in: `ticked`, `read`, `bookmarks` or `notes`."""
    key: str
    """Its name in that table; empty in `notes`."""
    value: str
    """TOML with the item as `value`."""

    @property
    def content(self) -> Any:
        """What it holds, as TOML reads it."""
        return tomli.loads(self.value)["value"]


class NotebookHead(NamedTuple):
    """What a notebook says about itself."""

    pack: str = ""
    """Id of the pack it belongs to."""
    series: str = ""
    """The series that its pack belongs to, if any."""
    meeting: str = ""
    """Title of its pack, for the other packs of the series, and for another with the same id."""


class Contents(NamedTuple):
    ticked: Mapping[str, Mark] = MappingProxyType({})
    """Marks by the id of the duty."""
    read: Mapping[str, Mark] = MappingProxyType({})
    """Marks by the id of the article."""
    bookmarks: Mapping[str, Mark] = MappingProxyType({})
    """Bookmarks by a name made from the place, so that copies that mark one place agree on it."""
    notes: Mapping[str, tuple[Note, ...]] = MappingProxyType({})
    """By id, the versions of a note that do not build on one another: nearly always one."""
    unparsed: frozenset[UnparsedItem] = frozenset()
    extra: Mapping[str, str] = MappingProxyType({})
    """Tables and keys that this version does not know, as TOML by key."""

    @property
    def marks(self) -> dict[str, Mapping[str, Mark]]:
        """The marks by table."""
        return {table: getattr(self, table) for table in MARKS}

    def without(self, names: Collection[tuple[str, str]]) -> "Contents":
        """Return it without the marks and notes of these tables and keys."""
        if not names:
            return self
        tables: dict[str, Mapping[str, Any]] = {**self.marks, "notes": self.notes}
        kept = {
            table: {key: item for key, item in items.items() if (table, key) not in names}
            for table, items in tables.items()
        }
        return self._replace(**kept)  # type: ignore[arg-type]
