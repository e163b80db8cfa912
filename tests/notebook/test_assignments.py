from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook.assignments import Assignment, as_name, read_assignment

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
        ("@Dr. A.N. Other to ring", "Dr. A.N. Other"),
        ("@Col. Sir J.-P. Smith to ring", "Col. Sir J.-P. Smith"),
        ("Ask @J.R.R. Tolkien, by Friday", "J.R.R. Tolkien"),
        ("Pay it @The N.H.S. trust, by May", "The N.H.S. trust"),
        ("@A. B. Smith: ring", "A. B. Smith"),
        ("Do it @Dr A Rao by Friday", "Dr A Rao"),
        ("Ring the mayor @Dr A", "Dr A"),
        ("@Jo A day later ring", "Jo"),
        ("@Jo and @Kim to ring", "Jo and Kim"),
        ("@Jo, @Kim and @Dr. Ash to ring", "Jo, Kim and Dr. Ash"),
        ("@Jo and Kim", "Jo and Kim"),
        ("@Jo @Kim to ring", "Jo and Kim"),
        ("@Jo/@Kim to ring", "Jo and Kim"),
        ("@Jo and Check the rota", "Jo"),
        ("@Jo Check the rota", "Jo"),
        ("@Jo check the rota", "Jo"),
        ("@Jo Smith checks the rota", "Jo Smith"),
        ("@Jo Chase to ring", "Jo Chase"),
        ("@Jo Chase, ring them", "Jo Chase"),
        ("@Gate keeper, ring them", "Gate keeper"),
        ("@Jo Chase the practices", "Jo"),
        ("@practice business manager ring them", "practice business manager"),
        ("@Nurse Lead ask them", "Nurse Lead"),
        ("@Jo Lead the review", "Jo"),
        ("@Head of primary care check it", "Head of primary care"),
        ("Sign it @Chair of the Board, by 5 Dec", "Chair of the Board"),
        ("@Chair of the Audit Committee to sign", "Chair of the Audit Committee"),
        ("@Head of the IT team, by 5 Dec", "Head of the IT team"),
        ("@Director of nursing and quality to write", "Director of nursing and quality"),
        ("@jo.smith@example.org to ring", "jo.smith@example.org"),
        ("Ask @jo@example.org.", "jo@example.org"),
        ("Ring @Jo and ask", "Jo"),
        ("Trim it @A B", "A B"),
        ("Trim it (@Clerk) soon", "Clerk"),
        ("Trim it @Clerk\nand burn it", "Clerk"),
        ("@Jo\x1b[31m to ring", "Jo[31m"),
        ("@Ms Van der Berg to ring", "Ms Van der Berg"),
        ("@van den Berg to ring", "van den Berg"),
        ("@Jo ring van den Berg", "Jo"),
        ("@Mary d'Arcy to write", "Mary d'Arcy"),
        ("@Noor al-Rashid, by Friday", "Noor al-Rashid"),
        ("@Maria dos Santos rings", "Maria dos Santos"),
        ("@Ana da Silva e Costa to ring", "Ana da Silva e Costa"),
        ("@محمد علي to ring", "محمد علي"),
        ("@Jo re-read it", "Jo"),
        ("@Jo 5 things to do", "Jo"),
        ("@Jo ASAP", "Jo"),
        ("@Jo deadline: 3rd December", "Jo"),
        ('@"Kim" acts, by 5 July', "Kim"),
        ("@“body for the north”: ring them", "body for the north"),
        ('Ask @"Jo Check", @"Kim Ring" and @Ash', "Jo Check, Kim Ring and Ash"),
        ("write to me@example.org", ""),
        ("@", ""),
        ("nobody", ""),
    ],
)
def test_the_owner_is_named_after_an_at_sign(text: str, owner: str) -> None:
    said = read_assignment(text, ACTION, SUNDAY)
    assert said.owner == owner


