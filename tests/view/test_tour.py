"""The tour of a first start: each step waits for what it asks for."""

from rich.cells import cell_len

from ccgbrief.view.keys import COMMANDS, NOTHING_FOUND_KEYS, SEARCHING_KEYS, fitting_keys
from ccgbrief.view.tour import ASKED, FOUND, KEPT, LANDED, STEPS, Tour


def test_each_step_waits_until_it_or_the_next_is_done() -> None:
    every = [*(step.done_by for step in STEPS), "bookmark"]
    for at, step in enumerate(STEPS[:-1]):
        for done in every:
            if done == step.done_by:
                assert Tour(at).after(done) == Tour(at + 1)
            elif done == STEPS[at + 1].done_by:
                assert Tour(at).after(done) == Tour(at + 2)
            else:
                assert Tour(at).after(done) == Tour(at)


def test_nobody_has_to_take_back_what_they_meant_to_write() -> None:
    commands = [c._replace(shown="C") if c.id == "help" else c for c in COMMANDS]
    undo = next(at for at, step in enumerate(STEPS) if step.command == "undo")
    assert Tour(undo).keys(commands)[1][1] == "twice to undo the last change, or C to go on"
    assert Tour(undo).after("help").is_at_end


def test_all_steps_in_turn_lead_to_the_end() -> None:
    tour = Tour()
    for done in (FOUND, LANDED, "copy", KEPT, "undo", "help"):
        assert not tour.is_at_end
        tour = tour.after(done)
    assert tour.is_at_end


def test_the_number_of_steps_stays_when_one_is_skipped() -> None:
    tour, numbers = Tour(), []
    for done in (LANDED, "copy", KEPT, "help"):
        numbers.append(tour.keys(COMMANDS)[0][0])
        tour = tour.after(done)
    assert tour.is_at_end
    numbers.append(tour.keys(COMMANDS)[0][0])
    assert numbers == ["Tour 1/7", "Tour 3/7", "Tour 4/7", "Tour 5/7", "Tour 7/7"]


def test_every_step_fits_into_one_line_of_80_columns() -> None:
    every = [Tour(at).keys(COMMANDS) for at in range(len(STEPS))]
    for keys in (*every, Tour().keys(COMMANDS, searching=SEARCHING_KEYS)):
        assert fitting_keys(keys, 79) == keys
        assert sum(cell_len(f"  {shown} {label}") for shown, label, _ in keys) <= 79


def test_a_step_names_the_key_that_the_reader_has_given_the_command() -> None:
    commands = [c._replace(shown="C") if c.id == "copy" else c for c in COMMANDS]
    assert Tour(2).keys(commands)[1][0] == "C"


def test_a_search_for_something_else_leads_back_to_the_first_step_and_later_ones_stay() -> None:
    for at, step in enumerate(STEPS):
        is_of_search = step.done_by in {FOUND, LANDED}
        assert Tour(at).found(is_found=False) == Tour(0 if is_of_search else at)
        assert Tour(at).found(is_found=True) == Tour(1 if is_of_search else at)


def test_who_has_left_the_search_is_asked_to_search_again() -> None:
    assert Tour(1).keys(COMMANDS)[:2] == Tour(0).keys(COMMANDS)[:2]


def test_copying_is_asked_for_only_where_there_is_a_passage() -> None:
    assert Tour(2).keys(COMMANDS)[1][:2] == ("y", "to copy it with its citation")
    elsewhere = Tour(2).keys(COMMANDS, can_copy=False)
    assert elsewhere[1][:2] == ("/", "and go to a passage, to copy it")
    assert fitting_keys(elsewhere, 79) == elsewhere


def test_the_words_to_type_are_left_to_the_reader() -> None:
    (kind, does, _), _ = Tour().keys(COMMANDS, searching=SEARCHING_KEYS)
    assert (kind, does) == ("type", f"a few words, misspelt: {ASKED}")


def test_escape_leaves_the_search_and_may_end_the_tour_elsewhere() -> None:
    assert Tour(1).keys(COMMANDS, searching=SEARCHING_KEYS)[-1][1] == "back"
    assert Tour(1).keys(COMMANDS)[-1][1] == "end tour"
    assert Tour(1).keys(COMMANDS, has_way_back=True)[-1][1] == "back"


def test_where_nothing_was_found_a_later_step_offers_nothing_to_choose() -> None:
    assert Tour(3).keys(COMMANDS, searching=SEARCHING_KEYS) == SEARCHING_KEYS
    assert Tour(3).keys(COMMANDS, searching=NOTHING_FOUND_KEYS) == NOTHING_FOUND_KEYS
