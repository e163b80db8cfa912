from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import docx
import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.minutes.selection import EVERYTHING, keep_minuted, usual_selection
from ccgbrief.notebook import Notebook, Place
from ccgbrief.pack import Pack, find_passage
from ccgbrief.session import Session, open_session, place_on
from ccgbrief.settings import Settings
from ccgbrief.view import note_actions, tabs
from ccgbrief.view.address import Address, address_of_place, passage_key
from ccgbrief.view.blocks import Block
from ccgbrief.view.minutes import TAKE_IN, minutes_writer
from ccgbrief.view.panes import blocks_of
from ccgbrief.view.view_state import ViewState
from tests.small_pack import with_texts


def block_with(pack: Pack, notebook: Notebook, tab: str, text: str) -> Block:
    shown = ViewState(pack, notebook, frozenset({"measure", "trimming"}))
    return next(block for block in blocks_of(tab, shown) if text in block.text)


@pytest.fixture
def session(small_folder: Path, tmp_path: Path) -> Session:
    return open_session(small_folder, tmp_path / "notes.toml")


def test_a_question_whose_last_answer_is_gone_is_said_to_be_ticked_still(
    notebook: Notebook,
) -> None:
    question = notebook.add_note("Who pays?", kind=NoteKind.QUESTION)
    one, other = (notebook.add_note(text, place=Place(question=question.id)) for text in "ab")
    ticked = notebook.tick_answered(one)
    assert note_actions.saved(one, ticked, notebook, "") == (
        "Answer saved; space on the question opens it again"
    )
    notebook.delete_note(one)
    assert note_actions.deleted(notebook, one) == "Note deleted; u u brings it back"
    turned = notebook.edit_note(other, kind=NoteKind.ACTION)
    left = "its question is still ticked as answered"
    assert note_actions.saved(turned, None, notebook, "no day") == f"Action saved; {left}; no day"
    notebook.delete_note(turned)
    assert note_actions.deleted(notebook, turned).endswith(f"; {left}")
    assert ticked
    notebook.edit_note(ticked, done=False)
    assert left not in note_actions.deleted(notebook, turned)


def test_a_place_on_a_passage_is_named_by_words_that_lead_back_to_it(
    pack: Pack, notebook: Notebook
) -> None:
    for article in pack.articles:
        for block in blocks_of(article.id, ViewState(pack, notebook)):
            if block.passage:
                place = note_actions.place_of(pack, block)
                assert place.article == article.id
                placed = find_passage(place.words, article.passages)
                assert (placed.passage, placed.exact) == (block.passage, True)


def test_what_has_no_place_of_its_own_is_the_meeting(small: Pack, notebook: Notebook) -> None:
    assert note_actions.place_of(small, None) == Place()
    progress = block_with(small, notebook, tabs.DUTIES, "in place")
    assert note_actions.place_of(small, progress) == Place()


@pytest.mark.parametrize(
    "place", [Place("bus-paper", "The bus costs a lot."), Place(duty="gone"), Place(term="gone")]
)
def test_a_note_on_an_action_about_what_the_pack_lacks_is_on_the_meeting(
    small: Pack, notebook: Notebook, place: Place
) -> None:
    notebook.add_note("Book the bus", kind=NoteKind.ACTION, place=place)
    block = block_with(small, notebook, tabs.NOTES, "Book the bus")
    assert note_actions.begin_note(small, block, NoteKind.NOTE).place == Place()


def test_a_figure_and_a_term_are_places(small: Pack, notebook: Notebook) -> None:
    for tab, text, place, name in (
        (tabs.FIGURES, "Yards trimmed", Place(figure="yards"), "figure: Yards trimmed"),
        (tabs.GLOSSARY, "Reed", Place(term="Reed"), "glossary: Reed"),
    ):
        block = block_with(small, notebook, tab, text)
        assert note_actions.place_of(small, block) == place
        notebook.add_note(f"about it: {name}", place=place)
        assert block_with(small, notebook, tab, "about it").note
        listed = block_with(small, notebook, tabs.NOTES, f"about it: {name}")
        assert listed.below.startswith(name)
        assert listed.leads == Address(tab, block.key)


