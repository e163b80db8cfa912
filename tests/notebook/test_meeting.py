from datetime import UTC, date, datetime, timedelta

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Note, Place
from ccgbrief.notebook.meeting import (
    as_note,
    day_held,
    day_of,
    doubt_of,
    doubtful_heading,
    doubts_in,
    each_on_a_line,
    each_once,
    excess_votes,
    fields_of,
    guessed_day,
    heading_notes,
    in_words,
    labelled,
    names_in,
    people_in,
    quorum_of,
    superseded,
    too_few,
)
from ccgbrief.notebook.votes import Votes, read_votes

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)


def test_a_second_decision_on_an_area_says_which_position_it_takes_the_place_of() -> None:
    def decided(text: str, hours: int, prompt: str = "") -> Note:
        at, place = AT + timedelta(hours=hours), Place(area="access", words=prompt)
        return Note(text, text, at, kind=NoteKind.DECISION, place=place)

    first, second = decided("Open early", 0), decided("Open late", 1)
    elsewhere = decided("Ask", 2, "When?")
    notes = [first, second, elsewhere]
    assert doubt_of(first, notes[:1], AT.date()) == ""
    said = "it is now the position on this area, and no longer “Open early”"
    assert doubt_of(second, notes, AT.date()) == said
    corrected = first._replace(changed=second.written)
    assert doubt_of(corrected, [corrected, second], AT.date()) == ""
    said = "“Open late” stands as the position on this area, which is newer by the clock"
    assert doubt_of(first, notes, AT.date()) == said  # which was put back meanwhile
    assert doubt_of(elsewhere, notes, AT.date()) == ""


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("Sign it: for 9, against 1, abstained 1", Votes(9, 1, 1)),
        ("Sign it for 2 years (for 9, against 1)", Votes(9, 1)),
        ("9 for, 1 against, 1 abstention", Votes(9, 1, 1)),
        ("9 for 1 against and 2 abstained", Votes(9, 1, 2)),
        ("In favour: 7; against: none; abstentions: 2", Votes(7, 0, 2)),
        ("For 4, abstained one", Votes(4, None, 1)),
        ("9 for and 1 against, with 2 abstaining", Votes(9, 1, 2)),
        ("9 for, two against, no abstentions", Votes(9, 2, 0)),
        ("1,200 for, 300 against", Votes(1200, 300)),
        ("Sign it for 2 years: 9 for, 1 against", Votes(9, 1)),
        ("9 for 1 against 2 abstained", Votes(9, 1, 2)),
        ("Wait for 3 months", None),
        ("Nobody spoke against 2 of the 5 papers", None),
        ("for 3 reasons, we decide against 2 suppliers", None),
        ("against 3, abstained 1", None),
        ("", None),
    ],
)
def test_votes_are_read_where_they_are_counted_side_by_side(text: str, votes: Votes | None) -> None:
    assert read_votes(text) == votes


@pytest.mark.parametrize(
    "text",
    [
        "Amendment: 3 for, 6 against. Motion: 9 for, 1 against",
        "for 9, against 1, abstained 1, for 4, against 2",
        "9 for, 1 against; later for 4, against 2",
        "Buy 12 for 3 against 4",
    ],
)
def test_of_two_votes_in_one_text_none_is_read(text: str) -> None:
    assert read_votes(text) is None


@pytest.mark.parametrize("text", ["12.5 for, 3 against", "9% for, 1% against", "2026-11 for, none"])
def test_other_figures_are_no_votes(text: str) -> None:
    decided = Note("a", text, AT, NoteKind.DECISION)
    assert read_votes(text) is None
    assert doubt_of(decided, [decided], AT.date()) == ""


@pytest.mark.parametrize(
    ("votes", "said"),
    [
        (Votes(9, 1, 0), "for 9, against 1, abstained 0"),
        (Votes(9, 1), "for 9, against 1"),
        (Votes(4, None, 1), "for 4, abstained 1"),
    ],
)
def test_of_votes_nothing_is_said_that_was_not_counted(votes: Votes, said: str) -> None:
    assert str(votes) == said