@pytest.mark.parametrize(
    "rest",
    ["no later than Friday.", "within two weeks.", "once agreed, by Friday", "tomorrow.",
     "over Christmas.", "without delay, by Friday", "instead, by Friday", "quickly, by Friday"],
)  # fmt: skip
def test_a_name_ends_before_words_that_say_when_or_how(rest: str) -> None:
    said = read_assignment(f"Send it @Ash {rest}", ACTION, SUNDAY)
    assert said.owner == "Ash"


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Do @Ash/Elm", "Ash"),
        ("Do @Ash, Elm and Oak", "Ash"),
        ("Do @Dr Ash or @Elm", "Dr Ash and Elm"),
        ("@Jo Check Kim", "Jo"),
        ("@Jo Check", "Jo Check"),
        ("@Jo rota is wrong", "Jo"),
        ("Do @ Ash and @Elm", "Elm"),
        ('Do @" and "', ""),
        ('Do @"Ash', ""),
        ("meet @ 5 pm", ""),
    ],
)
def test_nobody_is_an_owner_without_an_at_sign_right_before_the_name(text: str, owner: str) -> None:
    assert read_assignment(text, ACTION, SUNDAY).owner == owner


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("by 2026-12-01", date(2026, 12, 1)),
        ("due 1 December", date(2026, 12, 1)),
        ("due on tomorrow", date(2026, 11, 23)),
        ("due by Friday's meeting", date(2026, 11, 27)),
        ("due:2026-12-01", date(2026, 12, 1)),
        ("Due date: 1 Dec", date(2026, 12, 1)),
        ("deadline Friday fortnight", date(2026, 12, 11)),
        ("no later than 4 December", date(2026, 12, 4)),
        ("written by Friday", date(2026, 11, 27)),
        ("written by April 4", date(2027, 4, 4)),
        ("the vote stands by May", None),
        ("not by 7 December but by 9 December", date(2026, 12, 9)),
        ("She stood by Sunday’s view", None),
        ("a paper led by March", None),
        ("late due to Friday's strike", None),
        ("overdue by 3 days", None),
        ("due in two weeks", date(2026, 12, 6)),
        ("in due course", None),
        ("by the way, due 1 Dec", date(2026, 12, 1)),
        ("by the clerk", None),
        ("cut by 20 per cent", None),
        ("standby 1 December", None),
    ],
)
def test_the_day_is_said_after_by_or_due(text: str, due: date | None) -> None:
    said = read_assignment(text, ACTION, SUNDAY)
    assert said == Assignment(due=due)


def test_words_meant_as_a_day_are_reported_where_they_name_none() -> None:
    assert read_assignment("Ring @Jo by 31 February.", ACTION, SUNDAY) == Assignment(
        "Jo", unread="31 February"
    )


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("by 31 February, or by 1 March", "31 February"),
        ("by 1 December or by 5 December", "1 December or by 5 December"),
        ("the draft by Easter, the rest by 1 May", "Easter"),
        ("by 5 December, or by Monday 31 November", "Monday 31 November"),
    ],
)
def test_a_day_beside_one_that_is_not_read_may_be_the_other_one(text: str, unread: str) -> None:
    assert read_assignment(text, ACTION, SUNDAY) == Assignment(unread=unread)


@pytest.mark.parametrize(
    ("text", "agreed"),
    [
        ("@Dr Ash, partner at Elm Surgery, leaves", "leaves"),
        ("@Dr Ash, partner, stays but does not vote", "stays, does not vote"),
        ("@Dr Ash and @Dr Elm, partners, stay and do not vote", "stays, does not vote"),
        ("@Dr Ash, partner. Abstained.", "does not vote"),
        ("@Dr Ash, partner; agreed: leaves for item 4", "leaves for item 4"),
        ("@Dr Ash, partner, leaves #interests", "leaves"),
        ("@Dr Ash owns Elm, leaves", "leaves"),
        ("@Dr Ash, partner, agreed: sits apart #interests", "sits apart"),
        ("@Dr Ash, partner, on leave", ""),
        ("@Dr Ash (partner at Elm) leaves for items 4 and 5", "leaves"),
        ("@Dr Ash was asked to leave the meeting during the discussion", ""),
        ("It was agreed that @Dr Ash leaves and takes no part", ""),
        ("@Dr Ash: leaves", "leaves"),
        ("@Dr Ash, partner - abstains from the vote", "does not vote"),
        (
            "@Dr Ash, partner, leaves for item 4, stays for item 5",
            "leaves for item 4, stays for item 5",
        ),
        ("@Dr Ash, left Elm Surgery in 2019", ""),
        ("@Dr Ash left Elm Surgery in 2019", ""),
        ("@Dr Ash, founded Elm Surgery and left", ""),
        ("@Dr Ash, stays and owns Elm Surgery", ""),
        ("@Dr Ash remains a director of Elm Ltd", ""),
        ("@Dr Ash, husband stays at Oak House", ""),
        ("@Dr Ash, works for Stay Well Ltd", ""),
        ("@Dr Ash, director, Stay Well Ltd", ""),
        ("@Dr Ash will not stay", ""),
        ("@Dr Ash, holds shares, stays out of the vote", ""),
        ("@Dr Ash, remains outside the room", ""),
        ("@Dr Ash, holds shares, stays in the room", "stays"),
        ("@Dr Ash, shares left by her father", ""),
        ("@Dr Ash, member of a union that is not voting", ""),
    ],
)
def test_a_declaration_says_what_was_agreed(text: str, agreed: str) -> None:
    assert read_assignment(text, DECLARATION, SUNDAY).agreed == agreed


@pytest.mark.parametrize(
    "said",
    ["not agreed: leaves", "not yet agreed: sits apart", "nothing agreed: leaves",
     "to be agreed: leaves", "wasn’t agreed: stays", "if agreed: leaves"],
)  # fmt: skip
def test_what_was_not_agreed_is_no_outcome(said: str) -> None:
    assert read_assignment(f"@Ann, partner, {said}", DECLARATION, SUNDAY).agreed == ""
    decided = read_assignment("@Ann, not a partner, agreed: leaves", DECLARATION, SUNDAY)
    assert decided.agreed == "leaves"


