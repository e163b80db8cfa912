"""The searcher's thread, with a finder that answers when the test lets it."""

from collections.abc import Callable, Iterable, Iterator
from queue import Queue
from threading import Event
from typing import cast

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.search import Answer, Entry, FilterValues
from ccgbrief.search.finder import Finder
from ccgbrief.view.searcher import Searcher

PATIENCE = 20.0
"""Seconds after which a thread that does not answer never will."""


class SlowFinder:
    """Finds nothing, and that only when it may; notes what it was asked."""

    def __init__(self) -> None:
        self.filter_values: FilterValues = {}
        self.asked: Queue[str] = Queue()
        self.may_answer = Event()
        self.may_answer.set()
        self.notes: tuple[Entry, ...] = ()
        self.closed = Event()
        self.overtaken: list[bool] = []

    def find(self, query: str, _limit: int, *, cancelled: Callable[[], bool]) -> Answer:
        self.asked.put(query)
        assert self.may_answer.wait(PATIENCE)
        self.overtaken.append(cancelled())
        return Answer(query)

    def update_notes(self, notes: Iterable[Entry]) -> None:
        self.notes = tuple(notes)

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def finder() -> SlowFinder:
    return SlowFinder()


@pytest.fixture
def answers() -> "Queue[Answer]":
    return Queue()


@pytest.fixture
def searcher(finder: SlowFinder, answers: "Queue[Answer]") -> Iterator[Searcher]:
    made = Searcher(lambda: cast("Finder", finder), answers.put)
    yield made
    finder.may_answer.set()
    made.close()


def test_what_is_asked_is_answered(searcher: Searcher, answers: "Queue[Answer]") -> None:
    searcher.start()
    searcher.ask("hedge")
    assert answers.get(timeout=PATIENCE).query == "hedge"
    searcher.ask("ponds")
    assert answers.get(timeout=PATIENCE).query == "ponds"


def test_what_is_asked_before_it_is_ready_is_answered_then(
    searcher: Searcher, answers: "Queue[Answer]"
) -> None:
    searcher.ask("h")
    searcher.ask("he")
    searcher.start()
    assert answers.get(timeout=PATIENCE).query == "he"


def test_a_query_that_was_overtaken_before_it_began_is_never_sought(
    searcher: Searcher, finder: SlowFinder, answers: "Queue[Answer]"
) -> None:
    finder.may_answer.clear()
    searcher.start()
    searcher.ask("h")
    assert finder.asked.get(timeout=PATIENCE) == "h"
    for query in ("he", "hed", "hedge"):
        searcher.ask(query)
    finder.may_answer.set()
    assert answers.get(timeout=PATIENCE).query == "hedge"
    assert finder.asked.get(timeout=PATIENCE) == "hedge"
    assert finder.asked.empty()


def test_an_answer_to_a_query_that_was_overtaken_is_not_given(
    searcher: Searcher, finder: SlowFinder, answers: "Queue[Answer]"
) -> None:
    finder.may_answer.clear()
    searcher.start()
    searcher.ask("h")
    finder.asked.get(timeout=PATIENCE)
    searcher.ask("hedge")
    finder.may_answer.set()
    assert answers.get(timeout=PATIENCE).query == "hedge"
    assert answers.empty()
    assert finder.overtaken == [True, False]


def test_notes_are_renewed_before_what_is_asked_after_them(
    searcher: Searcher, finder: SlowFinder, answers: "Queue[Answer]"
) -> None:
    note = Entry(NoteKind.NOTE, "id", 0, "a note")
    searcher.start()
    searcher.ask("first")
    answers.get(timeout=PATIENCE)
    finder.filter_values = {"by": {"ann": ("ann",)}}  # as the notes name them
    searcher.renew(lambda: [note])
    assert searcher.filter_values == {}
    searcher.ask("note")
    answers.get(timeout=PATIENCE)
    assert finder.notes == (note,)
    assert searcher.filter_values == {"by": {"ann": ("ann",)}}


def test_closed_it_answers_nothing_more_and_lets_go_of_the_index(
    searcher: Searcher, finder: SlowFinder, answers: "Queue[Answer]"
) -> None:
    searcher.start()
    searcher.ask("hedge")
    answers.get(timeout=PATIENCE)
    searcher.close()
    assert finder.closed.wait(PATIENCE)
    searcher.ask("ponds")
    assert finder.asked.get(timeout=PATIENCE) == "hedge"
    assert finder.asked.empty()
    assert answers.empty()


def test_closing_what_never_started_is_no_fault(searcher: Searcher) -> None:
    searcher.close()
    searcher.close()


def test_a_search_that_fails_is_told_and_the_next_one_is_answered(
    finder: SlowFinder, answers: "Queue[Answer]", monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> Answer:
        raise RuntimeError("disk\x1b[31m gone")

    searcher = Searcher(lambda: cast("Finder", finder), answers.put)
    with monkeypatch.context() as broken:
        broken.setattr(finder, "find", fail)
        searcher.start()
        searcher.ask("hedge")
        (fault,) = answers.get(timeout=PATIENCE).faults
    assert "RuntimeError: disk␛[31m gone" in fault
    searcher.ask("ponds")
    assert answers.get(timeout=PATIENCE) == Answer("ponds")
    searcher.close()


def test_a_pack_that_has_changed_is_searched_anew_before_the_next_answer(
    answers: "Queue[Answer]",
) -> None:
    finders = [SlowFinder(), SlowFinder()]
    opened = iter(finders)
    searcher = Searcher(lambda: cast("Finder", next(opened)), answers.put)
    searcher.start()
    searcher.ask("before")
    assert answers.get(timeout=PATIENCE).query == "before"
    searcher.reopen()
    searcher.ask("after")
    assert answers.get(timeout=PATIENCE).query == "after"
    searcher.close()
    assert finders[0].closed.is_set()
    assert finders[0].asked.get_nowait() == "before"
    assert finders[1].asked.get_nowait() == "after"
