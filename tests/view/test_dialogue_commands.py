"""How a line of the plain dialogue is understood."""

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.view.dialogue_commands import COMMANDS, Line, help_lines, read_line


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("owns primry care", ("search", "owns primry care")),
        ("12", ("read", "12")),
        ("", ("next", "")),
        ("  ", ("next", "")),
        ("j", ("next", "")),
        ("BACK", ("back", "")),
        ("next steps", ("search", "next steps")),
        ("/next", ("search", "next")),
        ("/", ("search", "")),
        ("search notes", ("search", "notes")),
        ("notes", ("notes", "")),
        ("actions on diabetes", ("search", "actions on diabetes")),
        ("action Ask for a split", ("action", "Ask for a split")),
        ("action: Ask for a split", ("action", "Ask for a split")),
        ("a", ("action", "")),
        ("a: Ask", ("action", "Ask")),
        ("a quotation", ("search", "a quotation")),
        ("I remember fragile", ("search", "I remember fragile")),
        ("tick 3", ("tick", "3")),
        ("minutes private", ("minutes", "private")),
        ("minutes of the last meeting", ("search", "minutes of the last meeting")),
        ("private action Ask", ("private", "action Ask")),
        ("?", ("help", "")),
        ("exit", ("quit", "")),
        (":q", ("quit", "")),
        (":WQ", ("quit", "")),
        ("q", ("question", "")),
        ("\x1b[31mquit", ("search", "␛[31mquit")),
    ],
)
def test_a_line_is_a_number_a_command_or_words(typed: str, line: tuple[str, str]) -> None:
    assert read_line(typed) == Line(*line)


def test_every_kind_of_note_can_be_written_and_listed() -> None:
    words = {command.word: command.letter for command in COMMANDS}
    for kind in NoteKind:
        assert words[kind.value] == kind.traits.key
        assert kind.traits.plural in words


def test_no_two_commands_share_a_word_or_a_letter() -> None:
    words = [command.word for command in COMMANDS]
    letters = [command.letter for command in COMMANDS if command.letter]
    assert len(set(words)) == len(words)
    assert len(set(letters)) == len(letters)


def test_the_help_begins_with_how_many_commands_there_are_and_has_each() -> None:
    first, *rows, _ = help_lines()
    assert first.startswith(f"{len(COMMANDS)} commands")
    assert [row.split(":")[0].split(" or ")[0] for row in rows] == [c.word for c in COMMANDS]
