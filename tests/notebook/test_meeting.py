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
    each_once,
    excess_votes,
    fields_of,
    guessed_day,
    heading_notes,
    in_words,
    names_in,
    people_in,
    quorum_of,
    superseded,
)
from ccgbrief.notebook.votes import Votes, doubtful_votes, read_votes

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
    assert doubt_of(first, notes, AT.date()) == ""  # one that was only corrected
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
        "9 for, 1 against, but 2 abstaining",
        "Buy 12 for 3 against 4",
    ],
)
def test_votes_that_are_not_certain_are_not_recorded_and_told(text: str) -> None:
    decided = Note("a", text, AT, NoteKind.DECISION)
    said = "its votes are not recorded; say one, as “for 9, against 1”"
    assert read_votes(text) is None
    assert doubt_of(decided, [decided], AT.date()) == said
    assert doubts_in([decided], {}, AT.date())[0].endswith(f"”: {said}")


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
    ("quorum", "said"),
    [
        (0, ""),
        (3, "3 present, 3 needed: quorate"),
        (4, "3 present, 4 needed: not quorate"),
    ],
)
def test_a_quorum_counts_the_chair_once_and_nobody_who_is_away(quorum: int, said: str) -> None:
    fields = {"Chair": "Kim", "Present": "Jo, kim, Lee", "Apologies": "Ash"}
    assert quorum_of(fields, quorum) == said


@pytest.mark.parametrize(
    ("chair", "present", "here"),
    [
        ("Dr Ash", "Ash, Jones, Kim", 3),
        ("Ann Ash", "A. Ash, B. Ash", 2),
        ("Ann Ash", "Ben Ash, Kim", 3),
        ("", "Dr Ash / J. Jones & K. Kim", 3),
        ("", "Dr Ash, Ash, Kim", 2),
        ("Rev. Dr Ash", "Ash, Jones, Kim", 3),
        ("Mr Ash", "Mr Ash, Mrs Ash, Kim", 3),
    ],
)
def test_a_title_makes_nobody_another(chair: str, present: str, here: int) -> None:
    fields = {"Chair": chair, "Present": present}
    assert quorum_of(fields, 3).startswith(f"{here} present")


@pytest.mark.parametrize(
    ("chair", "present", "here"),
    [
        ("", "Mr Jones, Mrs Jones, Kim", 3),
        ("", "Lady Ash, Lord Ash, Kim", 3),
        ("", "Dr Ash, Prof. Ash, Ann Ash", 3),
        ("Mrs Jones", "Mr Jones, Kim", 3),
        ("Mrs Jones", "Mr Jones, Mrs Jones, Kim", 3),
    ],
)
def test_other_titles_before_one_surname_are_other_people(
    chair: str, present: str, here: int
) -> None:
    fields = {"Chair": chair, "Present": present}
    assert quorum_of(fields, 3) == f"{here} present, 3 needed: quorate"


@pytest.mark.parametrize(
    "present",
    [
        "Dr Ash - chair, Jo, Lee",
        "Dr Ash (chair, by phone), Dr Guest, Lee (Elm Surgery)",
        "JA, KS, LM",
        "Zoe O'Neil, Jo McDonald, Ann Ash (MBE)",
        "jo, kim, lee",
    ],
)
def test_names_are_counted_with_what_is_said_of_one_beside_it(present: str) -> None:
    assert quorum_of({"Present": present}, 3) == "3 present, 3 needed: quorate"


@pytest.mark.parametrize(
    "present",
    [
        "Dr Ash, Dr Elm, Dr Oak (observer)",
        "Dr Ash, Dr Elm, observers: Dr Oak",
        "Dr Ash, Dr Elm, Dr Oak (non-voting)",
        "Dr Ash, Dr Elm, minutes: Dr Oak",
        "Dr Ash, Dr Elm, later Dr Oak",
        "Dr Ash, Dr Elm, Dr Oak (adviser)",
        "Dr Ash, Dr Elm, Dr Oak (item 3 only)",
        "Dr Ash, Dr Elm, Dr Oak (left at 11)",
        "Dr Ash, Dr Elm, Dr Oak (co-opted, no voting rights)",
    ],
)
def test_where_somebody_named_may_not_count_the_quorum_is_not_judged(present: str) -> None:
    assert quorum_of({"Present": present}, 3) == ""