def test_space_on_an_action_says_that_it_is_done_and_takes_that_back(
    small: Pack, notebook: Notebook
) -> None:
    notebook.add_note("Ask them", kind=NoteKind.ACTION, place=Place(duty="count"))
    for tab in (tabs.NOTES, tabs.DUTIES):
        for done, said, marker in ((True, "Done", "! [x]"), (False, "Reopened", "! [ ]")):
            block = block_with(small, notebook, tab, "Ask them")
            assert note_actions.tick(small, notebook, block) == f"{said}: Ask them"
            assert notebook.notes()[0].done is done
            assert block_with(small, notebook, tab, "Ask them").marker == marker
    assert notebook.ticked() == {}


def test_space_on_a_question_answers_it_and_opens_it_again(small: Pack, notebook: Notebook) -> None:
    note = notebook.add_note("Who pays for the hedge?", kind=NoteKind.QUESTION)
    shown = ViewState(small, notebook)
    assert "Open questions" in [b.text for b in blocks_of(tabs.OVERVIEW, shown)]
    block = next(b for b in blocks_of(tabs.NOTES, shown) if b.note)
    assert note_actions.tick(small, notebook, block) == "Answered: Who pays for the hedge?"
    (note,) = notebook.notes()
    assert note.done
    shown = ViewState(small, notebook)
    assert "Open questions" not in [b.text for b in blocks_of(tabs.OVERVIEW, shown)]
    block = next(b for b in blocks_of(tabs.NOTES, shown) if b.note)
    assert "answered" in block.below
    assert note_actions.tick(small, notebook, block) == "Reopened: Who pays for the hedge?"


def test_space_on_a_plain_note_ticks_nothing_it_hangs_on(small: Pack, notebook: Notebook) -> None:
    notebook.add_note("It is due", place=Place(duty="count"))
    block = block_with(small, notebook, tabs.NOTES, "It is due")
    assert note_actions.tick(small, notebook, block) == ""
    assert notebook.ticked() == {}


def test_space_ticks_a_duty_and_takes_the_tick_back(small: Pack, notebook: Notebook) -> None:
    duty = block_with(small, notebook, tabs.DUTIES, "Measure the hedge")
    assert note_actions.tick(small, notebook, duty) == "Ticked: Measure the hedge"
    assert notebook.is_ticked("measure")
    assert note_actions.tick(small, notebook, duty) == "Unticked: Measure the hedge"
    assert not notebook.is_ticked("measure")


def test_space_on_a_particular_of_a_duty_ticks_the_duty(small: Pack, notebook: Notebook) -> None:
    note_actions.tick(
        small, notebook, block_with(small, notebook, tabs.DUTIES, "A tape of fifty yards")
    )
    assert notebook.is_ticked("measure")


def test_space_in_an_article_marks_it_as_read_and_as_unread(
    small: Pack, notebook: Notebook
) -> None:
    passage = block_with(small, notebook, "first-paper", "has become blurred")
    assert note_actions.tick(small, notebook, passage) == "Marked as read: Hedge"
    assert notebook.is_read("first-paper")
    assert note_actions.tick(small, notebook, passage) == "Marked as unread: Hedge"
    assert not notebook.is_read("first-paper")


@pytest.mark.parametrize("tab", [tabs.AREAS, tabs.GLOSSARY, tabs.FIGURES])
def test_space_on_neither_says_so_and_changes_nothing(
    small: Pack, notebook: Notebook, tab: str
) -> None:
    block = blocks_of(tab, ViewState(small, notebook))[0]
    before = notebook.contents
    assert note_actions.tick(small, notebook, block) == ""
    assert notebook.contents == before


def test_a_bookmark_is_put_there_and_taken_away(small: Pack, notebook: Notebook) -> None:
    passage = block_with(small, notebook, "first-paper", "has become blurred")
    assert note_actions.bookmark(small, notebook, passage).startswith("Bookmarked: “Responsibility")
    assert len(notebook.bookmarks()) == 1
    assert note_actions.bookmark(small, notebook, passage).startswith("Bookmark removed")
    assert notebook.bookmarks() == ()