def test_fields_are_read_from_lines_with_a_label_and_written_as_such_lines() -> None:
    fields = {"Meeting": "Board", "Chair": "Kim", "Present": "Jo, Lee", "Apologies": ""}
    text = as_note(fields)
    assert text == "Meeting: Board\nChair: Kim\nPresent: Jo, Lee"
    note = Note("a", f"{text}\n  and others", AT)
    assert fields_of([note])["Present"] == "Jo, Lee and others"
    assert fields_of([note._replace(private=True)])["Chair"] == "Kim (private)"


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Day: 5 November 2026", ("Date", "5 November 2026")),
        ("Venue: Town Hall", ("Place", "Town Hall")),
        ("in the  chair: Kim", ("Chair", "Kim")),
        ("Members present: Jo, Lee", ("Present", "Jo, Lee")),
        ("Also in attendance: Sam", ("In attendance", "Sam")),
        ("Apologies for absence: Lou", ("Apologies", "Lou")),
        ("Previous minutes: approved", ("Minutes of the last meeting", "approved")),
    ],
)
def test_a_label_in_other_words_of_minutes_counts_as_ours(
    line: str, field: tuple[str, str]
) -> None:
    assert labelled(line) == [field]
    assert labelled(f"Meeting: Board\n{line}") == [("Meeting", "Board"), field]


@pytest.mark.parametrize(
    ("lines", "present"),
    [
        ("Dr Ash\nJ. Jones\nDr Elm", "Dr Ash, J. Jones, Dr Elm"),
        ("\n- Dr Ash\n\n- J. Jones", "Dr Ash, J. Jones"),
        ("Dr Ash,\nJ. Jones and\nDr Elm", "Dr Ash, J. Jones and Dr Elm"),
        ("Dr Ash (here\nto item 3)", "Dr Ash (here to item 3)"),
    ],
)
def test_each_line_of_a_list_of_people_names_others(lines: str, present: str) -> None:
    fields = fields_of([Note("a", f"Place: Town\nHall\nPresent: {lines}\nChair: Kim", AT)])
    assert fields == {"Place": "Town Hall", "Chair": "Kim", "Present": present}


def test_what_two_forms_both_say_is_said_once() -> None:
    text = "Date: 29 November 2026\nChair: Kim\nPresent: Dr Ash (chair, by video), J. Jones"
    one, other = Note("a", text, AT), Note("b", f"{text}; Lee\nPlace: Hall", AT)
    assert fields_of([one, other]) == {
        "Date": "29 November 2026",
        "Place": "Hall",
        "Chair": "Kim",
        "Present": "Dr Ash (chair, by video), J. Jones, Lee",
    }
    assert fields_of([one, one]) == fields_of([one])


def test_a_private_day_gives_way_to_one_that_everybody_may_read() -> None:
    told = Note("a", "Date: 2 November 2026", AT)
    newer = Note("b", "Date: 6 November 2026", AT + timedelta(days=1), private=True)
    assert fields_of([told, newer]) == {"Date": "2 November 2026"}
    assert superseded([told, newer]) == [
        "Date: “2 November 2026” stands, as the newest that is not private, and not “6"
        " November 2026…”"
    ]
    assert fields_of([newer]) == {"Date": "6 November 2026 (private)"}


def test_of_two_chairs_or_days_the_newest_stands_and_that_is_said() -> None:
    first = Note("a", "Chair: Kim\nDate: 21 November\nPresent: Jo", AT)
    second = Note("b", "Chair: Lee\nDate: 22 November\nPresent: Kim", AT)
    told = [
        "Date: “22 November” stands, as the newest, and not “21 November”",
        "Chair: “Lee” stands, as the newest, and not “Kim”",
    ]
    assert fields_of([first, second]) == {
        "Date": "22 November",
        "Chair": "Lee",
        "Present": "Jo, Kim",
    }
    assert doubt_of(second, [first, second], AT.date()) == "; ".join(told)
    assert day_of([first, second]) == date(2026, 11, 22)
    corrected = first._replace(changed=AT + timedelta(days=1))
    assert fields_of([corrected, second])["Chair"] == "Kim"
    assert superseded([second, second._replace(text="Chair: lee\nPresent: Jo")]) == []
    assert doubt_of(second._replace(text="Present: Lee"), [first, second], AT.date()) == ""


def test_of_several_days_the_last_heads_the_meeting() -> None:
    old = Note("a", "Present: Jo", AT - timedelta(days=30))
    new = Note("b", "Present: Kim", AT)
    elsewhere = Note("c", "Present: Lee", AT, place=Place(duty="count"))
    plain = Note("d", "Jo was present: yes", AT)
    assert heading_notes([old, new, elsewhere, plain]) == [new]


