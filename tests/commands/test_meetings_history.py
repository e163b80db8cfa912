"""Histories of meetings on two computers, by commands: what the minutes of them all say.

Nothing may be missing from final minutes unsaid, and what is done is said to be done once. The
model knows only what was written, where, and what each computer had by then.
"""

import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import time_machine
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from ccgbrief.cli import main
from ccgbrief.paths import tour_file
from ccgbrief.state import end_tour
from tests.conftest import HOMES
from tests.notebook.strategies import many

DESK, LAPTOP = "desk", "laptop"
FIRST = datetime(2026, 1, 6, 10, tzinfo=UTC)
APART = timedelta(days=28)
who = st.sampled_from([DESK, LAPTOP])
pick = st.integers(0, 5)


@dataclass
class Written:
    """A note of the model; its word stands in no other."""

    meeting: int
    kind: str
    on: set[str]
    """The computers that have it."""
    is_done: bool = False
    question: str = ""
    """That it answers."""


@dataclass
class MeetingMinutes:
    is_final: bool = False
    is_late: bool = False
    """Whether some were written after the next meeting had begun."""
    texts: list[str] = field(default_factory=list)
    """Of all that were written, the last one last."""
    said: str = ""
    """What the commands said that wrote them."""

    def say_done(self, word: str) -> bool:
        """Return whether some say that an action or a question is done."""
        state = re.compile(rf"{word}.*?State: (\w+)", re.DOTALL)
        return any(each != "open" for text in self.texts for each in state.findall(text))


