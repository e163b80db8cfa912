from datetime import date

from ccgbrief.minutes import Minutes, Subject, gather
from ccgbrief.notebook import Notebook, NoteKind, Place, Status
from ccgbrief.pack import Pack
from tests.minutes.conftest import DAY


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
    assert [entry.text for entry in minutes.of_kind(NoteKind.ACTION)] == ["first", "second"]
    assert minutes.of_kind(NoteKind.ACTION)[0].owner == "The clerk"
    assert minutes.of_kind(NoteKind.ACTION)[0].due == date(2026, 12, 1)
    assert [entry.text for entry in minutes.of_kind(NoteKind.DECISION)] == ["a decision"]


def test_every_duty_is_there_with_its_status(pack: Pack, notebook: Notebook) -> None:
    notebook.tick("complaints")
    standing = {duty.id: duty.status for duty in gather(pack, notebook, DAY).duties}
    assert standing == {"contracts": Status.NOT_STARTED, "complaints": Status.IN_PLACE}


def test_only_articles_that_were_read_are_listed(pack: Pack, notebook: Notebook) -> None:
    notebook.mark_read("survey")
    assert [article.id for article in gather(pack, notebook, DAY).articles] == ["survey"]


def test_figures_are_those_of_articles_read_or_noted_on(pack: Pack, notebook: Notebook) -> None:
    assert figures(gather(pack, notebook, DAY)) == []
    notebook.mark_read("survey")
    assert figures(gather(pack, notebook, DAY)) == ["answers"]
    notebook.add_note("Older now", place=Place("roles"))
    assert figures(gather(pack, notebook, DAY)) == ["answers", "age"]


def test_public_minutes_are_the_same_whether_or_not_there_are_private_notes(
    pack: Pack, notebook: Notebook
) -> None:
    notebook.add_note("For all")
    before = gather(pack, notebook, DAY, public=True)
    for kind in NoteKind:
        notebook.add_note("Secret", kind=kind, private=True, place=Place("roles", "nobody knows"))
    assert gather(pack, notebook, DAY, public=True) == before
    assert len(gather(pack, notebook, DAY).entries) == 1 + len(NoteKind)


def test_two_texts_of_one_note_are_both_there_and_say_so(
    pack: Pack, notebook: Notebook, theirs: Notebook
) -> None:
    note = notebook.add_note("As it was")
    theirs.unite(notebook.contents)
    notebook.edit_note(note, "As I see it")
    theirs.edit_note(note, "As they see it")
    notebook.unite(theirs.contents)
    entries = gather(pack, notebook, DAY).entries
    assert {entry.text for entry in entries} == {"As I see it", "As they see it"}
    assert all(entry.disputed for entry in entries)


def test_a_private_second_text_leaves_no_trace_in_public_minutes(
    pack: Pack, notebook: Notebook, theirs: Notebook
) -> None:
    note = notebook.add_note("As it was")
    theirs.unite(notebook.contents)
    notebook.edit_note(note, "As I see it")
    theirs.edit_note(note, "As they see it", private=True)
    notebook.unite(theirs.contents)
    (entry,) = gather(pack, notebook, DAY, public=True).entries
    assert entry.text == "As I see it"
    assert not entry.disputed