def test_a_pack_of_a_series_is_of_one_meeting_of_whatever_days_its_notes_are() -> None:
    ready = Note("a", "Place: Hall", AT - timedelta(days=9))
    form = Note("b", "Present: Jo, Kim", AT)
    late = Note("c", "Apologies: Lee\nPresent: Jo, Kim", AT + timedelta(days=1))
    heads = heading_notes([ready, form, late], "board")
    assert heads == [ready, form, late]
    assert day_of(heads) == AT.date()
    assert fields_of(heads) == {"Place": "Hall", "Present": "Jo, Kim", "Apologies": "Lee"}
    dated = form._replace(text="Present: Jo\nDate: 21 November")
    assert day_of([ready, dated, late]) == date(2026, 11, 21)
    assert day_of([ready, late._replace(text="Apologies: Lee")]) == ready.written.date()


def test_the_day_of_a_meeting_is_said_to_be_guessed_where_its_notes_are_of_several() -> None:
    first, later = Note("a", "Rent", AT - timedelta(days=9)), Note("b", "Fees", AT)
    assert day_held([first, later], heading_notes([first, later], "board")) == date(2026, 11, 13)
    assert guessed_day([first, later], "board").startswith(
        "by its first note this meeting is of 13 November 2026, and it has notes of other days"
    )
    assert guessed_day([first], "board") == guessed_day([first, later], "") == ""
    assert guessed_day([first, later, Note("c", "Date: 22 November", AT)], "board") == ""
    assert (day_held([], []), guessed_day([], "board")) == (None, "")


def test_people_are_named_one_after_another() -> None:
    text = "Dr Ash (chair, by video), J. Jones; Kim and Lee"
    assert names_in(text) == ["Dr Ash", "J. Jones", "Kim", "Lee"]
    assert people_in({"Chair": "dr ash", "Present": text, "Date": "Monday, Friday"}) == [
        "Dr Ash",
        "J. Jones",
        "Kim",
        "Lee",
    ]


@pytest.mark.parametrize(
    ("chair", "present", "here", "is_short"),
    [
        ("Kim", "Jo, kim, Lee", "3 named as present", False),
        ("Dr Ash", "Ash, Jones, Kim", "3 named as present", False),
        ("Rev. Dr Ash", "Ash, Jones", "2 named as present", True),
        ("Mrs Oak", "Jo, Lee", "2 named as present besides the chair", False),
        ("", "Dr Ash / J. Jones & K. Kim", "3 named as present", False),
        ("", "Dr Ash, Dr Elm, Dr Oak (observer)", "3 named as present", False),
        ("", "12 members", "1 named as present", True),
    ],
)
def test_who_is_named_as_present_is_counted_and_the_quorum_not_judged(
    chair: str, present: str, here: str, is_short: bool
) -> None:
    fields = {"Chair": chair, "Present": present}
    assert quorum_of(fields, 3) == f"{here}, 3 needed"
    assert too_few(fields, 3) == (f"{here}, 3 needed" if is_short else "")
    assert quorum_of(fields, 0) == too_few(fields, 0) == ""


def test_where_nobody_is_named_as_present_nothing_is_counted() -> None:
    for fields in ({"Chair": "Kim"}, {}, {"Apologies": "Jo"}):
        assert quorum_of(fields, 3) == too_few(fields, 3) == excess_votes(Votes(9, 1), fields) == ""


def test_who_is_present_and_among_the_apologies_is_named() -> None:
    fields = {"Chair": "Kim", "Present": "Jo, Dr Ash", "Apologies": "Lee; dr ash"}
    assert doubtful_heading(fields, AT.date()) == "“dr ash” is present and among the apologies"
    assert doubtful_heading({**fields, "Date": "soon"}, AT.date()).startswith(
        "“soon” is not a date"
    )


@pytest.mark.parametrize(
    ("present", "names"),
    [
        ("Jones, J., Elm, B.", ["J. Jones", "B. Elm"]),
        ("Jones, J.-P. (chair); Elm, B. K. and Ash", ["J.-P. Jones", "B. K. Elm", "Ash"]),
        ("Dr Oak, Jones, J., Kim", ["Dr Oak", "J. Jones", "Kim"]),
        ("Jones, O\u0308.", ["O\u0308. Jones"]),
        ("Ann Ash, Kim Oak.", ["Ann Ash", "Kim Oak"]),
        ("A, B, C, D", ["A", "B", "C", "D"]),
        ("A., B., C.", ["A.", "B.", "C."]),
        ("J. Jones, B. Elm", ["J. Jones", "B. Elm"]),
    ],
)
def test_initials_with_full_stops_behind_a_surname_are_no_other_person(
    present: str, names: list[str]
) -> None:
    assert names_in(present) == names