def test_who_is_present_and_among_the_apologies_is_named_and_the_quorum_not_judged() -> None:
    fields = {"Chair": "Kim", "Present": "Jo, Dr Ash, none", "Apologies": "none; dr ash"}
    assert doubtful_heading(fields, AT.date()) == "“dr ash” is present and among the apologies"
    assert quorum_of({**fields, "Present": "Jo, Dr Ash"}, 3) == ""
    assert doubtful_heading({**fields, "Date": "soon"}, AT.date()).startswith(
        "“soon” is not a date"
    )


def test_who_is_in_the_chair_is_not_everybody() -> None:
    assert quorum_of({"Chair": "Kim"}, 1) == "1 present, 1 needed: quorate"
    assert quorum_of({"Chair": "Kim"}, 3) == "1 present, 3 needed"
    assert quorum_of({}, 3) == ""


@pytest.mark.parametrize(
    ("present", "names"),
    [
        ("Jones, J., Elm, B.", ["J. Jones", "B. Elm"]),
        (
            "Jones, J.-P. (chair); Elm, Dr B. K. and Ash, C",
            ["J.-P. Jones", "Dr B. K. Elm", "C Ash"],
        ),
        ("Jones, J, Elm, J", ["J Jones", "J Elm"]),
        ("Dr Oak, Jones, J., Kim", ["Dr Oak", "J. Jones", "Kim"]),
        ("Dr Ash, Dr Elm, Jr.", ["Dr Ash", "Dr Elm Jr"]),
        ("King, M.L., Jr., Oak, P.", ["M.L. King Jr", "P. Oak"]),
        ("King Jr., King Sr.", ["King Jr", "King Sr"]),
        ("Elm, Th., Oak, Wm. J.", ["Th. Elm", "Wm. J. Oak"]),
        ("Jones, Éa., Elm, O\u0308.", ["Éa. Jones", "O\u0308. Elm"]),
        ("Elm, Cllr J., Oak, Mrs", ["Cllr J. Elm", "Mrs Oak"]),
        ("Ann Ash, Kim Oak.", ["Ann Ash", "Kim Oak"]),
        ("A, B, C, D", ["A", "B", "C", "D"]),
        ("J. Jones, B. Elm", ["J. Jones", "B. Elm"]),
    ],
)
def test_initials_behind_a_surname_are_no_other_person(present: str, names: list[str]) -> None:
    assert names_in(present) == names
    here = f"{len(names)} present, 9 needed: not quorate"
    assert quorum_of({"Present": present, "Chair": names[0]}, 9) == here


def test_a_son_is_in_the_chair_whether_or_not_he_is_called_so() -> None:
    assert quorum_of({"Chair": "Dr Elm", "Present": "Dr Elm, Jr., Kim"}, 2)[0] == "2"
    assert quorum_of({"Chair": "Dr Elm Sr", "Present": "Dr Elm, Jr., Kim"}, 2)[0] == "3"


def test_of_two_lists_those_of_one_initial_are_kept_apart() -> None:
    one, other = Note("a", "Present: Jones, J., Elm, J.", AT), Note("b", "Present: Jones, J.", AT)
    assert fields_of([one, other])["Present"] == "Jones, J., Elm, J."
    assert each_once(["King, M.L., Jr., Oak, P.", "Oak, P."]) == "King, M.L., Jr., Oak, P."


