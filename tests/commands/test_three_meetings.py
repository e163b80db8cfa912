"""Three meetings of a series: what the first leaves open is done and answered at the third."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import docx
import pytest
import vobject
from icalendar import Calendar

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Place
from ccgbrief.session import Session, open_session
from tests.commands.conftest import Run

PAPER = """+++
title = "Finance report"
+++

<!-- page 12 -->

The surplus is three pounds.
"""

AGENDA = """[[item]]
number = "1"
title = "Welcome"

[[item]]
number = "2"
title = "Finance report"
article = "finance"
pages = "12"
lead = "Treasurer"
"""


class Board:
    """A board that meets once a month, with a pack for each meeting."""

    def __init__(self, top: Path, run: Run) -> None:
        self.top = top
        self.run = run
        self.now = datetime(2026, 10, 1, 9, tzinfo=UTC)

    def convene(self, month: str, after: str = "") -> None:
        """Make the pack of a meeting, with its paper and its agenda."""
        pack = self.top / month
        named = ["--title", f"Board of {month}"]
        series = ["--after", self.top / after] if after else ["--series", "board"]
        assert self.run("new", pack, *named, *series).status == 0
        (pack / "articles" / "finance.md").write_text(PAPER, "utf-8")
        (pack / "agenda.toml").write_text(AGENDA, "utf-8")
        manifest = (pack / "pack.toml").read_text("utf-8")
        manifest = manifest.replace('"start-here",', '"start-here",\n  "finance",')
        (pack / "pack.toml").write_text(
            f"quorum = 2\n{manifest.replace('quorum = 2', '')}", "utf-8"
        )
        assert self.run("check", pack).out.endswith("no problems\n")
        self.now += timedelta(days=30)

    def here(self, month: str) -> list[object]:
        return ["--pack", self.top / month, "--notes", self.top / "notes" / f"{month}.toml"]

    def session(self, month: str) -> Session:
        notes = self.top / "notes" / f"{month}.toml"
        return open_session(self.top / month, notes, clock=lambda: self.now)

    def minutes(self, month: str) -> Any:
        """Return the minutes of a meeting as a Word file, read back."""
        file = self.top / f"{month}.docx"
        assert self.run("minutes", "-o", file, "--every-item", *self.here(month)).status == 0
        return docx.Document(io.BytesIO(file.read_bytes()))

    def calendar(self, month: str) -> dict[str, Any]:
        """Return the to-dos of the calendar file that is written after a meeting, by UID."""
        file = self.top / "actions.ics"
        assert self.run("actions", "--ical", "-o", file, *self.here(month)).status == 0
        todos = Calendar.from_ical(file.read_bytes()).walk("VTODO")
        found = {str(todo["UID"]): todo for todo in todos}
        also = vobject.readOne(file.read_text("utf-8")).vtodo_list
        assert {todo.uid.value for todo in also} == found.keys()
        return found


@pytest.fixture
def board(run: Run, tmp_path: Path) -> Board:
    return Board(tmp_path, run)


def rows(document: Any, head: str) -> list[list[str]]:
    """Return the rows of the table whose first cell says `head`."""
    tables = ([[c.text for c in row.cells] for row in table.rows] for table in document.tables)
    return next(table for table in tables if table[0][0] == head)


def said_in(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


ON_PAPER = Place("finance", "The surplus is three pounds.")


def meet_in_october(board: Board) -> None:
    board.convene("october")
    session = board.session("october")
    assert session.series.meetings == ()
    book = session.notebook
    book.add_note("Chair: Kim\nPresent: Dr Ash, Jo\nApologies: Lee")
    book.add_note("Spend it: 2 for, 1 against", kind=NoteKind.DECISION, place=ON_PAPER)
    book.add_note("Buy a kettle", kind=NoteKind.ACTION, owner="Dr Ash", place=ON_PAPER)
    book.add_note("Who drinks tea?", kind=NoteKind.QUESTION)
    session.store.close()
    minutes = board.minutes("october")
    assert rows(minutes, "Chair") == [
        ["Chair", "Kim"],
        ["Present", "Dr Ash, Jo"],
        ["Apologies", "Lee"],
        ["Quorum", "2 named as present besides the chair, 2 needed"],
    ]
    headings = [p.text for p in minutes.paragraphs if p.style.name == "Heading 2"]
    assert headings == ["1. Welcome", "2. Finance report"]
    said = said_in(minutes)
    assert said.index("Noted.") < said.index("Presented by Treasurer. Paper: p. 12.")
    assert "Decision: Spend it: 2 for, 1 against" in said
    assert "Votes: for 2, against 1" in said


def meet_in_november(board: Board) -> None:
    board.convene("november", after="october")
    session = board.session("november")
    session.notebook.add_note("Nothing new", place=ON_PAPER)
    session.store.close()
    minutes = board.minutes("november")
    action = rows(minutes, "No.")[1]
    assert action[1].startswith("Buy a kettle\nFrom “Board of october”")
    assert action[2:] == ["Dr Ash", "no date", "open"]
    assert rows(minutes, "Minutes of the last meeting") == [
        ["Minutes of the last meeting", "Board of october, 31 October 2026: to approve"],
    ]
    assert "Note: Nothing new" in said_in(minutes)


def meet_in_december(board: Board) -> None:
    board.convene("december", after="november")
    session = board.session("december")
    carried = session.series.carried(board.now.date(), private=False)
    assert [each.note.text for each in carried] == ["Buy a kettle", "Who drinks tea?"]
    action, question = carried
    october = action.meeting
    october.notebook.edit_note(action.note, done=True)
    answer = october.notebook.add_note("Everybody", place=Place(question=question.note.id))
    october.notebook.tick_answered(answer)
    october.store.save()
    session.notebook.add_note("Adjourn: for 3, against 0", kind=NoteKind.DECISION)
    session.store.close()
    minutes = board.minutes("december")
    assert rows(minutes, "No.")[1][4] == "done on 30 December 2026"
    said = said_in(minutes)
    assert "Who drinks tea?" in said
    assert "Answer: Everybody" in said
    assert "Adjourn: for 3, against 0" in said
    again = board.session("october").notebook
    assert [note.done for note in again.notes() if note.kind.can_be_done] == [True, True]


def test_an_action_and_a_question_go_from_the_first_meeting_to_the_third(board: Board) -> None:
    meet_in_october(board)
    first = board.calendar("october")
    meet_in_november(board)
    second = board.calendar("november")
    meet_in_december(board)
    third = board.calendar("december")
    (uid,) = first
    every = (first, second, third)
    assert [set(each) for each in every] == [{uid}] * 3
    statuses = [str(each[uid]["STATUS"]) for each in every]
    assert statuses == ["NEEDS-ACTION", "NEEDS-ACTION", "COMPLETED"]
    assert int(third[uid]["SEQUENCE"]) > int(first[uid]["SEQUENCE"])
