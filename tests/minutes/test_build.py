import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.minutes.build import Options, gather
from ccgbrief.minutes.document import as_tree
from ccgbrief.minutes.formats import FORMATS
from ccgbrief.minutes.html import as_html
from ccgbrief.minutes.json import as_json
from ccgbrief.minutes.markdown import as_markdown
from ccgbrief.minutes.model import Minutes, Subject
from ccgbrief.minutes.selection import Selection
from ccgbrief.notebook import Note, Notebook, Place, Status, version_of
from ccgbrief.pack import Pack, Page, Passage, PassageKind
from tests.minutes.conftest import DAY, Clock

NEXT_DAY = date(2026, 11, 23)


def subject_of(pack: Pack, notebook: Notebook, place: Place) -> Subject:
    notebook.add_note("Something", place=place)
    return gather(pack, notebook, DAY).entries[-1].subject


def figures(minutes: Minutes) -> list[str]:
    return [cited.figure.id for cited in minutes.figures]


def test_a_quotation_is_given_whole_with_its_speaker_and_its_article(
    pack: Pack, notebook: Notebook
) -> None:
    subject = subject_of(pack, notebook, Place("roles", "nobody knows who"))
    assert subject.words == "nobody knows who owns it"
    assert subject.is_quotation
    assert subject.citation == (
        "A manager, to the board; An Author, “Who owns what”, The Paper, 2015, p. 3"
    )


def test_a_passage_that_is_no_quotation_is_not_taken_for_one(
    pack: Pack, notebook: Notebook
) -> None:
    subject = subject_of(pack, notebook, Place("roles", "Money is short"))
    assert subject.words == "Money is short, the author argues."
    assert not subject.is_quotation


def test_a_passage_that_has_changed_says_so_with_both_readings_in_every_form(
    pack: Pack, notebook: Notebook
) -> None:
    texts = ("Before", "Waits fell by six per cent in the year.", "After")
    passages = tuple(
        Passage("roles", number, PassageKind.PARAGRAPH, text) for number, text in enumerate(texts)
    )
    article = replace(pack.articles[0], parse=lambda: passages)
    was = "Waits fell by nine per cent in the year."
    place = Place("roles", was, prefix="Before", suffix="After")
    notebook.add_note("Ask", place=place)
    minutes = gather(replace(pack, articles=(article,)), notebook, DAY)
    subject = minutes.entries[-1].subject
    assert subject.words == was
    assert subject.doubt == f"it reads now: “{texts[1]}”"
    for form in (as_markdown, as_html):
        said = form(minutes)
        assert said.index(was) < said.index(f"It reads now: “{texts[1]}”")
    assert json.loads(as_json(minutes))["notes"][-1]["doubt"] == subject.doubt


def test_a_row_is_given_with_its_heads(pack: Pack, notebook: Notebook) -> None:
    text = "Cardiology | 18.2 | 17.9"
    row = Passage("roles", 0, PassageKind.ROW, text, cells=tuple(text.split(" | ")))
    row = row._replace(heads=("Unit", "Oct", "Nov"))
    article = replace(pack.articles[0], parse=lambda: (row,))
    subject = subject_of(replace(pack, articles=(article,)), notebook, Place("roles", text))
    assert subject.words == "Cardiology: Oct 18.2, Nov 17.9"


def test_a_row_that_has_changed_or_is_gone_is_given_as_a_row_is_cited(
    pack: Pack, notebook: Notebook
) -> None:
    row = Passage("roles", 0, PassageKind.ROW, "Renal | 12 | 11", cells=("Renal", "12", "11"))
    row = row._replace(heads=("Unit", "Oct", "Nov"), heading="Waits")
    article = replace(pack.articles[0], parse=lambda: (row,))
    pack = replace(pack, articles=(article,))
    changed = subject_of(pack, notebook, Place("roles", "Renal | 12 | 10", heading="Waits"))
    assert (changed.words, changed.doubt) == (
        "Renal: Oct 12, Nov 10",
        "it reads now: “Renal: Oct 12, Nov 11”",
    )
    gone = subject_of(pack, notebook, Place("roles", "Cardiology |  | 17.9", heading="Waits"))
    assert gone.words == "Cardiology, 17.9"


