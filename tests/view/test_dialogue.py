"""The plain dialogue: what each line is answered with, and what the notebook has then."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.minutes.formats import FORMATS
from ccgbrief.notebook import Place, Status
from ccgbrief.pack import AgendaItem
from ccgbrief.pack_editing import Options, add_papers, remove_article
from ccgbrief.session import Session, open_session
from ccgbrief.view import dialogue_writing
from ccgbrief.view.dialogue import Dialogue
from ccgbrief.view.dialogue_commands import MINUTES
from ccgbrief.view.dialogue_reading import AT_A_TIME
from tests import packs, small_pack

Talk = Callable[..., list[str]]
"""Types lines and returns the answer to the last."""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    folder = small_pack.write_pack(tmp_path / "pack")
    small_pack.add_tables(folder)
    return open_session(folder, tmp_path / "notes.toml", small_pack.ticking())


@pytest.fixture
def talk(session: Session) -> Iterator[Talk]:
    dialogue = Dialogue(session)

    def typed(*lines: str) -> list[str]:
        answer: list[str] = []
        for line in lines:
            answer = dialogue.answer(line)
        return answer

    yield typed
    dialogue.close()


def on_disk(session: Session) -> Session:
    """Return the same pack and notebook as another program reads them."""
    return open_session(session.pack.folder, session.store.path)


def test_it_begins_with_how_many_articles_there_are(session: Session) -> None:
    first, second = Dialogue(session).greet()
    assert first == "2 articles in A small pack."
    assert "help" in second


def test_words_are_answered_with_a_count_and_numbered_results(talk: Talk) -> None:
    count, first, *_ = talk("trims the hawthorm")
    assert re.fullmatch(r"\d+ found\. hawthorm read as hawthorn\.", count)
    assert (
        first
        == "1. “nobody knows who trims the hawthorn” quote; A gardener; Hedge; Who is answerable"
    )


def test_items_of_the_agenda_without_a_paper_are_listed_too(session: Session, talk: Talk) -> None:
    first = session.pack.articles[0]
    agenda = (AgendaItem("Roof", "4a"), AgendaItem(first.title, "5", first.id))
    session.pack = replace(session.pack, agenda=agenda)
    assert "1. 4a. Roof" in talk("overview")
    count, *_ = talk("articles")
    assert count.endswith(" in this pack (and 1 item has no paper: see overview).")


def test_nothing_found_is_one_line(talk: Talk) -> None:
    assert talk("xqzvvk") == ["0 found. Nothing found for “xqzvvk”."]
    assert talk("/") == ["Type the words to search for."]


def test_a_filter_that_is_wrong_is_one_line(talk: Talk) -> None:
    assert talk("is:qote hedge") == ["is: “qote” is not a kind; did you mean quote?"]


def test_a_number_reads_the_passage_with_its_citation(talk: Talk) -> None:
    where, words, source = talk("trims the hawthorn", "1")
    assert re.fullmatch(r"\d+ of \d+ in Hedge\.", where)
    assert words == "“nobody knows who trims the hawthorn”"
    assert source.startswith("A gardener, to the parish clerk; A. Author, “Who tends the hedge”")


def test_a_row_of_a_table_is_read_with_its_heads(talk: Talk) -> None:
    _, words, _ = talk("ward 35", "1")
    assert words.startswith("Ward 35: Beds 1,295")


def test_one_reads_on_and_back_from_a_passage(talk: Talk) -> None:
    here = talk("trims the hawthorn", "1")
    after = talk("next")
    assert "answers in three ways" in after[1]
    assert talk("") != after
    assert talk("back") == after
    assert talk("k") == here


def test_both_ends_are_said_in_one_line(talk: Talk) -> None:
    talk("glossary", "1")
    assert talk("back") == ["That was the beginning."]
    assert talk("next")[1].startswith("Reed")
    assert talk("next") == ["That was the end."]
    assert talk("glossary", "next") == ["That was the last of the list."]
    assert talk("glossary", "back") == ["That was the first."]


def test_a_long_list_goes_on_when_asked(talk: Talk) -> None:
    count, *said, more = talk("pond")
    total = int(count.split()[0])
    assert len(said) == AT_A_TIME
    assert more == f"{total - AT_A_TIME} more: type next."
    assert talk("next")[0].startswith(f"{AT_A_TIME + 1}. ")
    assert talk("back") == [*said, more]


@pytest.mark.parametrize("typed", ["99", "0", "999999999999999999999"])
def test_a_number_that_is_not_there_is_one_line(talk: Talk, typed: str) -> None:
    assert talk(typed) == ["There is no list yet; type words to search for."]
    talk("duties")
    assert talk(typed) == [f"There is no number {typed[:9]}: the last list has 2."]


def test_before_anything_is_read_next_says_what_to_do(talk: Talk) -> None:
    (said,) = talk("next")
    assert "search" in said


@pytest.mark.parametrize(
    ("typed", "count", "first"),
    [
        ("articles", "2 in this pack.", "1. Who tends the hedge"),
        ("contents", "2 in this pack.", "1. Who tends the hedge"),
        ("areas", "2 in areas.", "1. Trim in time. No position yet"),
        ("duties", "2 in duties.", "1. open: Measure the hedge"),
        ("figures", "2 in figures.", "1. Yards trimmed"),
        ("glossary", "2 in glossary.", "1. HH (hedge helper): Keeps the hedge."),
    ],
)
def test_what_a_pack_has_is_listed(talk: Talk, typed: str, count: str, first: str) -> None:
    said = talk(typed)
    assert said[0] == count
    assert said[1].startswith(first)


def test_the_overview_leads_to_what_it_lists(talk: Talk) -> None:
    said = talk("overview")
    number = next(line.split(".")[0] for line in said if "Who tends the hedge" in line)
    assert "Who tends the hedge" in talk(number)[1]


def test_the_contents_are_those_of_the_article_that_is_read(talk: Talk) -> None:
    talk("trims the hawthorn", "1")
    assert talk("t") == ["2 in Hedge.", "1. Who is answerable", "2. What it costs"]
    assert talk("2")[1] == "What it costs"


def test_a_figure_is_read_with_its_numbers_and_without_bars(talk: Talk) -> None:
    talk("figures", "1")
    said = talk("next")
    assert said[1].startswith("2013")
    assert "60" in said[1]
    assert not re.search("[\u2500-\u25ff]", "\n".join(said))


def test_an_action_is_saved_with_owner_and_day_where_it_was_read(
    talk: Talk, session: Session
) -> None:
    talk("trims the hawthorn", "1")
    said = talk("action Ask the parish @Dr Ash, by 1 December 2026")
    assert said[0].startswith("1 action for Dr Ash, by 1 Dec 2026, on “nobody knows who trims")
    assert said[1] == "Saved."
    (note,) = on_disk(session).notebook.notes()
    assert (note.kind, note.owner) == (NoteKind.ACTION, "Dr Ash")
    assert note.place.article == "first-paper"
    assert "nobody knows" in note.place.words


@pytest.mark.parametrize("kind", NoteKind)
def test_each_kind_is_written_by_its_letter_and_listed(
    talk: Talk, session: Session, kind: NoteKind
) -> None:
    (asked,) = talk(kind.traits.key)
    assert asked.startswith(f"{kind.value.capitalize()} on the meeting: type it.")
    assert talk("Some words, next")[-1] == "Saved."
    (note,) = on_disk(session).notebook.notes()
    assert (note.kind, note.text) == (kind, "Some words, next")
    count, item = talk(kind.traits.plural)
    assert count == f"1 {kind.value}."
    assert "Some words, next" in item


@pytest.mark.parametrize("text", ["", "  ", "ab"])
def test_a_note_without_words_is_not_written(talk: Talk, session: Session, text: str) -> None:
    assert talk("note", text) == ["Nothing written: a note has three letters or more."]
    assert session.notebook.notes(private=True) == ()
    assert talk("trims the hawthorn")[0].endswith("found.")


def test_words_that_begin_like_a_short_command_write_nothing(talk: Talk, session: Session) -> None:
    for typed in ("a quotation", "i remember", "notes on ponds", "c", ""):
        talk(typed)
    assert session.notebook.notes(private=True) == ()


def test_a_private_note_is_kept_out_of_the_public_view(talk: Talk, session: Session) -> None:
    assert talk("private note Nobody hears this")[0] == "1 private note on the meeting."
    assert session.notebook.notes() == ()
    assert talk("notes")[0] == "1 note."
    assert "Nobody hears this" in talk("nobody hears this")[1]
    assert talk("public") == ["Private notes are left out."]
    assert talk("notes")[0] == "0 notes."
    assert not any("hears this" in line for line in talk("nobody hears this")[1:])
    assert talk("v") == ["Private notes are included."]
    assert talk("private hedge") == [
        "“private” comes before note, question, action, decision, declaration."
    ]


def test_a_note_on_a_question_answers_it(talk: Talk, session: Session) -> None:
    talk("question: Who pays?", "questions")
    where, *_ = talk("1")
    assert "Notes" in where
    assert "question: Who pays?" in talk("note The county pays")[0]
    assert session.questions[0].done


@pytest.mark.parametrize("read", [("hedge", "1"), ("areas", "1")])
def test_a_question_on_what_was_read_is_answered_by_a_note_after_its_number(
    talk: Talk, session: Session, read: tuple[str, str]
) -> None:
    """The note was written beside the question, on what that is about, and it stayed open."""
    talk(*read, "question: Who pays?", "questions", "1")
    assert "question: Who pays?" in talk("n")[0]
    assert "question: Who pays?" in talk("The county pays")[0]
    assert session.questions[0].done


def test_an_action_on_what_was_read_is_ticked_after_its_number(
    talk: Talk, session: Session
) -> None:
    """The focus area that it is about was read out, which cannot be ticked."""
    talk("areas", "1", "action: Ask the parish", "actions", "1")
    assert talk("tick") == ["Done: Ask the parish.", "Saved."]
    assert talk("untick", "next", "tick")[0].startswith("That cannot be ticked")
    talk("actions", "1")
    session.notebook.delete_note(session.notebook.notes()[0])
    assert talk("tick") == ["That is no longer there."]


def test_ticks_go_on_and_off_by_number_by_name_and_where_one_reads(
    talk: Talk, session: Session
) -> None:
    assert talk("duties", "tick 2") == ["Ticked: Count the ponds.", "Saved."]
    assert on_disk(session).notebook.is_ticked("count")
    assert talk("tick 2")[0].startswith("It was ticked already: done: Count the ponds")
    assert talk("untick count") == ["Unticked: Count the ponds.", "Saved."]
    assert talk("untick count")[0].startswith("It was not ticked: open: Count the ponds")
    talk("duties", "1")
    assert talk("tick") == ["Ticked: Measure the hedge.", "Saved."]
    assert session.notebook.status_of("measure") is Status.IN_PLACE


def test_a_number_of_what_is_gone_from_the_last_list_ticks_nothing_else(
    talk: Talk, session: Session
) -> None:
    """The duty of that number was ticked."""
    talk("action Ask the parish", "action Ask the county", "actions")
    for note in session.notebook.notes():
        session.notebook.delete_note(note)
    assert talk("tick 2") == talk("untick 2") == talk("2") == ["That is no longer there."]
    assert not session.notebook.contents.ticked


def test_an_article_and_an_action_are_ticked(talk: Talk, session: Session) -> None:
    assert talk("articles", "tick 1") == ["Marked as read: Hedge.", "Saved."]
    assert session.notebook.is_read("first-paper")
    talk("action Ask the parish", "actions")
    assert talk("tick 1") == ["Done: Ask the parish.", "Saved."]
    talk("note A plain one", "notes")
    assert talk("tick 2", "tick 1")[0].startswith(
        ("That cannot be ticked", "It was ticked already")
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("tick", "Nothing has been read yet; tick a number or a duty."),
        ("tick 9", "There is no list yet; type words to search for."),
        ("tick cuont", "there is no duty “cuont” in the pack; did you mean count?"),
    ],
)
def test_what_cannot_be_ticked_is_one_line(talk: Talk, typed: str, said: str) -> None:
    assert talk(typed) == [said]


def test_a_change_is_undone_and_done_again(talk: Talk, session: Session) -> None:
    assert talk("undo") == ["Nothing to undo."]
    talk("tick count")
    assert talk("u") == ["Undone: Ticked: Count the ponds.", "Saved."]
    assert not on_disk(session).notebook.is_ticked("count")
    assert talk("redo") == ["Redone: Ticked: Count the ponds.", "Saved."]
    talk("note Some words")
    assert talk("undo")[0] == "Undone: Note written: Some words."
    assert on_disk(session).notebook.notes() == ()


def test_what_is_read_is_bookmarked(talk: Talk, session: Session) -> None:
    assert talk("m") == ["There is nothing to bookmark here."]
    talk("trims the hawthorn", "1")
    assert talk("bookmark")[0].startswith("Bookmarked: ")
    assert len(on_disk(session).notebook.bookmarks()) == 1


def test_who_is_here_is_said_line_by_line_and_heard(
    talk: Talk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogue_writing, "local_today", lambda: date(2026, 11, 22))
    assert talk("meeting")[0] == "0 of 8 details of the meeting."
    assert talk("present: Dr Ash, Dr Elm")[-1] == "Saved."
    assert talk("Chair: Dr Oak", "h")[:3] == [
        "2 of 8 details of the meeting.",
        "Chair: Dr Oak",
        "Present: Dr Ash, Dr Elm",
    ]
    assert [note.text for note in on_disk(session).notebook.notes()] == [
        "Chair: Dr Oak\nPresent: Dr Ash, Dr Elm"
    ]
    assert talk("present: Dr Yew, Dr Ash")[2] == "Present: Dr Ash, Dr Elm, Dr Yew"
    assert talk("chair: Dr Yew")[1] == "Chair: Dr Yew"
    assert talk("present:")[0] == "1 of 8 details of the meeting."
    talk("undo", "undo", "undo", "chair:")
    assert "Chair: Dr Oak" not in talk("meeting")
    talk("undo")
    assert "Chair: Dr Oak" in talk("meeting")
    assert "“32 December” is not a date I know" in talk("date: 32 December")
    voted = talk("decision Yes: for 9, against 2")
    assert voted[0] == (
        "1 decision, for 9, against 2, on the meeting;"
        " 11 votes, and 2 named as present besides the chair."
    )


def test_what_may_be_wrong_in_the_minutes_is_said_with_them(
    talk: Talk, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A note that another copy or the screen brought was minuted unsaid."""
    monkeypatch.chdir(tmp_path)
    session.notebook.add_note("Present: A Ash")
    session.notebook.add_note("Chair: A Ash")
    session.notebook.add_note("Chair: B Elm")
    session.notebook.add_note("Plan: for 9, against 1", kind=NoteKind.DECISION)
    (said,) = talk("minutes")
    assert said.endswith(
        "; Chair: “B Elm” stands, as the newest, and not “A Ash”"
        "; “Plan: for 9, against 1”: 10 votes, and 1 named as present besides the chair."
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("action @Ash, ring, today", "1 action for Ash on the meeting; no day (by Friday) yet."),
        ("action @Ash, ring, by 1 May 2030", "1 action for Ash, by 1 May 2030, on the meeting."),
        ("note ring today", "1 note on the meeting."),
    ],
)
def test_an_action_without_a_day_says_so(talk: Talk, typed: str, said: str) -> None:
    assert talk(typed)[0] == said