def test_a_bookmark_made_in_the_evidence_is_the_passages_own(
    small: Pack, notebook: Notebook
) -> None:
    note_actions.bookmark(small, notebook, block_with(small, notebook, tabs.AREAS, "hawthorn"))
    there = block_with(small, notebook, "first-paper", "hawthorn")
    assert there.sign == "♦"
    note_actions.bookmark(small, notebook, there)
    assert notebook.bookmarks() == ()


@pytest.mark.parametrize(("one", "other"), [(1, 3), (3, 1)])
def test_of_two_passages_alike_only_the_one_under_the_cursor_is_marked(
    small: Pack, notebook: Notebook, one: int, other: int
) -> None:
    pack = with_texts(small, "Before", "For example", "Between", "For example")

    def block_at(number: int) -> Block:
        blocks = blocks_of("first-paper", ViewState(pack, notebook))
        return next(block for block in blocks if block.key == passage_key(number))

    place = note_actions.place_of(pack, block_at(one))
    assert address_of_place(pack, place) == Address("first-paper", passage_key(one))
    assert note_actions.place_of(pack, block_at(2)).near == 0
    note_actions.bookmark(pack, notebook, block_at(one))
    assert (block_at(one).sign, block_at(other).sign) == ("♦", "")
    (mark,) = [b for b in blocks_of(tabs.OVERVIEW, ViewState(pack, notebook)) if b.place == place]
    assert mark.leads == Address("first-paper", passage_key(one))
    note_actions.bookmark(pack, notebook, block_at(other))
    note_actions.bookmark(pack, notebook, block_at(one))
    assert (block_at(one).sign, block_at(other).sign) == ("", "♦")


def test_a_bookmark_from_before_the_article_was_edited_is_taken_away_too(
    small: Pack, notebook: Notebook
) -> None:
    notebook.bookmark(Place(article="first-paper", words="nobody knew who trims the hawthorn"))
    there = block_with(small, notebook, "first-paper", "hawthorn")
    assert there.sign == "♦"
    note_actions.bookmark(small, notebook, there)
    assert notebook.bookmarks() == ()


def test_a_bookmark_on_what_is_gone_can_be_taken_away(small: Pack, notebook: Notebook) -> None:
    notebook.bookmark(Place(duty="a-duty-of-old"))
    listed = block_with(small, notebook, tabs.OVERVIEW, "a-duty-of-old")
    assert note_actions.bookmark(small, notebook, listed).startswith("Bookmark removed")
    assert notebook.bookmarks() == ()


def test_space_on_the_evidence_of_a_duty_ticks_the_duty(small: Pack, notebook: Notebook) -> None:
    shown = ViewState(small, notebook, frozenset({"measure"}))
    evidence = next(b for b in blocks_of(tabs.DUTIES, shown) if "/evidence/" in str(b.key))
    note_actions.tick(small, notebook, evidence)
    assert list(notebook.ticked()) == ["measure"]
    assert notebook.read() == {}


def test_space_on_the_evidence_of_an_area_does_nothing(small: Pack, notebook: Notebook) -> None:
    shown = ViewState(small, notebook, frozenset({"trimming"}))
    evidence = next(b for b in blocks_of(tabs.AREAS, shown) if "/evidence/" in str(b.key))
    before = notebook.contents
    assert note_actions.tick(small, notebook, evidence) == ""
    assert notebook.contents is before


def test_s_takes_a_duty_through_its_statuses_and_round_again(
    small: Pack, notebook: Notebook
) -> None:
    duty = block_with(small, notebook, tabs.DUTIES, "Count the ponds")
    said = [note_actions.turn_status(small, notebook, duty) for _ in range(3)]
    assert said == [
        "In hand: Count the ponds",
        "In place: Count the ponds",
        "Not started: Count the ponds",
    ]
    assert note_actions.turn_status(small, notebook, None) == ""