@dataclass
class Synced:
    """The files of both computers as they were when they were last alike."""

    files: dict[str, bytes] = field(default_factory=dict)
    copies: int = 0

    def bring_together(self, desk: Path, laptop: Path) -> None:
        """Copy what changed; where both changed, the desk's stays and has the other beside it."""
        names = {f.relative_to(top) for top in (desk, laptop) for f in top.rglob("*.*")}
        for name in sorted(name for name in names if name.suffix != ".lock"):
            here, there = desk / name, laptop / name
            ours, theirs = (f.read_bytes() if f.is_file() else None for f in (here, there))
            base = self.files.get(str(name))
            for file in (here, there):
                file.parent.mkdir(parents=True, exist_ok=True)
            if theirs is not None and theirs not in {ours, base}:
                self.copies += 1
                copy = f"{name.stem} (conflicted copy {self.copies}){name.suffix}"
                shutil.copy2(there, here if ours == base else here.with_name(copy))
            if ours is not None and ours not in {theirs, base}:
                shutil.copy2(here, there)

    def remember(self, desk: Path, laptop: Path) -> None:
        """Make the laptop's files as the desk's are, and remember them."""
        for file in filter(Path.is_file, desk.rglob("*")):
            name = file.relative_to(desk)
            (laptop / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(file, laptop / name)
            self.files[str(name)] = file.read_bytes()


class Meetings(RuleBasedStateMachine):
    """Meetings that are recorded at a desk and on a laptop that is seldom on the network."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.now = FIRST
        self.notes: dict[str, Written] = {}
        self.minutes: list[MeetingMinutes] = []
        self.writers: set[str] = set()
        """The computers on which minutes were written."""
        self.synced = Synced()
        for computer in (DESK, LAPTOP):
            with self.at(computer):
                end_tour(tour_file())
        self.meet()

    def teardown(self) -> None:
        try:
            self.end()
        finally:
            shutil.rmtree(self.folder)

    @contextmanager
    def at(self, computer: str) -> Iterator[None]:
        """Use a computer, for some minutes; what is written there is of that time."""
        home = self.folder / computer
        self.now += timedelta(minutes=7)
        begun = datetime.now(UTC).timestamp() - 5
        homes = {variable: str(home / name) for variable, name in HOMES.items()}
        with patch.dict(os.environ, homes), time_machine.travel(self.now):
            yield
        for file in home.rglob("*"):
            if file.is_file() and file.stat().st_mtime > begun:
                os.utime(file, (self.now.timestamp(), self.now.timestamp()))

    def run(self, computer: str, *arguments: object, stdin: str = "") -> str:
        """Run a command; return what it printed."""
        out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
        given = io.TextIOWrapper(io.BytesIO(stdin.encode()))
        redirected = patch.object(sys, "stdin", given), redirect_stdout(out), redirect_stderr(out)
        with self.at(computer), redirected[0], redirected[1], redirected[2]:
            status = main([*map(str, arguments)])
        said = out.buffer.getvalue().decode()
        assert status == 0, said
        return said

    def speak(self, computer: str, *lines: str, meeting: int = -1) -> str:
        """Say lines to the plain dialogue, in the pack of the present meeting or of another."""
        return self.run(computer, "--plain", "--pack", self.pack(meeting), stdin="\n".join(lines))

    def pack(self, meeting: int = -1) -> Path:
        return self.folder / f"pack{meeting % len(self.minutes)}"

    def data(self, computer: str) -> Path:
        return self.folder / computer / HOMES["XDG_DATA_HOME"] / "ccgbrief"

    def new_word(self, note: Written) -> str:
        word = f"zq{len(self.notes)}zq"
        self.notes[word] = note
        return word

    def open_item(self, me: str, kind: str, pick: int) -> tuple[str, str]:
        """Return the word and the number in its list of something open; `""` if there is none."""
        there = [(word, note) for word, note in self.notes.items() if me in note.on]
        words = [word for word, note in there if note.kind == kind and not note.is_done]
        if not words:
            return "", ""
        word = words[pick % len(words)]
        number = re.search(rf"(?m)^(\d+)\. .*{word}", self.speak(me, f"{kind}s"))
        assert number, word
        return word, number[1]

    def meet(self) -> None:
        """Begin the next meeting."""
        self.minutes.append(MeetingMinutes())
        this = len(self.minutes) - 1
        self.now = FIRST + this * APART
        follows = ["--after", self.pack(this - 1)] if this else ["--series", "board"]
        self.run(DESK, "new", self.pack(), *follows, "--title", f"Board {this}")
        self.run(DESK, "note", "Present: Jo", "--pack", self.pack())

    @rule(me=who, kind=st.sampled_from(["action", "question", "decision", "note"]))
    def record(self, me: str, kind: str) -> None:
        word = self.new_word(Written(len(self.minutes) - 1, kind, {me}))
        self.run(me, "note", f"Mend {word}", "--kind", kind, "--pack", self.pack())

    @rule(me=who, kind=st.sampled_from(["action", "question"]), pick=pick)
    def tick(self, me: str, kind: str, pick: int) -> None:
        word, number = self.open_item(me, kind, pick)
        if word:
            self.speak(me, f"{kind}s", f"tick {number}")
            self.notes[word].is_done = True

    @rule(me=who, pick=pick)
    def answer(self, me: str, pick: int) -> None:
        question, number = self.open_item(me, "question", pick)
        if question:
            asked = self.notes[question].meeting
            word = self.new_word(Written(asked, "answer", {me}, question=question))
            self.speak(me, "questions", number, f"n: Answer {word}")
            self.notes[question].is_done = True

    @rule()
    def sync(self) -> None:
        desk, laptop = self.data(DESK), self.data(LAPTOP)
        self.synced.bring_together(desk, laptop)
        for meeting in range(len(self.minutes)):
            self.speak(DESK, *["merge"] * 3, meeting=meeting)
        for copy in desk.glob("*conflicted*"):
            copy.unlink()
        self.synced.remember(desk, laptop)
        for note in self.notes.values():
            note.on |= {DESK, LAPTOP}

    @rule(days=st.sampled_from([0, 1, 12]))
    def let_days_go_by(self, days: int) -> None:
        latest = FIRST + len(self.minutes) * APART - timedelta(days=2)
        self.now = max(self.now, min(self.now + timedelta(days), latest))

    @rule(me=who, back=st.integers(0, 2), is_final=st.booleans())
    def write_minutes(self, me: str, back: int, is_final: bool) -> None:
        meeting = max(0, len(self.minutes) - 1 - back)
        minutes = self.minutes[meeting]
        if minutes.is_final:
            return
        options = ["--all", "--pack", self.pack(meeting), *["--final"] * is_final]
        file = self.folder / f"{meeting}-{self.now.timestamp()}.md"
        minutes.said += self.run(me, "minutes", *options, "-o", file)
        minutes.texts.append(file.read_text("utf-8"))
        minutes.is_final = is_final
        minutes.is_late |= meeting < len(self.minutes) - 1
        self.writers.add(me)

    @rule(me=who, is_final=st.booleans())
    def end_and_meet_again(self, me: str, is_final: bool) -> None:
        self.write_minutes(me, 0, is_final)
        self.meet()

    def end(self) -> None:
        self.sync()
        for _ in range(2):
            self.end_and_meet_again(DESK, True)
        self.check_states()
        for back in range(len(self.minutes)):
            self.write_minutes(DESK, back, True)
        self.check_texts()

    def check_states(self) -> None:
        """Drafts of another computer are not known, so it may be said twice then, but not never."""
        may_repeat = any(minutes.is_late for minutes in self.minutes) or len(self.writers) > 1
        for word, note in self.notes.items():
            if note.kind in {"action", "question"}:
                done = [minutes.say_done(word) for minutes in self.minutes]
                assert sum(done) >= note.is_done, (word, note, done)
                assert sum(done) <= note.is_done or may_repeat, (word, note, done)

    def check_texts(self) -> None:
        for word, note in self.notes.items():
            own, later = self.minutes[note.meeting], self.minutes[note.meeting + 1 :]
            is_said = f"the final minutes of “Board {note.meeting}”"
            is_there = any(word in minutes.texts[-1] for minutes in later)  # carried over
            is_named = any(is_said in minutes.said for minutes in later)
            assert word in own.texts[-1] or is_there or is_named, (word, note)


def test_minutes_of_any_history_lack_nothing_unsaid_and_say_once_what_is_done() -> None:
    run_state_machine_as_test(Meetings, settings=settings(many(8), stateful_step_count=18))
