import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import (
    NotebookHead,
    NotebookStore,
    Place,
    Series,
    Status,
    UndoHistory,
)
from ccgbrief.notebook.series import _may_be_mistyped, earlier_meetings, other_title
from ccgbrief.notebook.snapshot import HEAD_BYTES, read_head
from tests.clock import Clock

BOARD = "governing-body"
LATER = date(2027, 1, 1)


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 10, 1, 10, tzinfo=UTC))


class Folder:
    """A folder of notebooks, one a meeting, a month apart."""

    def __init__(self, top: Path, clock: Clock) -> None:
        self.top = top
        self.clock = clock

    def open(self, pack: str, series: str = BOARD, name: str = "") -> NotebookStore:
        path = self.top / f"{name or pack}.toml"
        store = NotebookStore.open(path, pack, self.top / "state", self.clock)
        store.new_head = NotebookHead(pack, series, f"Board of {pack}")
        return store

    def before(self, own: NotebookStore) -> Series:
        return earlier_meetings(own, BOARD, self.top / "state", self.clock)

    def meet(self, pack: str, series: str = BOARD, name: str = "") -> NotebookStore:
        """Return a notebook with an open action and a question of that meeting in it."""
        store = self.open(pack, series, name)
        store.notebook.add_note(f"Act on {pack}", kind=NoteKind.ACTION, owner="Dr Ash")
        store.notebook.add_note(f"Ask on {pack}", kind=NoteKind.QUESTION, private=True)
        store.save()
        self.clock.now += timedelta(days=30)
        return store


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Folder:
    (tmp_path / "notebooks").mkdir()
    return Folder(tmp_path / "notebooks", clock)


def carried(series: Series, *, private: bool = True) -> list[tuple[str, str]]:
    return [(c.meeting.title, c.note.text) for c in series.carried(LATER, private=private)]


def test_what_earlier_meetings_left_open_is_there_in_the_next_and_marked(folder: Folder) -> None:
    folder.meet("october")
    folder.meet("november")
    folder.meet("elsewhere", series="council")
    series = folder.before(folder.open("december"))
    assert carried(series) == [
        ("Board of october", "Act on october"),
        ("Board of october", "Ask on october"),
        ("Board of november", "Act on november"),
        ("Board of november", "Ask on november"),
    ]
    assert carried(series, private=False) == [
        ("Board of october", "Act on october"),
        ("Board of november", "Act on november"),
    ]
    assert series.messages == ()


def test_a_meeting_that_may_be_before_one_made_ready_early_is_said(folder: Folder) -> None:
    december = folder.meet("december")  # made ready in October
    assert folder.before(december).messages == ()
    november = folder.meet("november")
    (line,) = folder.before(december).messages
    assert line.startswith(
        "“Board of november” counts as later than this meeting and is not carried over: it is of "
        "31 October 2026, and this one of 1 October 2026 by its first note; if that is wrong"
    )
    december.notebook.add_note("Date: 15 December 2026")
    assert folder.before(december).messages == ()
    november.notebook.add_note("Date: 29 December 2026")  # a slip
    november.save()
    assert folder.before(december).messages == ()
    january = folder.meet("january")
    (line,) = folder.before(january).messages
    assert "it is of 29 December 2026, and this one of 30 November 2026 by" in line


def test_a_meeting_of_a_day_to_come_at_which_something_was_agreed_is_doubted(
    folder: Folder, clock: Clock
) -> None:
    november = folder.meet("november")
    november.notebook.add_note("Date: 29 December 2026")  # a slip
    november.save()
    december = folder.open("december")
    december.notebook.add_note("Date: 4 December 2026")
    (line,) = folder.before(december).messages
    assert line.endswith(
        "it is of 29 December 2026, and this one of 4 December 2026; if that is wrong, correct "
        "the day of either"
    )
    clock.now = datetime(2026, 12, 30, 9, tzinfo=UTC)  # december may be looked up again
    assert folder.before(december).messages == ()