def test_whom_a_new_owner_replaces_is_said_unless_the_reader_has_seen_who_it_was(
    notebook: Notebook,
) -> None:
    notebook.set_owner("count", "Jo")
    assert note_actions.set_owner(notebook, "count", "Kim", "") == (
        "Kim is responsible for it, in place of Jo"
    )
    assert note_actions.set_owner(notebook, "count", "Lee", "Kim") == "Lee is responsible for it"


@pytest.mark.parametrize("given", ["Jo\x1b[31m", "Jo␛[31m"])
def test_control_characters_are_taken_out_of_an_owner_and_told(
    notebook: Notebook, given: str
) -> None:
    assert note_actions.set_owner(notebook, "count", "Jo") == "Jo is responsible for it"
    assert note_actions.set_owner(notebook, "count", given) == (
        "Jo[31m is responsible for it; control characters were removed from the name"
    )
    assert notebook.owner_of("count") == "Jo[31m"
    assert note_actions.set_owner(notebook, "count", "") == "Nobody is responsible for it"


def test_letters_of_an_owner_that_the_terminal_did_not_send_in_utf_8_are_said_once(
    notebook: Notebook,
) -> None:
    """They were left out of the name, as if they were control characters."""
    said = "Ren\ufffd Ash is responsible for it"
    assert note_actions.set_owner(notebook, "count", "Ren\ufffd Ash") == (
        f"{said}; \ufffd stands for what your terminal did not send in UTF-8"
    )
    assert notebook.owner_of("count") == "Ren\ufffd Ash"
    assert note_actions.set_owner(notebook, "count", "Ren\ufffd Ash") == said


def test_what_has_no_place_gets_no_bookmark(small: Pack, notebook: Notebook) -> None:
    assert note_actions.bookmark(small, notebook, None) == ""
    assert notebook.bookmarks() == ()


def test_minutes_go_into_a_new_file_and_never_over_an_old_one(
    session: Session, tmp_path: Path
) -> None:
    session.notebook.add_note("for me", private=True)
    first = minutes_writer(session, public=False, private=True, folder=tmp_path)()
    second = minutes_writer(session, public=False, folder=tmp_path)()
    third = minutes_writer(session, public=True, folder=tmp_path)()
    assert first.endswith("; holds 1 note, 1 private")
    assert second.endswith(f"; holds no notes; 1 private note left out; {TAKE_IN}")
    written = (message.partition(";")[0] for message in (first, second, third))
    files = [Path(message.removeprefix("Minutes written: ")) for message in written]
    assert len(set(files)) == 3
    assert [file.stem[len("minutes-2026-11-26") :] for file in files] == [
        "-private",
        "",
        "-public",
    ]
    assert "for me" in files[0].read_text(encoding="utf-8")
    assert "for me" not in files[1].read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["html", "json"])
def test_minutes_may_be_html_or_json(session: Session, tmp_path: Path, form: str) -> None:
    said = minutes_writer(session, public=False, form=form, folder=tmp_path)()
    assert Path(said.removeprefix("Minutes written: ").partition(";")[0]).suffix == f".{form}"


def test_minutes_of_a_series_hold_all_of_their_meeting(session: Session, tmp_path: Path) -> None:
    session.pack = replace(session.pack, series="board")
    note = session.notebook.add_note("for all")
    keep_minuted(session.minutes_log, datetime(2026, 1, 2, tzinfo=UTC), EVERYTHING, [note])
    said = minutes_writer(session, public=False, folder=tmp_path)()
    assert said.endswith("; holds 1 note")


def test_minutes_take_the_styles_that_the_settings_name(session: Session, tmp_path: Path) -> None:
    house = docx.Document()
    house.sections[0].header.paragraphs[0].text = "The house"
    house.save(str(tmp_path / "house.docx"))
    settings = Settings(template=tmp_path / "house.docx")
    write = partial(minutes_writer, session, public=False, folder=tmp_path)
    said = write(form="docx", settings=settings)()
    file = Path(said.removeprefix("Minutes written: ").partition(";")[0])
    assert docx.Document(str(file)).sections[0].header.paragraphs[0].text == "The house"
    assert write(form="odt", settings=settings)().startswith("Minutes written: ")
    missing = Settings(template=tmp_path / "gone.docx")
    assert f"{tmp_path / 'gone.docx'}: " in write(form="docx", settings=missing)()
    assert write(form="md", settings=missing)().startswith("Minutes written: ")