@pytest.mark.parametrize(
    "present",
    [
        *(
            "Ash, B, Elm",
            "Jones, JK, Elm, BC",
            "12 members",
            "all members",
            "Jo, Lee and others",
            "Ash/Jones",
            "as last time",
        ),
        *("Dr Kim, Jo", "Ann Ash, Vice-chair, Bob Elm, Lay member", "Dr Ash, MBE, FRCGP"),
        *("Dr Ash, PhD, Jo", "Ann Ash, Director of Finance, Jo", "Jo, Lee, not Dr Oak"),
        *("Dr Ash, Dr Elm, Kim.", "Elm, Th.", "Dr Ash, Elm, Th., Kim", "Jr., Elm, Ash"),
        *("Dr Ash. Dr Elm, Kim", "Ash, Mr Jo, Elm, Mrs Ann", "Dr Ash, Dr, Kim", "Ash, Senior"),
        *("Jo, Lee, two others", "Jo, Lee, one vacancy", "Jo, Lee, quorate", "Jo, not quorate"),
        *("Jo, Lee, a couple of nurses", "Jo, Lee, staff", "jo, lee, both nurses"),
        *("Jo, Lee, tbc", "Jo, Lee, by video", "Jo, Lee (apologies)", "none", "nobody"),
    ],
)
def test_no_quorum_is_judged_where_it_is_not_known_who_is_present(present: str) -> None:
    fields = {"Chair": "Mr Kim", "Present": present}
    assert quorum_of(fields, 3) == ""
    assert excess_votes(Votes(9, 1), fields) == ""


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
        ("approved by 9 votes to 1", None),
        ("Nine voted for, one voted against", None),
        ("9 members for and 1 against", None),
        ("9 in favour, 2 opposed", None),
        ("9 yes, 1 no", None),
        ("Ayes 9, noes 1", None),
        ("Sell it. For: 2. Against: 1. Abstentions: none", Votes(2, 1, 0)),
        ("for 4, against 1 and 5 abstain", None),
        ("4 for, 1 against, 1 abstains", Votes(4, 1, 1)),
        ("for 4, against 1, abst. 1", None),
        ("for 4, against 1; Dr Oak abstained", None),
        ("carried 2 to 1", None),
        ("Plan: for 3, opposed 1", None),
        ("Plan carried 3-1", None),
        ("Plan carried, 3:1", None),
        ("Plan: for 99999999999999999999999999, against 1", None),
        ("Plan: for -3, against 1", None),
        ("Plan: for 3.5, against 1", None),
        ("Votes: 9-1-1", None),
        ("2 in favour, 1 aginst", None),
        ("for 2, against 1, abstaned 1", None),
        ("Approved 4 to 2", None),
        ("Approved 4 to 2 by the members", None),
        ("Agreed by a majority of 4 to 2", None),
        ("Plan (four to two)", None),
        ("Plan: 4-2", None),
        ("9-1-0", None),
        ("4 members in favour, 2 against", None),
        ("4 supported, 2 did not", None),
        ("4 to 2 in favour", None),
        ("4 in favour to 2", None),
        ("Yes: 4 No: 2", None),
        ("For - 4, Against - 2", None),
        ("for IV, against II", None),
        ("for twenty-one, against one", None),
    ],
)
def test_votes_are_read_where_they_are_certain_and_else_doubted(
    text: str, votes: Votes | None
) -> None:
    assert read_votes(text) == votes
    assert bool(doubtful_votes(text)) == (votes is None)


@pytest.mark.parametrize(
    "text",
    [
        *("Pay for 3 years", "Buy 9 chairs", "No change", "In favour of it", "Open from 9 to 5"),
        *("Go on with the claim against 3 practices", "Guard against 20 % less", "Carried over"),
        *("Approved 2 to 4 beds", "Approved 1:1 meetings", "Agreed 6-8 March", "Chairs: 2 to 4"),
        *("Agreed, 2026-27", "Agreed 9.30 to 10.30", "Meet: 14:05", "Pay for IV fluids", "for IV"),
        *("Ask for 2 quotes against 3 criteria", "Approved minutes 1-3", "Agreed (9-1-26)"),
    ],
)
def test_other_decisions_have_no_doubtful_votes(text: str) -> None:
    assert (read_votes(text), doubtful_votes(text)) == (None, "")


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
    assert said == {here: unread, decided: "3 votes, but only 1 present"}
    assert doubt_of(decided._replace(kind=NoteKind.NOTE), [here], AT.date()) == ""
    assert doubts_in([here, decided], fields_of([here]), AT.date()) == [
        unread,
        "“Yes: for 2, against 1”: 3 votes, but only 1 present",
    ]


def test_a_date_is_written_in_full() -> None:
    assert in_words(date(2026, 12, 1)) == "1 December 2026"


def test_a_private_day_is_not_that_of_the_meeting_where_a_public_one_is_said() -> None:
    told, secret = "Date: 6 May 2026", "Date: 20 May 2026"
    notes = [Note("a", told, AT), Note("b", secret, AT, private=True)]
    assert day_held(notes, notes) == date(2026, 5, 6)
    assert day_held(notes, notes[1:]) == date(2026, 5, 20)
