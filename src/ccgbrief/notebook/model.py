"""What a reader wrote in one pack, as immutable values: for every room that shows it.

Each item carries `rev` and `by`: which revision of it this is, and who wrote it. A copy of the
notebook takes a new `by` every time it is opened, so two open copies never write under one name.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ccgbrief.pack import Quote

from ccgbrief.kinds import NoteKind


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal, from which ids and names are made."""
    from hashlib import sha256  # noqa: PLC0415 (5 ms to import, and most commands need none)

    return sha256(data).hexdigest()


class Place(NamedTuple):
    """What a note or a bookmark is on; with nothing named, the meeting itself."""

    article: str = ""
    """Id of an article."""
    words: str = ""
    """Words of the passage, by which it is found again in the article."""
    duty: str = ""
    """Id of a duty."""
    area: str = ""
    """Id of a focus area."""
    figure: str = ""
    """Id of a figure."""
    term: str = ""
    """An entry of the glossary, as it is spelt there."""
    question: str = ""
    """Id of a question in the notebook, which the note answers."""
    near: int = 0
    """0-based number of the passage, where others of the article have the same words."""
    prefix: str = ""
    """The end of the passage before it, by which it is told from others that are like it."""
    suffix: str = ""
    """The beginning of the passage after it."""
    heading: str = ""
    """The heading it stands under."""
    speaker: str = ""
    """Whose words they are, of a quotation."""

    @property
    def quote(self) -> "Quote":
        """What finds its passage again."""
        from ccgbrief.pack import Quote  # noqa: PLC0415 (the search of a cached pack needs none)

        around = self.prefix, self.suffix, self.heading, self.near, self.speaker
        return Quote(self.words, *around)


class Status(StrEnum):
    """How far a duty is."""

    NOT_STARTED = "not-started"
    IN_HAND = "in-hand"
    IN_PLACE = "in-place"


class Mark(NamedTuple):
    """Something set or taken back: a tick on a duty, an article read, a bookmark."""

    at: datetime
    """When it was set or taken back, in UTC; shown, never used to decide what is newer."""
    place: Place = Place()
    """What a bookmark marks; of other marks the meeting."""
    rev: int = 1
    """How many times it has been written, as far as its writer knew."""
    by: str = ""
    """The opening of the notebook in which it was written."""
    gone: bool = False
    """Taken back. The mark stays, for its absence would tell another copy nothing."""
    status: str = ""
    """Of a tick: `in-hand` for a duty that is begun; nothing for one that is in place."""
    owner: str = ""
    """Of a tick: who is responsible for the duty."""
    extra: str = ""
    """What else its table holds, as TOML: kept for the version that knows it."""


_ON = frozenset(("article", "words", "duty", "area", "figure", "term", "question", "near"))
"""The parts of a place that name it; the others are its surroundings."""


class Note(NamedTuple):
    """One version of a note. Two versions with one `id` were written in two copies at once."""

    id: str
    text: str
    written: datetime
    """When it was begun, in UTC to the second."""
    kind: NoteKind = NoteKind.NOTE
    place: Place = Place()
    owner: str = ""
    """Of an action: who is to do it."""
    due: date | None = None
    """Of an action: by when."""
    private: bool = False
    """Left out of the public view and of public minutes."""
    done: bool = False
    """Of an action: it is done."""
    done_at: datetime | None = None
    """When it was ticked as done, in UTC."""
    changed: datetime | None = None
    """When it was last written, in UTC, if that was on a later day."""
    rev: int = 1
    """Higher than that of every version known when it was written."""
    by: str = ""
    """Who wrote it: an opening of the notebook, or with a hyphen a further name of one."""
    seen: tuple[tuple[str, int], ...] = ()
    """Which writings by others this version takes account of: for each writer the last `rev`."""
    gone: bool = False
    """Deleted: the words are dropped, the mark stays."""
    extra: str = ""
    """What else its table holds, as TOML: kept for the version that knows it."""

    @property
    def key(self) -> str:
        """A name for this version that no other version in the notebook has, except by chance."""
        return f"{self.id}-{self.rev}{self.by}"

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


class UnparsedItem(NamedTuple):
    """An item of the file that is not what it should be, kept word for word."""

    table: str
    """Where it stands: `ticked`, `read`, `bookmarks` or `notes`."""
    key: str
    """Its name in that table; empty in `notes`."""
    value: str
    """TOML in which `value` is the item."""


class NotebookHead(NamedTuple):
    """What a notebook says of itself."""

    pack: str = ""
    """Id of the pack it belongs to."""
    series: str = ""
    """What its pack belongs to, if to a series."""
    meeting: str = ""
    """Title of its pack, for the packs of the series."""


class Contents(NamedTuple):
    """All that a notebook holds."""

    ticked: Mapping[str, Mark] = MappingProxyType({})
    """By id of the duty."""
    read: Mapping[str, Mark] = MappingProxyType({})
    """By id of the article."""
    bookmarks: Mapping[str, Mark] = MappingProxyType({})
    """By a name made from the place, so that two copies marking one place mark it once."""
    notes: Mapping[str, tuple[Note, ...]] = MappingProxyType({})
    """By id, the versions that do not build on one another: nearly always one."""
    unparsed: frozenset[UnparsedItem] = frozenset()
    extra: Mapping[str, str] = MappingProxyType({})
    """Tables and keys of the file that this version does not know: TOML of each, by key."""