@pytest.mark.parametrize(("near", "page"), [(0, 10), (1, 10), (3, 12)])
def test_a_note_on_one_of_several_passages_alike_is_cited_with_the_page_of_that_one(
    pack: Pack, notebook: Notebook, near: int, page: int
) -> None:
    texts = ("Before", "For example", "Between", "For example")
    alike = tuple(
        Passage("roles", number, PassageKind.PARAGRAPH, text, page=Page(f"{10 + number // 2 * 2}"))
        for number, text in enumerate(texts)
    )
    article = replace(pack.articles[0], parse=lambda: alike)
    pack = replace(pack, articles=(article,))
    subject = subject_of(pack, notebook, Place("roles", "For example", near=near))
    assert subject.citation.endswith(f"p. {page}")


def test_a_note_whose_passage_is_gone_keeps_its_words_and_its_article(
    pack: Pack, notebook: Notebook
) -> None:
    subject = subject_of(pack, notebook, Place("roles", "an entirely different sentence"))
    assert not subject.placed
    assert subject.words == "an entirely different sentence"
    assert "Who owns what" in subject.citation


def test_a_note_whose_article_is_gone_keeps_its_words(pack: Pack, notebook: Notebook) -> None:
    subject = subject_of(pack, notebook, Place("lost", "words of it"))
    assert (subject.placed, subject.title, subject.words) == (False, "lost", "words of it")


def test_a_note_whose_duty_is_gone_is_not_placed(pack: Pack, notebook: Notebook) -> None:
    assert not subject_of(pack, notebook, Place(duty="lost")).placed
    assert subject_of(pack, notebook, Place(duty="contracts")).title == "Review contracts"
    assert subject_of(pack, notebook, Place(area="conflicts")).title == "Conflicts of interest"


def test_a_note_on_the_meeting_hangs_on_nothing_else(pack: Pack, notebook: Notebook) -> None:
    assert subject_of(pack, notebook, Place()) == Subject(Place())


