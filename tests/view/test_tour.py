"""The tour of a first start: each step waits for what it asks for."""

import pytest
from rich.cells import cell_len

from ccgbrief.view.keys import COMMANDS, fitting_keys
from ccgbrief.view.tour import KEPT, LANDED, SEARCHED, STEPS, TYPED, Tour, is_typed


def test_each_step_waits_until_it_is_done() -> None:
    every = [*(step.done_by for step in STEPS), "bookmark"]
    for at, step in enumerate(STEPS[:-1]):
        for done in every:
            if done == step.done_by:
                assert Tour(at).after(done) == Tour(at + 1)
            elif (at, done) != (0, LANDED):
                assert Tour(at).after(done) == Tour(at)


def test_all_steps_in_turn_lead_to_the_end() -> None:
    tour = Tour()
    for done in (TYPED, LANDED, "copy", KEPT, "undo", "help"):
        assert not tour.is_at_end
        tour = tour.after(done)
    assert tour.is_at_end


def test_who_opens_a_result_before_all_is_typed_has_done_both_steps() -> None:
    assert Tour().after(LANDED) == Tour().after(TYPED).after(LANDED)


@pytest.mark.parametrize(
    ("typed", "enough"), [("", False), ("owns pri", False), (SEARCHED, True), ("x" * 40, True)]
)
def test_the_search_is_typed_once_it_is_as_long_as_the_words(typed: str, *, enough: bool) -> None:
    assert is_typed(typed) == enough


def test_every_step_fits_into_one_line_of_80_columns() -> None:
    for at in range(len(STEPS)):
        keys = Tour(at).keys(COMMANDS)
        assert fitting_keys(keys, 79) == keys
        assert sum(cell_len(f"  {shown} {label}") for shown, label, _ in keys) <= 79


def test_a_step_names_the_key_that_the_reader_has_given_the_command() -> None:
    commands = [c._replace(shown="C") if c.id == "copy" else c for c in COMMANDS]
    assert Tour(2).keys(commands)[1][0] == "C"


def test_escape_leaves_the_search_and_ends_the_tour_elsewhere() -> None:
    assert Tour(1).keys(COMMANDS, searching=True)[-1][1] == "back"
    assert Tour(1).keys(COMMANDS)[-1][1] == "ends the tour"