@pytest.mark.parametrize("kind", [NoteKind.NOTE, NoteKind.QUESTION, NoteKind.DECISION])
def test_other_kinds_owe_nothing(kind: NoteKind) -> None:
    assert read_assignment("@Jo leaves by 1 December", kind, SUNDAY) == Assignment()


def test_a_name_holds_no_control_characters_nor_their_signs() -> None:
    assert as_name("Jo\x07 \u241b[31m\nSmith") == "Jo [31m Smith"


def test_a_letter_of_a_name_that_could_not_be_read_stays_to_be_seen() -> None:
    assert as_name("@Oak #lead, @ Elm, a@b.org") == "Oak lead, @ Elm, a@b.org"
    assert as_name("Ren\ufffd Ash") == "Ren\ufffd Ash"


@given(st.text("@ABab.,;:()\n &by12/due-é", max_size=40), st.sampled_from([ACTION, DECLARATION]))
def test_no_words_are_too_odd(text: str, kind: NoteKind) -> None:
    owner = read_assignment(text, kind, SUNDAY).owner
    assert owner == as_name(owner)


@pytest.mark.parametrize(
    "text",
    [
        "@Jo, " * 9_000,
        "and " * 9_000 + "@Jo",
        "by 31 " * 7_000,
        "agreed:" + " " * 20_000,
        "leave of " + "the " * 9_000,
        "and " * 9_000 + "left it to",
        "stays " * 6_000 + "at",
        "it was " * 6_000,
    ],
)
def test_a_note_of_any_length_is_read_at_once(text: str) -> None:
    assert read_assignment(text, ACTION, SUNDAY).due is None
    assert read_assignment(text, DECLARATION, SUNDAY).agreed == ""


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Ask for a split @Ash, 1/12", date(2026, 12, 1)),
        ("Ask for a split @Dr Ash, 1 December 2026.", date(2026, 12, 1)),
        ("Ring them @Jo and @Kim, Friday", date(2026, 11, 27)),
        ("@jo@example.org, 2026-12-01", date(2026, 12, 1)),
        ("Ask @Ash, 1/12\nand say why", date(2026, 12, 1)),
        ("Read @Ash, 1/12 and 3/12", None),
        ("Read @Ash, 3/4 of the papers", None),
        ("Ask @Ash 1/12", None),
        ("1/12 @Ash", None),
        ("Ask @Ash about it, 1/12", None),
        ("Ask them, 1/12", None),
        ("Ask @Ash, 1/12, by 3/12", date(2026, 12, 3)),
        ("Ask @Ash, 21/11", None),
    ],
)
def test_a_day_needs_no_by_after_an_owner_and_a_comma_at_the_end_of_a_line(
    text: str, due: date | None
) -> None:
    assert read_assignment(text, ACTION, SUNDAY).due == due


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("1/12 @Ash to ring", ""),
        ("Ring them on 1st  December", ""),
        ("Ring them on Dec 1", ""),
        ("@Ash rings on Friday week", ""),
        ("@Ash rings on Friday", ""),
        ("Ring by 31 February", "“by 31 February” is not a date I know"),
        ("Ring @Bo, 31/11", "“by 31/11” is not a date I know"),
        ("Ring @Bo, 21/11", "“by 21/11” has passed; add the year"),
        ("Ring @Bo by 21 November", "“by 21 November” has passed; add the year"),
        ("Ring by 21 November 2026", ""),
        ("Ring by 1 Deember", "“by 1 Deember” is not a date I know"),
        ("Ring by the 2nd of Arpil please", "“by the 2nd of Arpil please” is not a date I know"),
        ("Ring by Fridya", "“by Fridya” is not a date I know"),
        ("Ring by Thrusday, or write", "“by Thrusday” is not a date I know"),
        ("Carried by 12 members", ""),
        ("Cut by 3 separate bodies", ""),
        ("Cut by 4 major parties", ""),
        ("Led by Faraday", ""),
        ("Ring by 1 December", ""),
        ("Ring @Ash, 1/12", ""),
        ("Read item 5, pp. 12-19, and 1.12 of it; may 3 come?", ""),
        ("Ring @Ash", ""),
    ],
)
def test_words_meant_as_the_due_day_and_not_read_as_one_are_told(text: str, doubt: str) -> None:
    assert read_assignment(text, ACTION, SUNDAY).doubt_of_day == doubt
    assert read_assignment(text, NoteKind.NOTE, SUNDAY).doubt_of_day == ""


def test_a_day_for_each_of_two_people_is_no_day_for_both() -> None:
    text = "Ask @Dr Ash by 1 December and @Dr Elm by 2 December"
    found = read_assignment(text, NoteKind.ACTION, date(2026, 11, 22))
    assert (found.owner, found.due) == ("Dr Ash and Dr Elm", None)
    assert found.doubt_of_day == ""
    same = read_assignment(
        "Ask @Dr Ash by 1 December, due 1/12", NoteKind.ACTION, date(2026, 11, 22)
    )
    assert same.due == date(2026, 12, 1)