def test_minutes_hold_what_was_written_since_those_of_the_last_meeting(
    session: Session, tmp_path: Path
) -> None:
    session.minutes_log.keep(datetime(2020, 1, 1, 12, tzinfo=UTC), [], [])
    session.notebook.add_note("new")
    for _ in range(2):  # those written before today are meant, however often it is done today
        said = minutes_writer(session, public=False, folder=tmp_path)()
        assert said.endswith("; holds 1 note since 1 January 2020")
    text = max(tmp_path.glob("minutes-*.md")).read_text(encoding="utf-8")
    assert "What was written since 1 January 2020" in text
    assert "new" in text


def test_what_is_recorded_while_minutes_are_written_is_in_the_next_ones(
    session: Session, tmp_path: Path
) -> None:
    first = session.notebook.add_note("in time")
    write = minutes_writer(session, public=False, folder=tmp_path)
    late = session.notebook.add_note("meanwhile")
    assert "; holds 1 note" in write()
    next_day = datetime.now(UTC) + timedelta(days=1)
    selection = usual_selection(session.pack, session.minutes_log, next_day.date())
    assert [note for note in (first, late) if selection.is_new(note)] == [late]


def test_minutes_that_cannot_be_written_are_told_with_the_way_out(
    session: Session, tmp_path: Path
) -> None:
    message = minutes_writer(session, public=False, folder=tmp_path / "not there")()
    assert "minutes not written (no such file or directory)" in message
    assert "ccgbrief minutes -o FILE" in message


def test_a_place_keeps_what_stands_around_its_passage(small: Pack, notebook: Notebook) -> None:
    place = note_actions.place_of(small, block_with(small, notebook, "first-paper", "hawthorn"))
    assert place.words == "“nobody knows who trims the hawthorn”"
    assert place.prefix == "hedge has become blurred between the parish and the county."
    assert place.suffix == "The county answers in three ways:"
    assert place.heading == "Who is answerable"


def test_an_old_place_gains_what_stands_around_it_when_its_note_is_written_again(
    session: Session,
) -> None:
    old = Place("first-paper", "nobody knows who trims")
    lost = Place("first-paper", "the zebra crossing by the windmill")
    with_renewing = session.notebook.renew_place
    session.notebook.renew_place = lambda place: place
    notes = [session.notebook.add_note("x", place=place) for place in (old, lost)]
    session.notebook.renew_place = with_renewing
    places = [session.notebook.edit_note(note, "y").place for note in notes]
    assert places[0].words == "“nobody knows who trims the hawthorn”"
    assert places[0].heading == "Who is answerable"
    assert places[1] == lost


def edited(pack: Pack, number: int, text: str) -> Pack:
    """Return the pack with another text in one passage of its first article; `""` takes it out."""
    first, *others = pack.articles
    passages = [*first.passages]
    passages[number : number + 1] = [passages[number]._replace(text=text)] if text else []
    numbered = tuple(p._replace(number=i) for i, p in enumerate(passages))
    return replace(pack, articles=(replace(first, parse=lambda: numbered), *others))


def test_one_key_attaches_a_note_to_the_words_as_they_are_now(
    small: Pack, notebook: Notebook
) -> None:
    pack = with_texts(small, "Before", "Waits fell by nine per cent in the year", "After")
    place = place_on(pack.articles[0], pack.articles[0].passages[1])
    note = notebook.add_note("Ask", place=place)
    now = edited(pack, 1, "Waits fell by six per cent in the year")
    block = block_with(now, notebook, "first-paper", "Ask")
    was = "the words have changed since; they were “Waits fell by nine per cent in the year”"
    assert block.below == was
    assert note_actions.attach(now, notebook, block).message == (
        "Attached to the words as they are now"
    )
    block = block_with(now, notebook, "first-paper", "Ask")
    assert block.below == ""
    assert block.note
    assert (block.note.id, block.note.place.words) == (note.id, now.articles[0].passages[1].text)
    same = note_actions.attach(now, notebook, block)
    assert same.message == "The passage of this note has not changed"
    assert notebook.notes() == (block.note,)