def test_entries_stand_by_kind_in_the_order_they_were_begun(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("first", kind=NoteKind.ACTION, owner="The clerk", due=date(2026, 12, 1))
    notebook.add_note("a decision", kind=NoteKind.DECISION)
    notebook.add_note("second", kind=NoteKind.ACTION)
    minutes = gather(pack, notebook, DAY)
    assert [entry.note.text for entry in minutes.of_kind(NoteKind.ACTION)] == ["first", "second"]
    assert minutes.of_kind(NoteKind.ACTION)[0].note.owner == "The clerk"
    assert minutes.of_kind(NoteKind.ACTION)[0].note.due == date(2026, 12, 1)
    assert [entry.note.text for entry in minutes.of_kind(NoteKind.DECISION)] == ["a decision"]


def test_every_duty_is_there_with_its_status(pack: Pack, notebook: Notebook) -> None:
    notebook.tick("complaints")
    standing = {duty.id: duty.status for duty in gather(pack, notebook, DAY).duties}
    assert standing == {"contracts": Status.NOT_STARTED, "complaints": Status.IN_PLACE}


def test_only_articles_that_were_read_are_listed(pack: Pack, notebook: Notebook) -> None:
    notebook.mark_read("survey")
    assert not gather(pack, notebook, DAY).articles
    listed = gather(pack, notebook, DAY, Options(reading=True)).articles
    assert [article.id for article in listed] == ["survey"]


def test_figures_are_those_noted_on_or_all_that_there_are(pack: Pack, notebook: Notebook) -> None:
    notebook.mark_read("survey")
    notebook.add_note("Older now", place=Place("roles"))
    assert figures(gather(pack, notebook, DAY)) == []
    notebook.add_note("Half of them", place=Place(figure="answers"))
    assert figures(gather(pack, notebook, DAY)) == ["answers"]
    assert figures(gather(pack, notebook, DAY, Options(every_figure=True))) == ["answers", "age"]


def test_a_figure_whose_article_was_taken_out_says_so(pack: Pack, notebook: Notebook) -> None:
    minutes = gather(replace(pack, articles=()), notebook, DAY, Options(every_figure=True))
    gone = f"“{pack.figures[0].article}”, which is not in this pack"
    assert minutes.figures[0].citation == gone


def test_a_duty_that_was_begun_and_that_the_pack_has_no_longer_is_there_with_its_status(
    pack: Pack, notebook: Notebook
) -> None:
    notebook.tick("gone")
    notebook.set_status("never", Status.NOT_STARTED)
    *_, last = gather(pack, notebook, DAY).duties
    assert (last.title, last.status) == ("“gone”, which the pack no longer has", Status.IN_PLACE)
    assert [duty.id for duty in gather(pack, notebook, DAY).duties][:-1] == [
        duty.id for duty in pack.duties
    ]


def test_a_note_on_a_line_of_a_duty_keeps_the_line(pack: Pack, notebook: Notebook) -> None:
    subject = subject_of(pack, notebook, Place(duty="contracts", words="Looking at them."))
    assert (subject.placed, subject.words) == (True, "Looking at them.")
    gone = subject_of(pack, notebook, Place(duty="contracts", words="A line of old"))
    assert (gone.placed, gone.title, gone.words) == (False, "Review contracts", "A line of old")


def test_a_note_on_a_figure_or_a_term_says_which(pack: Pack, notebook: Notebook) -> None:
    figure = subject_of(pack, notebook, Place(figure="answers"))
    assert (figure.placed, figure.title) == (True, "Who leads")
    assert not subject_of(pack, notebook, Place(term="a term of old")).placed


def test_the_text_of_a_note_is_what_was_typed_with_owner_and_day_beside_it(
    pack: Pack, notebook: Notebook
) -> None:
    notebook.add_note(
        "@Jo to write by 1 December",
        kind=NoteKind.ACTION,
        owner="Jo",
        due=date(2026, 12, 1),
    )
    (action,) = gather(pack, notebook, DAY).entries
    text = "@Jo to write by 1 December"
    assert (action.note.text, action.note.owner, action.note.due) == (text, "Jo", date(2026, 12, 1))


def test_a_declaration_says_what_was_agreed_and_its_duty_who_declared(
    pack: Pack, notebook: Notebook
) -> None:
    kind, place = NoteKind.DECLARATION, Place(duty="contracts")
    notebook.add_note("@Dr Ash, partner, leaves", kind=kind, owner="Dr Ash", place=place)
    minutes = gather(pack, notebook, DAY)
    entry = minutes.entries[0]
    assert (entry.note.text, entry.agreed) == ("@Dr Ash, partner, leaves", "leaves")
    assert minutes.duties[0].interests == ("Dr Ash (leaves)",)


def test_areas_have_the_boards_position_and_their_prompts_the_answers(
    pack: Pack, notebook: Notebook
) -> None:
    area = Place(area="conflicts")
    notebook.add_note("Old", kind=NoteKind.DECISION, place=area)
    notebook.add_note("New", kind=NoteKind.DECISION, place=area)
    notebook.add_note("Nobody", place=area._replace(words="Who decides?"))
    notebook.add_note("And who asks?", kind=NoteKind.QUESTION, place=area._replace(words="Who?"))
    notebook.add_note("By the way", place=area)
    minutes = gather(pack, notebook, DAY)
    (standing,) = minutes.areas
    assert standing.position
    assert standing.position.note.text == "New"
    assert [[a.note.text for a in prompt.answers] for prompt in standing.prompts] == [
        ["Nobody"],
        [],
    ]
    assert [entry.note.text for entry in standing.notes] == ["By the way"]
    assert minutes.listed(NoteKind.NOTE) == ()
    assert len(minutes.listed(NoteKind.DECISION)) == 2


def test_a_plain_note_on_a_duty_stands_with_the_duty(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("Slowly", place=Place(duty="contracts"))
    notebook.add_note("Gone", place=Place(duty="a-duty-of-old"))
    minutes = gather(pack, notebook, DAY)
    assert [entry.note.text for entry in minutes.duties[0].notes] == ["Slowly"]
    assert [entry.note.text for entry in minutes.listed(NoteKind.NOTE)] == ["Gone"]


def test_since_a_day_only_open_actions_are_kept_of_what_is_older(
    pack: Pack, notebook: Notebook, clock: Clock
) -> None:
    notebook.add_note("Old note")
    notebook.add_note("Open", kind=NoteKind.ACTION)
    notebook.add_note("Done", kind=NoteKind.ACTION, done=True)
    notebook.mark_read("roles")
    clock.now += timedelta(days=1)
    notebook.add_note("New note")
    notebook.mark_read("survey")
    minutes = gather(pack, notebook, NEXT_DAY, Options(selection=Selection(NEXT_DAY), reading=True))
    assert [entry.note.text for entry in minutes.entries] == ["Open", "New note"]
    assert [article.id for article in minutes.articles] == ["survey"]
    assert len(gather(pack, notebook, NEXT_DAY).entries) == 4


def test_notes_that_begin_with_present_or_meeting_head_the_minutes(
    pack: Pack, notebook: Notebook, clock: Clock
) -> None:
    notebook.add_note("Present: those of long ago")
    clock.now += timedelta(days=1)
    notebook.add_note("Meeting: Governing body\npresent: Jo, Kim\nand Ash")
    notebook.add_note("Present: Elm (from item 3)")
    notebook.add_note("Apologies: Oak", place=Place(duty="contracts"))
    minutes = gather(pack, notebook, NEXT_DAY)
    assert minutes.head == (
        ("Meeting", "Governing body"),
        ("Present", "Jo, Kim and Ash, Elm (from item 3)"),
    )
    assert [e.note.text for e in minutes.entries] == [
        "Present: those of long ago",
        "Apologies: Oak",
    ]
    given = gather(pack, notebook, NEXT_DAY, Options(given={"Present": "Everybody", "Meeting": ""}))
    assert given.head == (("Meeting", "Governing body"), ("Present", "Everybody"))


def test_public_minutes_are_the_same_whether_or_not_there_are_private_notes(
    pack: Pack, notebook: Notebook
) -> None:
    notebook.add_note("For all")
    before = gather(pack, notebook, DAY, Options(public=True))
    for kind in NoteKind:
        notebook.add_note("Secret", kind=kind, private=True, place=Place("roles", "nobody knows"))
    assert gather(pack, notebook, DAY, Options(public=True)) == before
    assert len(gather(pack, notebook, DAY).entries) == 1
    assert len(gather(pack, notebook, DAY, Options(private=True)).entries) == 1 + len(NoteKind)


def test_a_private_line_of_the_heading_is_marked(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("Chair: Oak", private=True, place=Place())
    assert gather(pack, notebook, DAY).head == ()
    assert gather(pack, notebook, DAY, Options(private=True)).head == (("Chair", "Oak (private)"),)


def test_two_texts_of_one_note_are_both_there_and_say_so(
    pack: Pack, notebook: Notebook, theirs: Notebook
) -> None:
    note = notebook.add_note("As it was")
    theirs.merge(notebook.contents)
    notebook.edit_note(note, "As I see it")
    theirs.edit_note(note, "As they see it")
    notebook.merge(theirs.contents)
    entries = gather(pack, notebook, DAY).entries
    assert {entry.note.text for entry in entries} == {"As I see it", "As they see it"}
    assert all(entry.disputed for entry in entries)


def test_public_minutes_hold_neither_text_of_a_note_of_which_one_is_private(
    pack: Pack, notebook: Notebook, theirs: Notebook
) -> None:
    note = notebook.add_note("As it was")
    theirs.merge(notebook.contents)
    notebook.edit_note(note, "As I see it")
    theirs.edit_note(note, "As they see it", private=True)
    notebook.merge(theirs.contents)
    assert gather(pack, notebook, DAY, Options(public=True)).entries == ()
    entries = gather(pack, notebook, DAY, Options(private=True)).entries
    assert [(each.note.private, each.disputed) for each in entries] == [(False, True), (True, True)]


def asked_and_answered(notebook: Notebook, *, private: bool = False) -> Note:
    question = notebook.add_note("Who pays?", kind=NoteKind.QUESTION, private=private)
    notebook.add_note("We do, says Dr Ash", place=Place(question=question.id))
    return question


def test_an_answer_stands_beneath_its_question_in_every_format(
    pack: Pack, notebook: Notebook
) -> None:
    question = asked_and_answered(notebook)
    minutes = gather(pack, notebook, DAY)
    (entry,) = minutes.entries
    assert (entry.note.id, [answer.note.text for answer in entry.answers]) == (
        question.id,
        ["We do, says Dr Ash"],
    )
    assert "Answer: We do, says Dr Ash" in as_markdown(minutes)
    html = as_html(minutes)
    assert html.index("Who pays?") < html.index("Answer:") < html.index("We do, says Dr Ash")
    (told,) = json.loads(as_json(minutes))["questions"]
    assert [answer["text"] for answer in told["answers"]] == ["We do, says Dr Ash"]
    assert "Answer:" in json.dumps(as_tree(minutes))


def test_an_answer_to_a_question_that_is_not_shown_says_nothing_of_it(
    pack: Pack, notebook: Notebook
) -> None:
    asked_and_answered(notebook, private=True)
    text = as_markdown(gather(pack, notebook, DAY))
    assert "We do, says Dr Ash" in text
    assert "question" not in text
    assert "Who pays?" not in text


def test_an_answer_names_its_question_where_earlier_minutes_held_that(
    pack: Pack, notebook: Notebook
) -> None:
    question = asked_and_answered(notebook)
    question = notebook.edit_note(question, done=True)
    minutes = gather(
        pack, notebook, DAY, Options(selection=Selection(minuted=frozenset({version_of(question)})))
    )
    (entry,) = minutes.entries
    assert entry.note.text == "We do, says Dr Ash"
    assert "On the question: Who pays?" in as_markdown(minutes)


@pytest.mark.parametrize("head", ["Date: 21 November 2026, 2 pm", "Present: Jo"])
def test_minutes_written_a_day_later_are_of_the_day_of_the_meeting(pack: Pack, head: str) -> None:
    book = Notebook("small", "aaaa", lambda: datetime(2026, 11, 21, 14, tzinfo=UTC))
    book.add_note(head)
    book.add_note("Agreed", kind=NoteKind.DECISION)
    minutes = gather(pack, book, DAY)
    assert (minutes.day, minutes.held) == (DAY, date(2026, 11, 21))
    for form in ("md", "html"):
        text = FORMATS[form].write(minutes, None).decode()
        assert "21 November 2026" in text
        assert "Written on" not in text
    assert json.loads(as_json(minutes))["date"] == "2026-11-21"


@pytest.mark.parametrize(("due", "state"), [(20, "overdue"), (30, "open")])
def test_what_is_overdue_is_judged_by_the_day_of_the_meeting(
    pack: Pack, due: int, state: str
) -> None:
    book = Notebook("small", "aaaa", lambda: datetime(2026, 11, 21, 14, tzinfo=UTC))
    book.add_note("Date: 21 November 2026")
    book.add_note("Ask", kind=NoteKind.ACTION, due=date(2026, 11, due))
    minutes = gather(pack, book, date(2027, 1, 4))
    for form in ("md", "html"):
        text = FORMATS[form].write(minutes, None).decode()
        assert [word in text for word in ("overdue", "open")] == [
            state == "overdue",
            state == "open",
        ]


def test_a_meeting_of_a_series_without_a_day_was_when_its_first_note_was_begun(pack: Pack) -> None:
    now = datetime(2026, 11, 18, 9, tzinfo=UTC)
    book = Notebook("small", "aaaa", lambda: now)
    book.add_note("To prepare", kind=NoteKind.QUESTION, private=True)
    now = datetime(2026, 11, 21, 14, tzinfo=UTC)
    book.add_note("Agreed", kind=NoteKind.DECISION)
    day = date(2027, 1, 4)
    assert gather(replace(pack, series="board"), book, day).held == date(2026, 11, 18)
    assert gather(pack, book, day).held == day


def test_in_a_series_a_late_apology_leaves_the_rest_of_the_heading(pack: Pack) -> None:
    now = datetime(2026, 11, 21, 14, tzinfo=UTC)
    book = Notebook("small", "aaaa", lambda: now)
    book.add_note("Present: Jo, Kim")
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    book.add_note("Apologies: Lee")
    board = replace(pack, series="board", quorum=2)
    whole = gather(board, book, date(2027, 1, 4))
    assert (whole.held, whole.entries) == (date(2026, 11, 21), ())
    assert dict(whole.head) == {
        "Present": "Jo, Kim",
        "Apologies": "Lee",
        "Quorum": "2 named as present, 2 needed",
    }
    options = Options(selection=Selection(date(2026, 11, 22)))
    since = gather(board, book, date(2027, 1, 4), options)
    assert (since.held, since.head) == (whole.held, whole.head)