@pytest.mark.parametrize(
    "text",
    [
        "--private For nobody",
        "For nobody --private",
        "Private for nobody",
    ],
)
def test_what_says_that_it_is_private_becomes_no_public_note(
    talk: Talk, session: Session, text: str
) -> None:
    refused = "Nothing written: “private note …” keeps one private"
    assert talk(f"note {text}")[0].startswith(refused)
    talk("note")
    assert talk(text)[0].startswith(refused)
    assert session.notebook.notes(private=True) == ()
    talk(f"private note {text}")
    assert [note.private for note in session.notebook.notes(private=True)] == [True]


@pytest.mark.parametrize("begins", ["private: ", "(private) ", "Item 4: private: "])
def test_a_note_that_begins_with_private_is_private(
    talk: Talk, session: Session, begins: str
) -> None:
    assert talk(f"note {begins}For nobody")[0] == "1 private note on the meeting."
    assert session.notebook.notes() == ()


def test_the_minutes_are_written_and_say_how_private_notes_get_in(
    talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    talk("note For all to read", "private note For nobody")
    (said,) = talk("minutes")
    assert said.endswith("“minutes private” includes them.")
    (file,) = tmp_path.glob("minutes-*.md")
    assert "For nobody" not in file.read_text("utf-8")
    talk("minutes private")
    (private,) = tmp_path.glob("minutes-*-private.md")
    assert "For nobody" in private.read_text("utf-8")
    talk("public")
    _, said = talk("minutes private")
    assert said == "A public copy has no private notes, until “public” includes them again."
    (public,) = tmp_path.glob("minutes-*-public.md")
    assert "For nobody" not in public.read_text("utf-8")


def test_the_minutes_are_written_in_the_format_that_is_named(
    talk: Talk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert {form.name.casefold() for form in FORMATS.values()} == {*MINUTES} - {"private"}
    talk("note For all to read", "minutes html")
    (file,) = tmp_path.glob("minutes-*")
    assert file.suffix == ".html"


@pytest.mark.parametrize("word", ["quit", "exit", ":q"])
def test_a_word_for_leaving_leaves_where_a_text_was_asked_for(session: Session, word: str) -> None:
    dialogue = Dialogue(session)
    dialogue.answer("q")
    assert dialogue.answer(word) == []
    assert dialogue.has_ended
    assert session.notebook.notes() == ()


def test_what_another_program_writes_is_heard(talk: Talk, session: Session) -> None:
    other = on_disk(session)
    other.notebook.add_note("From elsewhere")
    other.store.close()
    assert "From elsewhere" in talk("notes")[1]


def test_a_notebook_that_cannot_be_written_says_so_and_keeps_what_it_was(tmp_path: Path) -> None:
    notes = tmp_path / "notes.toml"
    notes.write_text('format = 99\npack = "small"\n', encoding="utf-8")
    folder = small_pack.write_pack(tmp_path / "pack")
    dialogue = Dialogue(open_session(folder, notes))
    for typed in ("note", "note Some words", "tick count"):
        (said,) = dialogue.answer(typed)
        assert "notes.toml" in said
    dialogue.close()
    assert notes.read_text("utf-8") == 'format = 99\npack = "small"\n'


def test_a_passage_that_has_gone_is_one_line(talk: Talk, session: Session) -> None:
    talk("note Some words", "notes")
    session.notebook.delete_note(session.notebook.notes()[0])
    assert talk("1") == ["That is no longer there."]


def test_hostile_lines_of_a_pack_reach_nobody_as_control_sequences(tmp_path: Path) -> None:
    folder = packs.write_pack(tmp_path / "pack")
    article = folder / "articles" / "early-doors.md"
    text = article.read_text("utf-8").replace("visit", "vis\x1b[31mit")
    article.write_text(text, encoding="utf-8")
    dialogue = Dialogue(open_session(folder, tmp_path / "notes.toml"))
    said = [*dialogue.answer("patients leave home at seven"), *dialogue.answer("1")]
    dialogue.close()
    assert "\x1b" not in "".join(said)


def test_leaving_says_nothing_and_ends_it(session: Session) -> None:
    dialogue = Dialogue(session)
    assert dialogue.answer("quit") == []
    assert dialogue.has_ended
    assert dialogue.close() == []


def leave_a_draft(session: Session, text: str, *, private: bool = False) -> None:
    """Leave in a file what somebody was writing when the program was killed."""
    killed = on_disk(session).store
    killed.draft.hold(lambda tried: tried.add_note(text, private=private))
    killed.draft.save()
    killed.draft._lock.close()


@pytest.mark.parametrize(
    ("answers", "texts"),
    [
        (["keep", "keep"], {"Ask the parish", "Ring the clerk"}),
        (["discard", "discard"], set()),
        (["discard", "keep", "undo"], set()),
    ],
)
def test_drafts_are_kept_or_discarded_one_after_the_other_and_leave_no_file(
    session: Session, answers: list[str], texts: set[str], home: Path
) -> None:
    for text in ("Ask the parish", "Ring the clerk"):
        leave_a_draft(session, text)
    session.store.find_copies()
    dialogue = Dialogue(session)
    assert "“keep” keeps it, “discard” discards it" in " ".join(dialogue.greet())
    for answer in answers:
        dialogue.answer(answer)
    assert dialogue.answer("keep") == ["Nothing was being written when the program ended."]
    dialogue.close()
    assert {note.text for note in on_disk(session).notebook.notes()} == texts
    assert not list(home.rglob("*-draft.toml"))


def test_messages_about_files_wait_while_others_listen(session: Session) -> None:
    leave_a_draft(session, "About the salary", private=True)
    session.store.find_copies()
    dialogue = Dialogue(session, public=True)
    assert len(dialogue.greet()) == 2
    (refused,) = dialogue.answer("v")
    assert refused == "Private notes stay left out while presenting; “public” again ends it."
    assert dialogue.answer("notes") == ["0 notes."]
    assert dialogue.answer("v") == [refused]
    said, draft = dialogue.answer("v")
    assert said == "Private notes are included."
    assert "A private note was being written" in draft
    assert dialogue.answer("public") == ["Private notes are left out."]


def test_a_notebook_that_is_broken_is_said_when_nobody_else_listens(session: Session) -> None:
    session.store.path.write_text("[[note", "utf-8")
    dialogue = Dialogue(on_disk(session), public=True)
    assert len(dialogue.greet()) == 2
    dialogue.answer("public")
    assert "fix it in a text editor" in dialogue.answer("public")[1]


def test_saving_while_others_listen_says_only_that(session: Session) -> None:
    session.store.save()
    leave_a_draft(session, "About the salary", private=True)
    session.store.find_copies()
    dialogue = Dialogue(session, public=True)
    dialogue.greet()
    assert dialogue.answer("note Hedges first") == ["1 note on the meeting.", "Saved."]


def test_a_note_is_read_as_one_of_as_many_as_are_listed(talk: Talk) -> None:
    talk("note One zebra", "note Two hedges")
    assert talk("zebra", "1")[0] == "2 of 2 in Notes."
    assert talk("back")[:2] == ["1 of 2 in Notes.", "Two hedges"]
    assert talk("back") == ["That was the beginning."]
    assert talk("notes")[0] == "2 notes."


def test_a_draft_of_a_note_put_right_by_hand_since_is_kept_beside_it(session: Session) -> None:
    session.notebook.add_note("Ask the parish")
    session.store.save()
    killed = on_disk(session).store
    killed.draft.hold(lambda tried: tried.edit_note(tried.notes()[0], "Ask the parish today"))
    killed.draft.save()
    killed.draft._lock.close()
    file = session.store.path
    file.write_text(file.read_text("utf-8").replace("the parish", "the county"), "utf-8")
    again = on_disk(session)
    answer = Dialogue(again).answer("keep")
    assert "both kept: “Ask the county” and “Ask the parish today”" in " ".join(answer)
    assert len(again.notebook.notes()) == 2


def test_an_answer_that_is_kept_from_a_draft_ticks_its_question(session: Session) -> None:
    question = session.notebook.add_note("Who pays?", kind=NoteKind.QUESTION)
    session.store.save()
    killed = on_disk(session).store
    place = Place(question=question.id)
    killed.draft.hold(lambda tried: tried.add_note("The parish", place=place))
    killed.draft.save()
    killed.draft._lock.close()
    session.store.find_copies()
    Dialogue(session).answer("keep")
    (asked,) = on_disk(session).questions
    assert asked.done


def test_papers_that_are_added_revised_and_removed_meanwhile_are_followed_and_told(
    talk: Talk, session: Session, tmp_path: Path
) -> None:
    folder, paper = session.pack.folder, tmp_path / "late.md"
    paper.write_text("# Late paper\n\nThe zebra is late.\n\nIt has come by train.\n", "utf-8")
    assert talk("zebra")[0].startswith("0 found")
    add_papers([paper], folder, Options())
    found = talk("zebra")
    assert found[0].startswith("1 found")
    assert found[-1] == "New: “Late paper”."
    article = folder / "articles" / "late-paper.md"
    text = article.read_text("utf-8")
    article.write_text(text.replace("The zebra", "At first.\n\nThe zebra"), "utf-8")
    told = talk("1")
    assert told[1] == "The zebra is late."
    assert told[-1] == "Revised: “Late paper”."
    article.write_text(text.replace("The zebra is late.", "Nothing was seen there."), "utf-8")
    assert talk("1")[0] == "That is no longer there."
    assert talk("note on what is gone")[0] == "1 note on the meeting."
    remove_article(folder, "late-paper")
    assert talk("zebra") == ["0 found. Nothing found for “zebra”.", "Removed: “Late paper”."]
