"""The Markdown is read back with markdown-it, tables and strikethrough as GitHub has them."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from ccgbrief.kinds import NoteKind
from ccgbrief.minutes.build import Options, gather
from ccgbrief.minutes.markdown import as_markdown
from ccgbrief.minutes.selection import Selection
from ccgbrief.minutes.wording import as_printed
from ccgbrief.notebook import Notebook, Place, Status
from ccgbrief.pack import Pack
from ccgbrief.text import clean
from tests.minutes.conftest import DAY, PAYLOADS, hostile, minutes_saying

BLOCKS = {
    "heading_open",
    "paragraph_open",
    "ordered_list_open",
    "bullet_list_open",
    "list_item_open",
    "blockquote_open",
    "inline",
}


def tokens(text: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def shown(token: Token) -> str:
    """Return what a reader sees of an inline token, its white space folded."""
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    seen = (breaks.get(child.type, child.content) for child in token.children or [])
    return " ".join("".join(seen).split())


def first_entry(text: str) -> str:
    """Return what a reader sees of the first entry of the minutes, all its paragraphs."""
    seen = []
    started = False
    for token in tokens(text):
        started = started or token.type == "ordered_list_open"
        if started and token.type == "inline":
            seen.append(shown(token))
        if token.type == "list_item_close" and started:
            break
    return " ".join(" ".join(seen).split())


def test_the_minutes_hold_everything_in_the_order_boards_minute_it(
    pack: Pack, notebook: Notebook
) -> None:
    notebook.tick("complaints")
    notebook.mark_read("survey")
    for kind in NoteKind:
        notebook.add_note(f"A {kind}", kind=kind)
    notebook.add_note("Decided", kind=NoteKind.DECISION, place=Place(area="conflicts"))
    notebook.add_note("Half of them", place=Place(figure="answers"))
    parsed = tokens(as_markdown(gather(pack, notebook, DAY, Options(reading=True))))
    headings = [inside for token, inside in pairwise(parsed) if token.type == "heading_open"]
    assert [shown(inside) for inside in headings] == [
        "A small pack",
        "Declarations of interest",
        "Decisions",
        "Actions",
        "Questions",
        "Notes",
        "Focus areas",
        "Conflicts of interest",
        "Duties",
        "Articles read",
        "Figures",
        "Who leads",
    ]


def test_an_action_says_whose_it_is_and_by_when(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("Ask", kind=NoteKind.ACTION, owner="The clerk", due=date(2026, 12, 1))
    notebook.add_note("Write", kind=NoteKind.ACTION)
    text = as_markdown(gather(pack, notebook, DAY))
    assert "1. Ask\n\n   Owner: The clerk. Due: 1 December 2026. State: open.\n" in text
    assert "2. Write\n\n   Owner: nobody named. Due: no date. State: open.\n" in text


def test_a_question_says_whose_it_is_if_it_is_anybodys(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("Who pays?", kind=NoteKind.QUESTION, owner="The clerk", due=date(2026, 12, 1))
    notebook.add_note("Why?", kind=NoteKind.QUESTION)
    text = as_markdown(gather(pack, notebook, DAY))
    assert "1. Who pays?\n\n   Owner: The clerk. Due: 1 December 2026. State: open.\n" in text
    assert "2. Why?\n\n   State: open.\n" in text


def test_a_note_stands_with_the_quotation_and_its_citation(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("Settle this", place=Place("roles", "nobody knows who"))
    assert (
        "1. Settle this\n\n"
        "   > “nobody knows who owns it”\n"
        "   >\n"
        "   > — A manager, to the board; An Author, “Who owns what”, The Paper, 2015, p. 3\n"
    ) in as_markdown(gather(pack, notebook, DAY))


def test_a_summary_is_not_put_in_the_mouth_of_the_author(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("Settle this", place=Place("roles", "Money is short"))
    assert (
        "   > Money is short, the author argues.\n"
        "   >\n"
        "   > From the pack’s text of An Author, “Who owns what”"
    ) in as_markdown(gather(pack, notebook, DAY))


def test_background_is_said_to_be_the_packs_own(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("Settle this", place=Place("roles", "Money came later"))
    text = as_markdown(gather(pack, notebook, DAY, Options(every_figure=True)))
    assert (
        "   > Money came later.\n   >\n   > Background in this pack, beside “Who owns what”\n"
    ) in text
    assert "Groups. Source: Background in this pack, beside “Who owns what”" in text


def test_an_unplaced_note_says_so_and_keeps_its_words(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("Settle this", place=Place("lost", "words of it"))
    notebook.add_note("And this", place=Place(duty="dropped"))
    text = as_markdown(gather(pack, notebook, DAY))
    assert "On the article “lost”, which the pack no longer has:\n\n   > “words of it”\n" in text
    assert "On the duty “dropped”, which the pack no longer has\n" in text


def test_a_figure_says_which_number_is_worked_out(pack: Pack, notebook: Notebook) -> None:
    text = as_markdown(gather(pack, notebook, DAY, Options(every_figure=True)))
    assert "- Groups: 51\n- Not stated: 12 (worked out, not stated)\n" in text
    assert "Unit: per cent. 94 leaders. The rest is our arithmetic. Source: An Author" in text


def test_the_head_says_which_meeting_who_was_there_and_since_when(
    pack: Pack, notebook: Notebook
) -> None:
    notebook.add_note("Meeting: Governing body\nPresent: Jo, Kim\nApologies: Ash")
    text = as_markdown(gather(pack, notebook, DAY, Options(selection=Selection(date(2026, 11, 1)))))
    assert text.startswith(
        "# Governing body\n\nDraft minutes, 22 November 2026\n\nBriefing pack: A small pack\n\n"
        "Present: Jo, Kim\n\nApologies: Ash\n\n"
        "What was written since 1 November 2026, and the actions still open from before.\n"
    )


def test_entries_of_other_days_say_their_day_and_actions_how_they_stand(
    pack: Pack, notebook: Notebook
) -> None:
    for due, done in ((date(2026, 11, 1), False), (date(2026, 11, 1), True)):
        notebook.add_note("Ask", kind=NoteKind.ACTION, due=due, done=done)
    text = as_markdown(gather(pack, notebook, date(2026, 11, 23)))
    assert text.count("Due: 1 November 2026. State: overdue. Written on 22 November 2026.") == 1
    assert text.count("Due: 1 November 2026. State: done. Written on 22 November 2026.") == 1


def test_a_declaration_says_whose_and_what_was_agreed(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("Partner, leaves", kind=NoteKind.DECLARATION, owner="Ash")
    notebook.add_note("owns a pond", kind=NoteKind.DECLARATION)
    text = as_markdown(gather(pack, notebook, DAY))
    assert "1. Partner, leaves\n\n   Declared by: Ash. Agreed: leaves.\n" in text
    assert "2. owns a pond\n\n   Declared by: nobody named. Agreed: not recorded.\n" in text


def test_an_area_has_its_position_and_the_answers_to_its_prompts(
    pack: Pack, notebook: Notebook
) -> None:
    area = Place(area="conflicts")
    notebook.add_note("Outsiders decide", kind=NoteKind.DECISION, place=area)
    notebook.add_note("Nobody here", place=Place(area="conflicts", words="Who decides?"))
    notebook.add_note("By the way", place=area)
    assert (
        "## Focus areas\n\n### Conflicts of interest\n\nPosition: see decision 1\n\n"
        "1 of 2 prompts answered:\n\n1. Who decides?\n\n   Answer: Nobody here\n\n"
        "Note: By the way\n"
    ) in as_markdown(gather(pack, notebook, DAY))


def test_a_duty_has_its_owner_its_interests_and_its_notes(pack: Pack, notebook: Notebook) -> None:
    notebook.set_status("contracts", Status.IN_HAND)
    notebook.set_owner("contracts", "Jo")
    here = Place(duty="contracts")
    notebook.add_note("leaves", kind=NoteKind.DECLARATION, owner="Ash", place=here)
    notebook.add_note("In May", place=Place(duty="contracts", words="Looking at them."))
    assert (
        "- In hand (Jo): Review contracts\n\n  Interests: Ash (leaves)\n\n"
        "  On “Looking at them.”: In May\n- Not started: Handle complaints\n"
    ) in as_markdown(gather(pack, notebook, DAY))


def test_minutes_of_a_meeting_without_notes_say_so(pack: Pack, notebook: Notebook) -> None:
    text = as_markdown(gather(pack, notebook, DAY))
    assert "No declarations, decisions, actions, questions or notes were recorded." in text
    assert "Of 2: 2 not started." in text


def test_public_minutes_hold_no_private_word(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("Secret", private=True)
    assert "Secret" not in as_markdown(gather(pack, notebook, DAY))
    asked_for = as_markdown(gather(pack, notebook, DAY, Options(private=True)))
    assert "Secret" in asked_for
    assert "Private." in asked_for
    public = as_markdown(gather(pack, notebook, DAY, Options(public=True)))
    assert "Secret" not in public
    assert "were recorded" in public


def test_the_tenth_entry_keeps_its_quotation(pack: Pack, notebook: Notebook) -> None:
    for number in range(10):
        notebook.add_note(f"Note {number}", place=Place("roles", "nobody knows"))
    parsed = tokens(as_markdown(gather(pack, notebook, DAY)))
    assert sum(token.type == "ordered_list_open" for token in parsed) == 1
    quotes = [token for token in parsed if token.type == "blockquote_open"]
    assert [token.level for token in quotes] == [2] * 10


@given(text=hostile())
@example(text="\n".join(PAYLOADS))
@example(text=" ")
def test_no_text_becomes_anything_but_text_in_markdown(text: str) -> None:
    parsed = tokens(as_markdown(minutes_saying(text)))
    plain = tokens(as_markdown(minutes_saying("x")))
    assert {t.type for t in parsed if t.nesting >= 0} <= BLOCKS
    for block in BLOCKS - {"paragraph_open", "inline", "blockquote_open"}:
        assert sum(t.type == block for t in parsed) == sum(t.type == block for t in plain), block
    children = [child for token in parsed for child in token.children or []]
    assert {c.type for c in children} <= {
        "text", "text_special", "softbreak", "hardbreak", "link_open", "link_close",
    }  # fmt: skip
    links = [str(c.attrs["href"]) for c in children if c.type == "link_open"]
    assert all(link.lower().startswith(("http://", "https://")) for link in links)


@given(text=hostile())
@example(text="\n".join(PAYLOADS))
def test_a_note_reads_in_markdown_as_it_is_printed(text: str) -> None:
    seen = first_entry(as_markdown(minutes_saying(text)))
    wanted = " ".join(clean(as_printed(text, is_action=False)).split()) or "(no words)"
    assert seen.startswith(wanted)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_control_character_leaves_in_markdown(payload: str) -> None:
    text = as_markdown(minutes_saying(payload))
    assert clean(text) == text
    text.encode("utf-8")
