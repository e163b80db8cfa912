"""What a reader does in a meeting, in a real terminal; P6 for what is written there."""

import pytest

from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal

CTRL_Q, ESCAPE = "\x11", "\x1b"


def ready(terminal: Terminal) -> Terminal:
    """Wait until the program shows its first screen and takes keys."""
    terminal.until_shown("1 Overview")
    terminal.until_shown("? help")
    return terminal


def leave(terminal: Terminal) -> None:
    terminal.type(CTRL_Q)
    assert terminal.until_ended() == 0


def keep_and_leave(terminal: Terminal) -> None:
    """Press the key to leave, and Enter when it is asked whether to keep what is written."""
    terminal.type(CTRL_Q)
    terminal.until_shown("Keep ")
    terminal.type("\r")
    assert terminal.until_ended() == 0


def test_a_misspelt_search_lands_on_the_passage_of_the_barometer(start: Start) -> None:
    terminal = ready(start())
    terminal.type("/")
    terminal.type("grey ares")
    terminal.until_shown("ares → areas")
    terminal.type("\r")
    terminal.until_shown("▌  │ “[There are] lots of grey areas in terms of")
    assert "grey" in terminal.reversed_text()
    assert "areas" in terminal.reversed_text()
    terminal.until(lambda: "5 Barometer 2013" in terminal.reversed_text(), "the open tab")
    terminal.type(ESCAPE)
    terminal.until_shown("▌  Co-commissioning of general practice")
    leave(terminal)


def test_a_duty_that_was_ticked_is_ticked_after_a_restart(start: Start) -> None:
    terminal = ready(start())
    terminal.type("7")
    terminal.until_shown("▌  [ ] Review and renew GP contracts")
    terminal.type(" ")
    terminal.until_shown("[x] Review and renew GP contracts")
    leave(terminal)
    again = ready(start())
    again.type("7")
    again.until_shown("[x] Review and renew GP contracts")
    again.until_shown("1 of 7 duties in place")
    leave(again)


def test_a_note_without_any_key_to_save_it_is_there_after_a_restart(start: Start) -> None:
    terminal = ready(start())
    terminal.type("2n")
    terminal.until_shown("until enter keeps it")
    terminal.type("Ask the area team")
    terminal.until_shown("│  Ask the area team")
    keep_and_leave(terminal)
    again = ready(start())
    again.type("9")
    again.until_shown("Ask the area team")
    leave(again)


def test_a_search_in_one_burst_is_typed_and_no_key_of_it_is_obeyed(start: Start) -> None:
    terminal = ready(start())
    terminal.type("/q3")
    terminal.until(lambda: terminal.rows[1].strip() == "q3", "q3 in the box")
    terminal.until_shown("1 Overview")
    leave(terminal)


def test_a_note_in_one_burst_is_written(start: Start) -> None:
    terminal = ready(start())
    terminal.type("nabc")
    terminal.until_shown("│  abc")
    keep_and_leave(terminal)
    again = start("show", "notes")
    again.until_shown("abc")
    assert again.until_ended() == 0


def test_a_burst_that_ends_with_the_key_to_leave_loses_nothing(start: Start) -> None:
    terminal = ready(start())
    terminal.type(f"Nabc{CTRL_Q}{CTRL_Q}")
    assert terminal.until_ended() == 0
    shown = start("show", "notes")
    shown.until_shown("“abc” was being written")


def test_a_search_and_enter_in_one_burst_land(start: Start) -> None:
    terminal = ready(start())
    terminal.type("/owns primry care\r")
    terminal.until_shown("▌  │ “nobody really knowing who owns primary care”")
    leave(terminal)


def test_pasted_text_is_text(start: Start) -> None:
    terminal = ready(start())
    terminal.type("n")
    terminal.until_shown("until enter keeps it")
    terminal.type("\x1b[200~one\r\ntwo q ?\x1b[201~")
    terminal.until_shown("│  one")
    terminal.until_shown("│  two q ?")
    keep_and_leave(terminal)


COLOURED = "\x1b[200~all \x1b[31mred\x1b[0m and\r\n\x1bqx?\r\x1b[201~"


def test_coloured_text_is_pasted_into_a_note_and_keeps_nothing_by_itself(start: Start) -> None:
    terminal = ready(start())
    terminal.type("n")
    terminal.until_shown("until enter keeps it")
    terminal.type(COLOURED)
    terminal.until_shown("│  all red and")
    terminal.until_shown("│  ␛qx?")
    keep_and_leave(terminal)


@pytest.mark.parametrize("keys", ["/", "H"])
def test_coloured_text_is_pasted_into_a_line_and_presses_nothing(start: Start, keys: str) -> None:
    terminal = ready(start())
    terminal.type(keys)
    terminal.until_gone("? help")
    terminal.type(COLOURED)
    terminal.until_shown("all red and ␛qx?")
    terminal.type("!")
    terminal.until_shown("all red and ␛qx?!")


def test_coloured_text_that_is_pasted_while_reading_is_searched_for_and_presses_no_key(
    start: Start,
) -> None:
    terminal = ready(start())
    terminal.type(COLOURED)
    terminal.until(lambda: terminal.rows[1].strip() == "all red and ␛qx?", "the words")
    terminal.until_shown("1 Overview")
    leave(terminal)


def test_a_terminal_that_changes_its_size_keeps_the_passage(start: Start) -> None:
    terminal = ready(start())
    terminal.type("5jjjjjjjj")
    passage = "Leaders were asked how"
    terminal.until(lambda: any(row.startswith(f"▌  {passage}") for row in terminal.rows), passage)
    for columns, rows in ((120, 40), (40, 12), (80, 24)):
        terminal.resize(columns, rows)
        terminal.until(
            lambda words=passage: any(  # type: ignore[misc]
                row.startswith("▌") and words in row for row in terminal.rows
            ),
            passage,
        )
    leave(terminal)