@pytest.mark.parametrize("said", ["", "Present: Dr Ash"])
@pytest.mark.parametrize("own", ["", "Date: 5 November 2026"])
def test_a_meeting_of_which_the_notes_were_written_by_a_clock_that_was_ahead_is_doubted(
    folder: Folder, clock: Clock, said: str, own: str
) -> None:
    clock.now = datetime(2026, 12, 1, 10, tzinfo=UTC)
    october = folder.open("october")
    october.notebook.add_note(said or "Ring the bank @Ash", kind=NoteKind.NOTE)
    october.save()
    clock.now = datetime(2026, 11, 5, 10, tzinfo=UTC)
    november = folder.open("november")
    november.notebook.add_note(own or "Something")
    (line,) = folder.before(november).doubts
    assert line.startswith(
        "“Board of october” counts as later than this meeting and is not carried over: it is of "
        "1 December 2026, and this one of 5 November 2026"
    )
    clock.now += timedelta(days=1)
    october.notebook.add_note("Date: 1 December 2026")
    october.save()
    assert folder.before(november).doubts == ()


def test_a_meeting_without_notes_follows_none_that_a_clock_dated_ahead(
    folder: Folder, clock: Clock
) -> None:
    clock.now = datetime(2031, 10, 6, 10, tzinfo=UTC)
    folder.meet("october")
    clock.now = datetime(2026, 11, 5, 10, tzinfo=UTC)
    folder.meet("november")
    clock.now = datetime(2026, 12, 3, 10, tzinfo=UTC)
    december = folder.open("december")
    series = folder.before(december)
    assert [meeting.title for meeting in series.meetings] == ["Board of november"]
    (line,) = series.doubts
    assert line.startswith(
        "“Board of october” is not carried over: its first note is of 6 October 2031, which is yet"
    )


@pytest.mark.parametrize("name", ["Governing-Body", "governing body", "góverning-body"])
def test_a_series_of_nearly_the_same_name_is_said(folder: Folder, name: str) -> None:
    november = folder.meet("november", series=name)
    series = folder.before(folder.open("december"))
    assert (series.meetings, len(series.doubts)) == ((), 1)
    (line,) = series.messages
    assert line.startswith(
        f"{november.path}: it is of the series “{name}”, and this pack of “{BOARD}”"
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('serie = "Board"', "`serie` is not a known key; write `series`"),
        ("series = 5", "`series` must be text in quotes"),
        ('series = ["Board"]', "`series` must be text in quotes"),
    ],
)
def test_a_notebook_that_names_its_series_wrongly_is_said(
    folder: Folder, line: str, why: str
) -> None:
    november = folder.meet("november")
    text = november.path.read_text("utf-8")
    november.path.write_text(text.replace(f'series = "{BOARD}"', line), "utf-8")
    (said,) = folder.before(folder.open("december")).messages
    assert said.startswith(f"{november.path}: not read ({why}); fix or remove it; if it is of this")


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("Boad", "Board", True),
        ("Baord", "Board", True),
        ("Board of Elm", "Boarf of Elm", True),
        ("Board A", "Board B", False),
        ("Board 2025", "Board 2026", False),
        ("North Board", "South Board", False),
        ("Board", "Council", False),
        ("", "Board", False),
    ],
)
def test_only_a_slip_makes_two_names_of_series_nearly_one(
    one: str, other: str, is_near: bool
) -> None:
    assert _may_be_mistyped(one, other) == _may_be_mistyped(other, one) == is_near


def test_two_meetings_of_one_day_are_in_the_order_in_which_they_were_begun(folder: Folder) -> None:
    first = folder.open("first")
    first.notebook.add_note("Act", kind=NoteKind.ACTION)
    first.save()
    folder.clock.now += timedelta(hours=2)
    second = folder.meet("second")
    before_first = folder.before(first)
    assert (before_first.meetings, before_first.messages) == ((), ())
    assert [each.pack for each in folder.before(second).meetings] == ["first"]
    assert folder.before(second).messages == ()


def test_a_meeting_that_was_only_made_ready_is_doubted_to_be_the_one_before(folder: Folder) -> None:
    december = folder.open("december")
    december.notebook.add_note("Ask Jo for the paper")
    december.save()
    folder.clock.now += timedelta(days=9)
    november = folder.meet("november")
    november.notebook.add_note("Chair: Kim")
    (line,) = folder.before(november).messages
    assert line.startswith(
        "“Board of december” counts as the meeting before this one by its first note, of 1 October "
        "2026; if that is wrong, note the day of that meeting"
    )
    december.notebook.add_note("Date: 15 December 2026")
    december.save()
    assert folder.before(november).messages == ()


