from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.notebook import NoteKind
from ccgbrief.notebook.assignments import Assignment, as_name, read_assignment, without_owed

SUNDAY = date(2026, 11, 22)
ACTION, DECLARATION = NoteKind.ACTION, NoteKind.DECLARATION


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Ask for a split @Practice manager, by 1 December", "Practice manager"),
        ("@Practice manager to write by 1 December", "Practice manager"),
        ("@Head of finance will ring", "Head of finance"),
        ("@Jo by tomorrow please", "Jo"),
        ("@Dr. Smith to ring", "Dr. Smith"),
        ("@A. B. Smith: ring", "A. B. Smith"),
        ("@Jo and @Kim to ring", "Jo and Kim"),
        ("@Jo, @Kim and @Dr. Ash to ring", "Jo, Kim and Dr. Ash"),
        ("@Jo and Kim", "Jo and Kim"),
        ("Ring @Jo and ask", "Jo"),
        ("Trim it @A B", "A B"),
        ("Trim it (@Clerk) soon", "Clerk"),
        ("Trim it @Clerk\nand burn it", "Clerk"),
        ("@Jo\x1b[31m to ring", "Jo[31m"),
        ("write to me@example.org", ""),
        ("@", ""),
        ("nobody", ""),
    ],
)
def test_the_owner_is_named_after_an_at_sign(text: str, owner: str) -> None:
    assert read_assignment(text, ACTION, SUNDAY).owner == owner


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("by 2026-12-01", date(2026, 12, 1)),
        ("due 1 December", date(2026, 12, 1)),
        ("due on tomorrow", date(2026, 11, 23)),
        ("due by Friday's meeting", date(2026, 11, 27)),
        ("by the way, due 1 Dec", date(2026, 12, 1)),
        ("by 31 February, or by 1 March", date(2027, 3, 1)),
        ("by the clerk", None),
        ("cut by 20 per cent", None),
        ("standby 1 December", None),
    ],
)
def test_the_day_is_said_after_by_or_due(text: str, due: date | None) -> None:
    assert read_assignment(text, ACTION, SUNDAY) == Assignment(due=due)


def test_words_meant_as_a_day_are_told_where_they_name_none() -> None:
    assert read_assignment("Ring @Jo by 31 February.", ACTION, SUNDAY) == Assignment(
        "Jo", unread="31 February"
    )


@pytest.mark.parametrize(
    ("text", "agreed"),
    [
        ("@Dr Ash, partner at Elm Surgery, leaves", "leaves"),
        ("@Dr Ash, partner, stays but does not vote", "stays, does not vote"),
        ("@Dr Ash and @Dr Elm, partners, stay and do not vote", "stays, does not vote"),
        ("@Dr Ash, partner. Abstained.", "does not vote"),
        ("@Dr Ash, partner; agreed: leaves for item 4", "leaves for item 4"),
        ("@Dr Ash, partner, on leave", ""),
    ],
)
def test_a_declaration_says_what_was_agreed(text: str, agreed: str) -> None:
    assert read_assignment(text, DECLARATION, SUNDAY).agreed == agreed


@pytest.mark.parametrize("kind", [NoteKind.NOTE, NoteKind.QUESTION, NoteKind.DECISION])
def test_other_kinds_owe_nothing(kind: NoteKind) -> None:
    assert read_assignment("@Jo leaves by 1 December", kind, SUNDAY) == Assignment()


@pytest.mark.parametrize(
    ("kind", "text", "bare"),
    [
        (ACTION, "Ask for a split @Practice manager, by 1 December", "Ask for a split"),
        (ACTION, "@Jo to write to them by next Friday.", "Write to them."),
        (ACTION, "@Jo and @Kim to meet by 1/12", "Meet"),
        (ACTION, "Ask @Jo by 1.12.2026.", "Ask Jo."),
        (ACTION, "Meet with @Jo and @Kim by Friday", "Meet with Jo and Kim"),
        (ACTION, "Pay (@Jo) by Fri 27 Nov, then ring", "Pay, then ring"),
        (ACTION, "@Jo: do it. By tomorrow.\nThen rest", "Do it.\nThen rest"),
        (ACTION, "@Jo by Friday", "@Jo by Friday"),
        (ACTION, "Ring by 31 February", "Ring by 31 February"),
        (DECLARATION, "@Dr Ash, partner at Elm Surgery, leaves", "Partner at Elm Surgery"),
        (DECLARATION, "@Dr Ash is a director of Elm. She left the room.", "Director of Elm."),
        (DECLARATION, "partner; agreed: stays for item 4", "partner"),
        (NoteKind.NOTE, "ask @Jo by Friday", "ask @Jo by Friday"),
    ],
)
def test_what_was_read_is_left_out_of_the_words(kind: NoteKind, text: str, bare: str) -> None:
    assert without_owed(text, kind, read_assignment(text, kind, SUNDAY), SUNDAY) == bare


def test_words_that_say_something_else_than_is_owed_stay() -> None:
    owed = Assignment("The clerk", date(2031, 12, 1))
    assert without_owed("Ring @Jo, by Friday", ACTION, owed, SUNDAY) == "Ring @Jo, by Friday"


def test_a_name_holds_no_control_characters_nor_their_signs() -> None:
    assert as_name("Jo\x07 \u241b[31m\nSmith\ufffd") == "Jo [31m Smith"


@given(st.text("@ABab.,;:()\n &by12/due-é", max_size=40), st.sampled_from([ACTION, DECLARATION]))
def test_no_words_are_too_odd_and_none_are_emptied(text: str, kind: NoteKind) -> None:
    bare = without_owed(text, kind, read_assignment(text, kind, SUNDAY), SUNDAY)
    assert bool(bare.strip()) == bool(text.strip())


@pytest.mark.parametrize("text", ["@Jo, " * 9_000, "and " * 9_000 + "@Jo", "by 31 " * 7_000])
def test_a_note_of_any_length_is_read(text: str) -> None:
    owed = read_assignment(text, ACTION, SUNDAY)
    assert without_owed(text, ACTION, owed, SUNDAY)


def test_nothing_but_spaces_after_agreed_is_read_at_once() -> None:
    text = "agreed:" + " " * 20_000
    owed = read_assignment(text, DECLARATION, SUNDAY)
    assert owed.agreed == ""
    assert without_owed(text, DECLARATION, owed, SUNDAY)