def test_a_note_that_is_gone_is_taken_up_and_attached_by_the_same_key(
    small: Pack, notebook: Notebook
) -> None:
    texts = ("Before", "Team North cut its waits by nine per cent", "Between", "And so on")
    pack = with_texts(small, *texts, "Team West cut its waits by nine per cent")
    article = pack.articles[0]
    notebook.add_note("Ask", place=place_on(article, article.passages[1]))
    now = edited(pack, 1, "")
    block = block_with(now, notebook, "first-paper", "Ask")
    assert "on “Team North cut its waits by nine per cent”; the nearest now is “Team West" in (
        block.below
    )
    first = note_actions.attach(now, notebook, block)
    assert first.taken_up == block.note
    assert first.leads == Address("first-paper", passage_key(3))
    home = block_with(now, notebook, "first-paper", "Team West")
    second = note_actions.attach(now, notebook, home, first.taken_up)
    assert second.message == "Attached to “Team West cut its waits by nine per cent”"
    assert second.taken_up is None
    (note,) = notebook.notes()
    assert note.place.words == "Team West cut its waits by nine per cent"


def test_a_note_of_an_article_that_is_gone_can_be_attached_elsewhere(
    small: Pack, notebook: Notebook
) -> None:
    notebook.add_note("Ask", place=Place("an-article-of-old", "some words"))
    listed = block_with(small, notebook, tabs.NOTES, "Ask")
    done = note_actions.attach(small, notebook, listed)
    assert done.taken_up == listed.note
    assert done.leads is None


def test_there_may_be_nothing_to_attach(small: Pack, notebook: Notebook) -> None:
    passage = block_with(small, notebook, "first-paper", "hawthorn")
    assert note_actions.attach(small, notebook, None).message == ""
    assert note_actions.attach(small, notebook, passage).message == ""


def test_a_plain_note_on_a_question_answers_it(small: Pack, notebook: Notebook) -> None:
    question = notebook.add_note("Who trims it?", kind=NoteKind.QUESTION, private=True)
    row = block_with(small, notebook, tabs.NOTES, "Who trims it?")
    draft = note_actions.begin_note(small, row, NoteKind.NOTE)
    assert (draft.place, draft.private) == (Place(question=question.id), True)
    assert note_actions.begin_note(small, row, NoteKind.ACTION).place == Place()
    answer = notebook.add_note("The clerk", place=draft.place, private=True)
    row = block_with(small, notebook, tabs.NOTES, "Who trims it?")
    assert row.below.endswith("answer: The clerk")
    listed = block_with(small, notebook, tabs.NOTES, "The clerk")
    assert listed.below.startswith("private · question: Who trims it?")
    assert listed.leads == Address(tabs.NOTES, row.key)
    notebook.edit_note(answer, private=False)
    shown = ViewState(small, notebook, public=True)
    (alone,) = (block for block in blocks_of(tabs.NOTES, shown) if block.note)
    assert alone.below.startswith("a question")


def test_a_note_that_may_have_been_on_one_of_several_passages_is_attached_by_two_presses(
    small: Pack, notebook: Notebook
) -> None:
    pack = with_texts(small, "Before", "None.", "After", "Later", "None.", "Last")
    article = pack.articles[0]
    note = notebook.add_note("Ask", place=place_on(article, article.passages[4]))
    now = edited(pack, 5, "Quite another end")
    block = block_with(now, notebook, "first-paper", "Ask")
    assert "it may have been on one of those" in block.below
    done = note_actions.attach(now, notebook, block)
    assert done.taken_up == note
    assert done.leads == Address("first-paper", passage_key(4))
    first = block_with(now, notebook, "first-paper", "None.")
    note_actions.attach(now, notebook, first, done.taken_up)
    assert notebook.notes()[0].place.near == 1