def test_names_on_lines_of_their_own_are_a_list() -> None:
    assert (
        each_on_a_line("Dr Ash\n- Dr Elm\n\nKim Ng,\nMs Oak\n") == "Dr Ash, Dr Elm, Kim Ng, Ms Oak"
    )
    assert each_on_a_line("Dr Ash, Dr Elm") == "Dr Ash, Dr Elm"


def test_of_two_lists_those_of_one_initial_are_kept_apart() -> None:
    one, other = Note("a", "Present: Jones, J., Elm, J.", AT), Note("b", "Present: Jones, J.", AT)
    assert fields_of([one, other])["Present"] == "Jones, J., Elm, J."
    assert each_once(["King, M.L., Oak, P.", "Oak, P."]) == "King, M.L., Oak, P."


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("9 for, 1 against (2 abstained)", Votes(9, 1, 2)),
        ("eleven for, two against", Votes(11, 2)),
        ("For 9, against 1 and so carried", Votes(9, 1)),
        ("9 for, 1 against the motion", Votes(9, 1)),
        ("Pay for 12 against 3 invoices", None),
        ("9 votes for, 1 against", None),
        ("for 9, none against", None),
        ("Nine voted for, one voted against", None),
        ("9 yes, 1 no", None),
        ("Sell it. For: 2. Against: 1. Abstentions: none", Votes(2, 1, 0)),
        ("for 4, against 1; Dr Oak abstained", Votes(4, 1)),
        ("4 for, 1 against, 1 abstains", Votes(4, 1, 1)),
        ("for 2, against 1, abstaned 1", Votes(2, 1)),
        ("for 1,200 and against 3", Votes(1200, 3)),
        ("Rent: for 3, against 1. Fees: for 2, against 2", None),
        ("for 3, for 1", None),
        ("against 3, abstained 1", None),
        ("Plan: for 99999999999999999999999999, against 1", None),
        ("Plan: for -3, against 1", None),
        ("Plan: for 3.5, against 1", None),
        ("for twenty-one, against one", None),
        ("Ask for 2 quotes against 3 criteria", None),
        ("carried 2 to 1", None),
    ],
)
def test_votes_are_read_in_the_form_that_states_them(text: str, votes: Votes | None) -> None:
    assert read_votes(text) == votes


def test_votes_are_not_counted_where_nobody_is_named() -> None:
    assert excess_votes(Votes(9, 1), {"Apologies": "Ash"}) == ""
    assert excess_votes(Votes(1), {"Present": "Jo"}) == ""


@pytest.mark.parametrize(
    ("said", "doubt"),
    [
        ("", ""),
        ("17 November 2026, 2 pm", ""),
        ("Tuesday", ""),
        ("17/11", ""),
        ("as agreed", "“as agreed” is not a date I know"),
        ("31 November", "“31 November” is not a date I know"),
        ("as agreed with everybody beforehand", "“as agreed with…” is not a date I know"),
    ],
)
def test_a_day_that_is_none_is_doubted(said: str, doubt: str) -> None:
    assert doubtful_heading({"Date": said}, date(2026, 11, 20)) == doubt


def test_of_a_note_is_said_what_cannot_be_so() -> None:
    here = Note("a1", "Date: 32 December\nPresent: Jo", AT)
    decided = Note("a2", "Yes: for 2, against 1", AT, NoteKind.DECISION)
    unread = "“32 December” is not a date I know"
    said = {note: doubt_of(note, [here, decided], AT.date()) for note in (here, decided)}
    assert said == {here: unread, decided: "3 votes, and 1 named as present"}
    assert doubt_of(decided._replace(kind=NoteKind.NOTE), [here], AT.date()) == ""
    assert doubts_in([here, decided], fields_of([here]), AT.date()) == [
        unread,
        "“Yes: for 2, against 1”: 3 votes, and 1 named as present",
    ]


def test_a_date_is_written_in_full() -> None:
    assert in_words(date(2026, 12, 1)) == "1 December 2026"


def test_a_private_day_is_not_that_of_the_meeting_where_a_public_one_is_said() -> None:
    told, secret = "Date: 6 May 2026", "Date: 20 May 2026"
    notes = [Note("a", told, AT), Note("b", secret, AT, private=True)]
    assert day_held(notes, notes) == date(2026, 5, 6)
    assert day_held(notes, notes[1:]) == date(2026, 5, 20)