def test_a_meeting_of_a_day_before_its_notebook_was_begun_is_doubted(folder: Folder) -> None:
    november = folder.meet("november")
    november.notebook.add_note("Date: 1 October 2026")
    november.save()
    december = folder.meet("december")
    december.notebook.add_note("Date: 3 December 2025")  # a slip
    december.save()
    (line,) = folder.before(december).messages
    assert line.startswith("“Board of november” counts as later than this meeting and is not")
    (line,) = folder.before(november).messages
    assert line.startswith("“Board of december” counts as earlier than this meeting: it is of 3")


@pytest.mark.parametrize("said", ["17 November 2026, 2 pm", "Tuesday 17 November", "17/11"])
def test_a_meeting_is_of_the_day_that_its_form_says_and_not_of_its_first_note(
    folder: Folder, clock: Clock, said: str
) -> None:
    december = folder.meet("december")  # prepared in October
    clock.now = datetime(2026, 12, 2, 9, tzinfo=UTC)
    november = folder.open("november")
    november.notebook.add_note(f"Date: {said}\nPresent: Jo")
    november.notebook.add_note("Act on november", kind=NoteKind.ACTION)
    november.save()
    assert folder.before(december).meetings == ()
    december.notebook.add_note("Date: 15 December 2026")
    (meeting,) = folder.before(december).meetings
    assert (meeting.pack, meeting.day) == ("november", date(2026, 11, 17))
    december.save()
    assert folder.before(november).meetings == ()


def test_a_day_that_is_not_understood_leaves_the_day_of_the_first_note(folder: Folder) -> None:
    october = folder.open("october")
    october.notebook.add_note("Date: as agreed")
    october.save()
    (meeting,) = folder.before(folder.open("november")).meetings
    assert meeting.day == date(2026, 10, 1)


def test_of_very_many_notebooks_the_last_by_name_are_looked_at(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.meet("october")
    folder.meet("november")
    monkeypatch.setattr("ccgbrief.notebook.series.MOST_NOTEBOOKS", 1)
    series = folder.before(folder.open("december"))
    assert [meeting.pack for meeting in series.meetings] == ["october"]
    assert series.messages == (
        f"{folder.top}: too many files, 1 not looked at; move old ones away",
    )


def test_nothing_of_a_later_meeting_is_there_in_an_earlier_one(folder: Folder) -> None:
    october = folder.meet("october")
    folder.meet("november")
    assert folder.before(october).meetings == ()


def test_a_note_is_of_the_meeting_of_its_notebook_though_another_has_an_equal_one(
    folder: Folder,
) -> None:
    """A notebook is begun as a copy of another."""
    october = folder.meet("october")
    for pack in ("november", "december"):
        path = folder.top / f"{pack}.toml"
        path.write_text(october.path.read_text("utf-8").replace("october", pack, 2), "utf-8")
    own = folder.open("december")
    own.notebook.add_note("Date: 15 December 2026")
    november = folder.open("november")
    november.notebook.add_note("Date: 15 November 2026")
    november.save()
    series = folder.before(own)
    mine = own.notebook.notes()[0]
    assert mine in {each.note for each in series.carried(LATER, private=False)}
    assert series.meeting_of(mine) is None
    meetings = [series.meeting_of(each.note) for each in series.carried(LATER, private=False)]
    assert [meeting.pack for meeting in meetings if meeting] == ["october", "november"]


def test_what_is_done_is_saved_where_it_belongs(folder: Folder, clock: Clock) -> None:
    folder.meet("october")
    december = folder.open("december")
    series = folder.before(december)
    first = series.carried(LATER, private=True)[0]
    first.meeting.notebook.edit_note(first.note, done=True)
    first.meeting.store.save()
    october = folder.open("october")
    assert [note.done for note in october.notebook.notes(private=True)] == [True, False]
    assert october.notebook.notes(private=True)[0].done_at == clock.now
    again = folder.before(december).carried(LATER, private=True)
    assert [each.note.done for each in again] == [True, False]
    assert read_head(october.path) == NotebookHead("october", BOARD, "Board of october")


def test_what_was_done_at_the_meeting_before_is_not_done_at_this_one_too(
    folder: Folder, clock: Clock
) -> None:
    october = folder.meet("october")
    december = folder.meet("december")  # prepared before November met
    november = folder.meet("november")
    november.notebook.add_note("Date: 30 November 2026")
    november.save()
    december.notebook.add_note("Date: 15 December 2026")
    for day, done in ((30, october), (1, november)):
        clock.now = datetime(2026, 11 if day == 30 else 12, day, 12, tzinfo=UTC)
        (action,) = (n for n in done.notebook.notes() if n.kind is NoteKind.ACTION)
        done.notebook.edit_note(action, done=True)
        done.save()
    found = folder.before(december).carried(date(2026, 12, 15), private=False)
    assert [each.note.text for each in found] == ["Act on november"]


def test_what_was_done_on_the_day_of_a_meeting_after_its_minutes_is_done_at_the_next(
    folder: Folder, clock: Clock
) -> None:
    october = folder.open("october")
    early, late = (
        october.notebook.add_note(text, kind=NoteKind.ACTION) for text in ("early", "late")
    )
    october.notebook.edit_note(early, done=True)
    minuted_at = clock.now
    clock.now += timedelta(hours=3)
    october.notebook.edit_note(late, done=True)
    october.save()
    series = folder.before(folder.open("november"))
    assert carried(series) == []
    assert carried(series._replace(minuted_at=minuted_at)) == [("Board of october", "late")]


def test_what_was_done_before_the_first_note_of_this_meeting_stays_done_at_it(
    folder: Folder, clock: Clock
) -> None:
    november = folder.meet("november")
    (action,) = november.notebook.notes()  # the other is private
    november.notebook.edit_note(action, done=True)
    november.save()
    december = folder.open("december")
    for _ in range(2):
        found = folder.before(december).carried(clock.now.date(), private=False)
        assert [each.note.text for each in found] == ["Act on november"]
        clock.now += timedelta(days=1)
        december.notebook.add_note("The first of its own")


def test_meetings_of_one_day_are_in_the_order_of_their_times(folder: Folder) -> None:
    """The afternoon was prepared first."""
    afternoon = folder.open("afternoon")
    date = afternoon.notebook.add_note("Date: 6 May 2027, 2 pm")
    afternoon.save()
    folder.clock.now += timedelta(hours=1)
    morning = folder.open("morning")
    morning.notebook.add_note("Act on it", kind=NoteKind.ACTION)
    at = morning.notebook.add_note("Date: 6 May 2027, 10.30 a.m.")
    morning.save()
    assert carried(folder.before(afternoon)) == [("Board of morning", "Act on it")]
    assert folder.before(afternoon).messages == ()
    assert folder.before(morning).meetings == ()
    for store, note, said in ((afternoon, date, "14:00"), (morning, at, "10:30")):
        store.notebook.edit_note(note, f"Date: 6 May 2027, {said}")
        store.save()
    assert carried(folder.before(afternoon)) == [("Board of morning", "Act on it")]
    (at,) = (note for note in morning.notebook.notes() if note.text.startswith("Date"))
    morning.notebook.edit_note(at, "Date: 6 May 2027")
    morning.save()
    assert carried(folder.before(afternoon)) == []
    (line,) = folder.before(afternoon).messages
    assert line.startswith("“Board of morning” is of the same day as this meeting, and which is")


def test_what_was_done_at_the_second_meeting_of_a_day_stays_done_at_it(
    folder: Folder, clock: Clock
) -> None:
    """Such as at the private part of a board’s meeting, whose minutes are written the day after."""
    public = folder.open("public")
    action = public.notebook.add_note("Act on it", kind=NoteKind.ACTION)
    clock.now += timedelta(hours=4)
    private = folder.open("private")
    private.notebook.add_note("Chair: Kim")
    clock.now += timedelta(hours=1)
    public.notebook.edit_note(action, done=True)
    public.save()
    for _ in range(3):
        found = folder.before(private).carried(clock.now.date(), private=False)
        assert [each.note.text for each in found] == ["Act on it"]
        clock.now += timedelta(days=1)


def test_positions_and_duties_hold_until_a_later_meeting_says_otherwise(folder: Folder) -> None:
    october = folder.meet("october")
    area = Place(area="access")
    october.notebook.add_note("Open early", kind=NoteKind.DECISION, place=area)
    october.notebook.tick("open-early")
    october.notebook.set_owner("open-late", "Jo")
    october.save()
    november = folder.meet("november")
    november.notebook.set_status("open-early", Status.IN_HAND)
    november.save()
    december = folder.open("december")
    series = folder.before(december)
    position = series.position_on("access", private=False)
    assert position
    assert (position.note.text, position.meeting.pack) == ("Open early", "october")
    assert series.position_on("roles", private=False) is None
    book = december.notebook
    book.carried = series.marks()
    assert book.status_of("open-early") is Status.IN_HAND
    assert book.owner_of("open-late") == "Jo"
    assert book.contents.ticked == {}
    book.tick("open-late")
    assert book.owner_of("open-late") == "Jo"
    assert set(book.ticked()) == {"open-late"}


def test_what_a_meeting_said_is_not_known_to_hold_while_another_cannot_be_read(
    folder: Folder,
) -> None:
    """It may have said otherwise since."""
    october = folder.meet("october")
    area = Place(area="access")
    october.notebook.add_note("Open early", kind=NoteKind.DECISION, place=area)
    october.notebook.tick("open-early")
    october.save()
    broken = folder.meet("november").path
    broken.write_bytes(broken.read_bytes() + b"[[")
    december = folder.open("december")
    series, book = folder.before(december), december.notebook
    assert series.position_on("access", private=True) is None
    book.carried, book.lacks_carried = series.marks(), series.is_unread
    assert not book.knows_status_of("open-early")
    book.tick("open-early")
    assert book.knows_status_of("open-early")


def test_a_notebook_that_was_emptied_after_its_only_save_is_said_to_be_missing(
    folder: Folder,
) -> None:
    store = folder.open("october")
    store.notebook.add_note("Act on october", kind=NoteKind.ACTION)
    store.save()
    store.path.write_bytes(b"")
    series = folder.before(folder.open("november"))
    (line,) = series.messages
    assert line.startswith(f"{store.path}: it is empty, though it was saved before; ")
    assert series.is_unread
    (folder.top / "october.toml.lock").unlink()
    assert folder.before(folder.open("november")).messages == ()


def test_what_the_version_put_over_an_earlier_notebook_lacks_is_said_to_be_missing(
    folder: Folder,
) -> None:
    october = folder.meet("october")
    theirs = october.path.read_text("utf-8").replace("Act on october", "Act on it")
    for text in ("Ring them", "Pay them"):
        october.notebook.add_note(text, kind=NoteKind.ACTION)
        october.save()
    assert folder.before(folder.open("november")).messages == ()
    october.path.write_text(theirs.replace('id = "', 'id = "b'), "utf-8")
    (line,) = folder.before(folder.open("november")).messages
    assert line.startswith("4 new or different in another copy, ")
    assert "last/october-" in line
    assert ".toml; it is missing here until you open “" in line


def test_an_undone_tick_is_again_as_the_earlier_meeting_left_it(folder: Folder) -> None:
    october = folder.meet("october")
    october.notebook.set_status("open-early", Status.IN_HAND)
    book = folder.open("november").notebook
    book.carried = october.notebook.contents.ticked
    history = UndoHistory(book)
    before = book.contents
    book.tick("open-early")
    history.record("Ticked", before)
    assert history.undo()
    assert book.status_of("open-early") is Status.IN_HAND


def test_a_broken_notebook_costs_one_line_and_the_others_are_shown(folder: Folder) -> None:
    folder.meet("october")
    broken = folder.meet("november").path
    broken.write_bytes(broken.read_bytes() + b"[[")
    was = broken.read_bytes()
    series = folder.before(folder.open("december"))
    assert {meeting.pack for meeting in series.meetings} == {"october"}
    (line,) = series.messages
    assert line.startswith(f"{broken}: ")
    assert line.endswith("until then nothing from “Board of november” is shown")
    assert broken.read_bytes() == was


def test_a_notebook_that_is_only_half_written_costs_one_line(folder: Folder) -> None:
    half = folder.meet("november").path
    half.write_bytes(half.read_bytes()[:180])
    series = folder.before(folder.open("december"))
    assert series.meetings == ()
    assert len(series.messages) == 1


def test_of_two_packs_with_one_id_one_is_read_and_the_other_said(folder: Folder) -> None:
    folder.meet("november", name="copy-of-another")
    folder.meet("november")
    own = folder.meet("december")
    folder.meet("december", name="mine")
    series = folder.before(own)
    assert [meeting.store.path.name for meeting in series.meetings] == ["november.toml"]
    assert [line.partition(";")[0] for line in series.messages] == [
        f"{folder.top / 'copy-of-another.toml'}: it is of a pack with the id “november”, "
        "as november.toml is, and not read",
        f"{folder.top / 'mine.toml'}: it is of a pack with the id “december”, "
        "as december.toml is, and not read",
    ]


@pytest.mark.parametrize("name", ["november (Kim's conflicted copy)", "Copy of november"])
def test_a_copy_of_an_earlier_notebook_that_has_more_is_said_to_be_missing(
    folder: Folder, name: str
) -> None:
    november = folder.meet("november")
    copy = november.path.with_name(f"{name}.toml")
    copy.write_bytes(november.path.read_bytes())
    december = folder.open("december")
    assert folder.before(december).messages == ()
    written = folder.open("november", name=name)
    written.notebook.add_note("Act on the copy", kind=NoteKind.ACTION)
    written.save()
    (line,) = folder.before(december).messages
    missing = "it is missing here until you open “Board of november” and press M"
    assert line == f"1 new or different in another copy, {copy}; {missing}"


def test_a_notebook_of_a_pack_with_another_title_or_series_is_said(folder: Folder) -> None:
    folder.meet("november")
    again = NotebookStore.open(folder.top / "november.toml", "november", folder.top, folder.clock)
    own = NotebookHead("november", BOARD, "Board of november")
    assert other_title(again, own) == other_title(again, own._replace(series="")) == ""
    again.new_head = NotebookHead("november", BOARD, "Council")
    assert "which has the same id as “Council”" in other_title(again, again.new_head)
    moved = own._replace(series="council")
    assert "same id as “Board of november” of the series “council”" in other_title(again, moved)


@pytest.mark.parametrize("letter", ["x", "ü", "€", "😀"])
def test_a_letter_that_is_cut_where_the_head_ends_is_of_no_other_encoding(
    tmp_path: Path, letter: str
) -> None:
    """The head is read from the first bytes of a file, wherever they end."""
    file = tmp_path / "october.toml"
    for before in range(len(letter.encode())):
        text = f'{"#" * before}\npack = "october"\nseries = "Bürgerrat"\n[notes]\n'
        file.write_text(text + letter * HEAD_BYTES, "utf-8")
        assert read_head(file).series == "Bürgerrat"
    file.write_bytes('series = "Bürgerrat"\n[notes]\n'.encode("cp1252") + b"\xfc" * HEAD_BYTES)
    assert read_head(file).series == "Bürgerrat"


def test_what_is_no_notebook_is_passed_over(folder: Folder) -> None:
    folder.meet("october")
    (folder.top / "config.toml").write_text('series = ["governing-body"]\n')
    (folder.top / "empty.toml").touch()
    (folder.top / "headless.toml").write_text(f'series = "{BOARD}"\npack = "x"\n')
    series = folder.before(folder.open("december"))
    assert [meeting.pack for meeting in series.meetings] == ["october"]
    assert [line.partition(":")[0] for line in series.messages] == [
        str(folder.top / "headless.toml")
    ]


@pytest.mark.parametrize(
    "spoil", [b"<<<<<<< mine\n", b"\0" * 9, b"\xff\x00[" * 50, b"pack = m1\n", b"a=" + b"[" * 3_000]
)
def test_a_notebook_whose_head_cannot_be_read_is_said_to_be_missing(
    folder: Folder, spoil: bytes
) -> None:
    october = folder.meet("october").path
    october.write_bytes(spoil + october.read_bytes())
    (line,) = folder.before(folder.open("december")).messages
    assert line.startswith(f"{october}: not read (")
    assert line.endswith("if it is of this series, what it left open is missing here")


@pytest.mark.parametrize("spoil", [b"<<<<<<< mine\n", b"\xe9 = \n", b"pack = m1\n"])
def test_a_notebook_that_cannot_be_read_is_missed_only_in_the_series_that_it_names(
    folder: Folder, spoil: bytes
) -> None:
    council = folder.meet("elsewhere", series="council").path
    whole = council.read_bytes()
    council.write_bytes(spoil + whole)
    series = folder.before(folder.open("december"))
    assert (series.messages, series.is_unread) == ((), False)
    council.write_bytes(
        spoil + whole.replace(b'= "council"', f'= "council"\nseries = "{BOARD}"'.encode())
    )
    assert folder.before(folder.open("december")).is_unread
    council.write_bytes(spoil + whole.replace(b'= "council"', b'= "coun'))
    assert folder.before(folder.open("december")).is_unread


HEAD = f'format = 1\npack = "october"\nseries = "{BOARD}"\nmeeting = "Board of october"\n'.encode()


@pytest.mark.parametrize("left", [b"", b"format = 1\n", HEAD, None])
def test_a_notebook_of_which_only_the_backup_is_left_is_said_to_be_missing(
    folder: Folder, left: bytes | None
) -> None:
    """A sync program or a power cut leaves such a file."""
    october = folder.meet("october")
    october.notebook.add_note("more")
    october.save()
    october.path.unlink()
    if left is not None:
        october.path.write_bytes(left)
    series = folder.before(folder.open("december"))
    (line,) = series.messages
    assert line.startswith(f"{october.path}: it is empty or gone, and was of this series; put ")
    assert "october.toml.bak in its place" in line
    assert series.is_unread
    assert folder.open("october").copies


@pytest.mark.parametrize(
    ("old", "new"), [(r"kind = .*", "kind = 5"), (r"\[\[notes\]\]", "[[note]]")]
)
def test_a_notebook_in_which_nothing_is_understood_is_not_said_to_be_empty(
    folder: Folder, old: str, new: str
) -> None:
    october = folder.meet("october")
    october.notebook.add_note("more", kind=NoteKind.ACTION)
    october.save()
    text, count = re.subn(old, new, october.path.read_text("utf-8"))
    assert count == 3
    october.path.write_text(text, "utf-8")
    series = folder.before(folder.open("december"))
    assert series.messages
    assert not any("empty or gone" in line for line in series.messages)


def test_a_notebook_that_is_a_link_to_a_drive_not_connected_is_said_to_be_missing(
    folder: Folder, tmp_path: Path
) -> None:
    october = folder.meet("october").path
    drive = tmp_path / "drive"
    drive.mkdir()
    october.rename(drive / october.name)
    october.symlink_to(drive / october.name)
    drive.rename(tmp_path / "away")
    series = folder.before(folder.open("december"))
    (line,) = series.messages
    assert line.startswith(f"{october}: not read (")
    assert series.is_unread


def test_the_backup_that_a_renamed_notebook_leaves_behind_is_not_missed(folder: Folder) -> None:
    for pack in ("october", "december"):
        store = folder.meet(pack)
        store.notebook.add_note("more")
        store.save()
        store.path.rename(folder.top / f"of-{pack}.toml")
    series = folder.before(folder.open("december", name="of-december"))
    assert [meeting.pack for meeting in series.meetings] == ["october"]
    assert (series.messages, series.is_unread) == ((), False)


@pytest.mark.parametrize("lost", ["", 'pack = "october"\n'])
def test_an_earlier_notebook_that_vanishes_comes_back_as_one_of_the_series(
    folder: Folder, lost: str
) -> None:
    path = folder.meet("october").path
    path.write_text(path.read_text("utf-8").replace(lost, "", 1), "utf-8")
    own = folder.open("december")
    (october,) = folder.before(own).meetings
    october.store.path.unlink()
    october.store.refresh()
    october.notebook.add_note("written later")
    october.store.save()
    assert [meeting.title for meeting in folder.before(own).meetings] == ["Board of october"]


def test_in_a_folder_that_cannot_be_read_there_is_no_series(tmp_path: Path, clock: Clock) -> None:
    own = Folder(tmp_path / "not there", clock).open("december")
    assert earlier_meetings(own, BOARD, tmp_path, clock) == Series()
