"""The panes that are no articles."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Meeting, Notebook, NotebookStore, Place, Series, Status
from ccgbrief.pack import Anchor, Pack, Value
from ccgbrief.view import tabs
from ccgbrief.view.address import (
    Address,
    Row,
    note_key,
    passage_key,
    place_order,
    row_key,
    section_key,
)
from ccgbrief.view.areas_and_duties import progress_block
from ccgbrief.view.blocks import Block, Look
from ccgbrief.view.evidence import evidence_blocks
from ccgbrief.view.figures import BAR_WIDTH, bars, titled_bars
from ccgbrief.view.notes import note_filters
from ccgbrief.view.overview import overview_blocks, summary_parts
from ccgbrief.view.panes import blocks_of
from ccgbrief.view.view_state import ViewState

ALL_TABS = (
    tabs.OVERVIEW,
    tabs.AREAS,
    tabs.DUTIES,
    tabs.FIGURES,
    tabs.NOTES,
    tabs.GLOSSARY,
)


def pane(
    tab: str, pack: Pack, notebook: Notebook, *unfolded: str, public: bool = False
) -> list[Block]:
    return blocks_of(tab, ViewState(pack, notebook, frozenset(unfolded), public))


def by_key(blocks: list[Block]) -> dict[Row, Block]:
    return {block.key: block for block in blocks}


def shown_text(tab: str, pack: Pack, notebook: Notebook) -> str:
    return "\n".join(f"{block.text} {block.status}" for block in pane(tab, pack, notebook))


def everything(pack: Pack) -> list[str]:
    return [item.id for group in (pack.areas, pack.duties) for item in group]


def test_no_two_blocks_of_a_pane_have_one_key(pack: Pack, notebook: Notebook) -> None:
    notebook.bookmark(Place(duty=pack.duties[0].id))
    notebook.add_note("one", place=Place(area=pack.areas[0].id))
    for tab in (*ALL_TABS, *(article.id for article in pack.articles)):
        keys = [block.key for block in pane(tab, pack, notebook, *everything(pack))]
        assert len(keys) == len(set(keys)), tab


def test_every_place_a_pane_leads_to_is_there(pack: Pack, notebook: Notebook) -> None:
    notebook.bookmark(Place(article=pack.articles[0].id, words=pack.articles[0].passages[1].text))
    notebook.add_note("one", place=Place(area=pack.areas[0].id))
    known = [tab.id for tab in tabs.tabs_of(pack)]
    for tab in (*ALL_TABS, *(article.id for article in pack.articles)):
        for block in pane(tab, pack, notebook, *everything(pack)):
            if block.leads:
                assert block.leads.tab in known
                there = by_key(pane(block.leads.tab, pack, notebook))
                assert not block.leads.key or block.leads.key in there


def test_the_overview_says_what_the_pack_is(small: Pack, notebook: Notebook) -> None:
    blocks = pane(tabs.OVERVIEW, small, notebook)
    assert (blocks[0].text, blocks[0].below) == ("A small pack", "What it is for.")
    assert [f"{block.marker} {block.text}" for block in blocks[1:4]] == [
        "Find   / search, even misspelt  enter read   esc back",
        "Write  n note                   a action     c decision",
        "Leave  x write the minutes      ctrl+q quit  ? all keys",
    ]
    last = [b.text for b in blocks if str(b.key).startswith(("summary/", "edition"))]
    assert last == ["How it is used.", "Edition 2026-11"]


@pytest.mark.parametrize(
    ("summary", "purpose", "rest"),
    [
        ("", "", []),
        ("One sentence", "One sentence", []),
        ("One. Two. Three.", "One.", ["Two. Three."]),
        ("Why? Because.\n\nAnd then.", "Why?", ["Because.", "And then."]),
        ("One.\n\nTwo.", "One.", ["Two."]),
    ],
)
def test_the_first_sentence_of_the_summary_is_the_purpose(
    small: Pack, summary: str, purpose: str, rest: list[str]
) -> None:
    assert summary_parts(replace(small, summary=summary)) == (purpose, rest)


def test_the_overview_counts_what_is_read_and_in_place(small: Pack, notebook: Notebook) -> None:
    notebook.mark_read("first-paper")
    notebook.tick("measure")
    notebook.tick("count")
    blocks = by_key(pane(tabs.OVERVIEW, small, notebook))
    assert blocks["progress/articles"].text == "■□  1 of 2 articles read"
    assert blocks["progress/duties"].text == "■■  2 of 2 duties in place"


def test_the_overview_has_every_duty_and_area_on_one_line(small: Pack, notebook: Notebook) -> None:
    notebook.tick("count")
    notebook.set_owner("count", "The clerk")
    decided = small.areas[0]
    notebook.add_note("We trim", kind=NoteKind.DECISION, place=Place(area=decided.id))
    blocks = by_key(pane(tabs.OVERVIEW, small, notebook))
    assert [blocks[f"duty/{duty.id}"].marker for duty in small.duties] == ["[ ]", "[x]"]
    assert blocks["duty/count"].status == "The clerk"
    assert [blocks[f"area/{a.id}"].marker for a in small.areas] == ["●", "○"]
    assert blocks[f"area/{decided.id}"].status == "0 of 2 prompts answered"
    for area in small.areas:
        block = blocks[f"area/{area.id}"]
        assert block.below == ""
        assert block.leads == Address(tabs.AREAS, section_key(area.id, 0))


def test_what_is_to_be_done_stands_above_what_is_to_be_read(
    small: Pack, notebook: Notebook
) -> None:
    notebook.add_note("Buy a tape", kind=NoteKind.ACTION)
    shown = ViewState(
        small,
        notebook,
        last=Address("first-paper", passage_key(1)),
        since=date(2026, 1, 1),
    )
    keys = [block.key for block in overview_blocks(shown)]
    order = ["title", "left-off", "actions", "since", "progress/articles", "progress/duties"]
    assert [key for key in keys if key in order] == order


def test_a_long_action_takes_about_two_lines_of_the_overview(
    small: Pack, notebook: Notebook
) -> None:
    notebook.add_note("Word after word " * 1000, kind=NoteKind.ACTION)
    action = next(block for block in pane(tabs.OVERVIEW, small, notebook) if block.note)
    assert len(action.text) <= 160
    assert action.text.endswith("…")


@pytest.mark.parametrize(("total", "drawn"), [(20, True), (21, False), (300, False)])
def test_progress_is_drawn_where_there_is_room_and_always_said(total: int, *, drawn: bool) -> None:
    block = progress_block("p", f"{total} articles read", 3, total, is_known=True)
    assert block.text.endswith(f"3 of {total} articles read")
    assert block.text.startswith("■■■") is drawn


def test_one_article_duty_and_prompt_are_one(small: Pack, notebook: Notebook) -> None:
    area = small.areas[0]._replace(prompts=small.areas[0].prompts[:1])
    pack = replace(small, articles=small.articles[:1], duties=small.duties[:1], areas=(area,))
    rows = by_key(pane(tabs.OVERVIEW, pack, notebook))
    assert rows["progress/articles"].text.endswith("0 of 1 article read")
    assert rows["progress/duties"].text.endswith("0 of 1 duty in place")
    assert rows["progress/areas"].text.endswith("0 of 1 focus area with a position")
    assert rows["progress/areas"].status == "0 of 1 prompt answered"


def test_a_tick_on_a_duty_the_pack_no_longer_has_is_not_counted(
    small: Pack, notebook: Notebook
) -> None:
    notebook.tick("a-duty-of-old")
    assert by_key(pane(tabs.DUTIES, small, notebook))["progress/duties"].text.endswith(
        "0 of 2 duties in place"
    )


def test_the_overview_leads_to_every_article_and_marks_those_read(
    small: Pack, notebook: Notebook
) -> None:
    notebook.mark_read("second-paper")
    blocks = by_key(pane(tabs.OVERVIEW, small, notebook))
    assert blocks["article/first-paper"].leads == Address("first-paper")
    assert [blocks[f"article/{a.id}"].marker for a in small.articles] == ["[ ]", "[x]"]


def test_the_overview_lists_the_bookmarks_by_what_they_mark(
    small: Pack, notebook: Notebook
) -> None:
    notebook.bookmark(Place(article="first-paper", words="it trims on Mondays"))
    notebook.bookmark(Place(duty="count"))
    notebook.bookmark(Place(duty="a-duty-of-old"))
    marks = [b for b in pane(tabs.OVERVIEW, small, notebook) if str(b.key).startswith("bookmark/")]
    assert [b.text for b in marks] == [
        "“it trims on Mondays”, Hedge",
        "duty: Count the ponds",
        "duty: a-duty-of-old",
    ]
    assert marks[1].leads == Address(tabs.DUTIES, section_key("count"))
    assert marks[2].leads is None


def test_duties_say_how_far_the_reader_is(small: Pack, notebook: Notebook) -> None:
    notebook.tick("count")
    blocks = by_key(pane(tabs.DUTIES, small, notebook))
    assert blocks["progress/duties"].text == "■□  1 of 2 duties in place"
    assert [blocks[section_key(d.id, 0)].marker for d in small.duties] == ["[ ]", "[x]"]
    assert blocks[section_key("count")].place == Place(duty="count")


def test_a_duty_in_hand_is_neither_ticked_nor_untouched(small: Pack, notebook: Notebook) -> None:
    notebook.set_status("measure", Status.IN_HAND)
    notebook.set_owner("measure", "The clerk")
    blocks = by_key(pane(tabs.DUTIES, small, notebook))
    assert blocks["progress/duties"].text == "▪□  0 of 2 duties in place, 1 in hand"
    assert (blocks[section_key("measure")].marker, blocks[section_key("measure")].status) == (
        "[~]",
        "in hand, The clerk",
    )


def test_a_folded_duty_shows_its_title_and_what_it_means(small: Pack, notebook: Notebook) -> None:
    keys = list(by_key(pane(tabs.DUTIES, small, notebook)))
    assert keys == [
        "progress/duties",
        section_key("measure"),
        section_key("measure", 1),
        section_key("count"),
        section_key("count", 1),
    ]


def test_an_unfolded_duty_shows_all_that_is_known_of_it(small: Pack, notebook: Notebook) -> None:
    texts = [block.text for block in pane(tabs.DUTIES, small, notebook, "measure")]
    duty = small.duties[0]
    for text in (*duty.ready, *duty.watch, duty.since, "Trim in time"):
        assert text in texts


def test_evidence_shows_the_passage_and_leads_to_it(small: Pack, notebook: Notebook) -> None:
    blocks = by_key(pane(tabs.AREAS, small, notebook, "trimming"))
    evidence = blocks[row_key("trimming", "evidence", 1)]
    assert "nobody knows who trims the hawthorn" in evidence.text
    assert evidence.below == "A gardener, to the parish clerk; Hedge"
    passage = small.articles[0].passages[2]
    assert evidence.leads == Address("first-paper", passage_key(passage.number))
    assert evidence.passage == passage


def test_evidence_that_is_gone_from_its_article_is_said_to_be_gone(
    small: Pack, notebook: Notebook
) -> None:
    lost = by_key(pane(tabs.AREAS, small, notebook, "trimming"))[row_key("trimming", "evidence", 2)]
    assert lost.text == "words no longer found in A survey of ponds: “words not there”"
    assert (lost.leads, lost.passage) == (None, None)
    (other,) = evidence_blocks(small, [Anchor("third", "“words”")], "trimming")
    assert other.text == "words no longer found in “third”, which is not in this pack: “words”"


def test_evidence_says_when_it_is_background_and_when_other_passages_have_its_words_too(
    small: Pack,
) -> None:
    first = small.articles[0]
    own = tuple(passage._replace(is_background=True) for passage in first.passages)
    pack = replace(small, articles=(replace(first, parse=lambda: own), *small.articles[1:]))
    anchors = [Anchor("first-paper", "Responsibility"), Anchor("first-paper", "it trims on")]
    assert [block.below for block in evidence_blocks(pack, anchors, "trimming")] == [
        "background beside Hedge",
        "background beside Hedge; one of 2 passages with these words",
    ]


def test_areas_and_duties_lead_to_one_another(small: Pack, notebook: Notebook) -> None:
    areas = by_key(pane(tabs.AREAS, small, notebook, "trimming"))
    duties = by_key(pane(tabs.DUTIES, small, notebook, "measure"))
    assert areas[row_key("trimming", "link/measure")].leads == Address(
        tabs.DUTIES, section_key("measure")
    )
    assert duties[row_key("measure", "link/trimming")].leads == Address(
        tabs.AREAS, section_key("trimming")
    )


def test_a_warning_says_that_it_is_no_action(small: Pack, notebook: Notebook) -> None:
    blocks = by_key(pane(tabs.AREAS, small, notebook))
    assert blocks[section_key("drought")].below.startswith("A warning, not an action")
    assert "warning" not in blocks[section_key("trimming")].below


def test_the_boards_position_on_an_area_is_the_newest_decision_on_it(
    small: Pack, notebook: Notebook
) -> None:
    here = Place(area="trimming")
    heads = by_key(pane(tabs.AREAS, small, notebook))
    assert heads[section_key("trimming")].below == "No position yet (c writes it)"
    assert heads[section_key("trimming")].status == "0 of 2 prompts answered"
    assert heads[section_key("drought")].below.endswith("No position yet (c writes it)")
    notebook.add_note("Trim in May", kind=NoteKind.DECISION, place=here)
    newest = notebook.add_note("Trim in June", kind=NoteKind.DECISION, place=here)
    notebook.add_note("Shears", kind=NoteKind.DECISION, place=here._replace(words="Who pays?"))
    notebook.add_note("I doubt it", place=here)
    for unfolded in ([], ["trimming"]):
        blocks = by_key(pane(tabs.AREAS, small, notebook, *unfolded))
        assert blocks[section_key("trimming")].below == ""
        assert blocks[note_key(newest.id)].text == "Position: Trim in June"
        assert [b.text for b in blocks.values()].count("Trim in May") == 1
    assert "1 of 2 focus areas with a position" in shown_text(tabs.OVERVIEW, small, notebook)


def test_a_private_position_is_hidden_in_the_public_view(small: Pack, notebook: Notebook) -> None:
    kind, place = NoteKind.DECISION, Place(area="trimming")
    notebook.add_note("Secretly", kind=kind, place=place, private=True)
    blocks = pane(tabs.AREAS, small, notebook, public=True)
    assert "No position yet" in blocks[0].below
    assert "Secretly" not in "".join(block.text for block in blocks)


def test_a_prompt_is_answered_by_anything_but_a_question(small: Pack, notebook: Notebook) -> None:
    who, pays = (Place(area="trimming", words=words) for words in small.areas[0].prompts)
    notebook.add_note("What is it?", kind=NoteKind.QUESTION, place=pays)
    notebook.add_note("The clerk has them", place=who)
    blocks = by_key(pane(tabs.AREAS, small, notebook, "trimming"))
    assert [blocks[section_key("trimming", n)].marker for n in (2, 3)] == ["[x]", "[ ]"]
    assert blocks[section_key("trimming")].status == "1 of 2 prompts answered"
    assert "1 of 2 prompts answered" in shown_text(tabs.OVERVIEW, small, notebook)


def test_a_duty_says_who_has_declared_an_interest_in_it(small: Pack, notebook: Notebook) -> None:
    kind = NoteKind.DECLARATION
    of_ash = notebook.add_note(
        "@Dr Ash, partner, leaves", kind=kind, owner="Dr Ash", place=Place(duty="count")
    )
    line = Place(duty="count", words="Each once.")
    unnamed = notebook.add_note("owns a pond", kind=kind, place=line)
    blocks = by_key(pane(tabs.DUTIES, small, notebook))
    assert blocks[section_key("count")].below == (
        "Interests: Dr Ash (leaves), somebody not named (no outcome)"
    )
    assert blocks[note_key(of_ash.id)].below == "declaration, Dr Ash, agreed: leaves"
    assert blocks[note_key(unnamed.id)].below == "declaration, no outcome"


def test_open_actions_are_listed_by_their_day_and_overdue_is_said(
    small: Pack, notebook: Notebook
) -> None:
    for text, due, done in (
        ("someday", None, False),
        ("late", date(2026, 11, 21), False),
        ("today", date(2026, 11, 22), False),
        ("seen to", date(2026, 11, 1), True),
    ):
        notebook.add_note(text, kind=NoteKind.ACTION, due=due, done=done)
    shown = ViewState(small, notebook, today=date(2026, 11, 22))
    listed = [block for block in blocks_of(tabs.OVERVIEW, shown) if block.note]
    assert [block.text for block in listed] == ["late", "today", "someday"]
    assert listed[0].below == "action, by 21 Nov 2026, overdue"
    assert "overdue" not in listed[1].below
    done_too = {block.text: block.below for block in blocks_of(tabs.NOTES, shown)}
    assert done_too["seen to"].startswith("action, by 1 Nov 2026, done · ")


def test_a_note_on_a_duty_or_an_area_stands_with_it(small: Pack, notebook: Notebook) -> None:
    on_duty = notebook.add_note("Buy a tape", place=Place(duty="measure"))
    on_area = notebook.add_note("Buy shears", place=Place(area="drought"))
    duties = list(by_key(pane(tabs.DUTIES, small, notebook)))
    areas = list(by_key(pane(tabs.AREAS, small, notebook)))
    assert duties.index(note_key(on_duty.id)) == duties.index(section_key("count")) - 1
    assert areas[-1] == note_key(on_area.id)
    assert note_key(on_duty.id) not in areas


def test_notes_are_listed_with_the_newest_first_and_what_each_hangs_on(
    small: Pack, notebook: Notebook
) -> None:
    notebook.add_note("old")
    notebook.add_note("newer", place=Place(duty="count"))
    heading, *blocks = pane(tabs.NOTES, small, notebook)
    assert heading.text == "2 notes: all kinds, newest first"
    assert [block.text for block in blocks] == ["newer", "old"]
    assert blocks[0].below == "duty: Count the ponds · 22 Nov 2026 10:01"
    assert blocks[1].below.startswith("the meeting · ")
    assert blocks[0].leads == Address(tabs.DUTIES, section_key("count"))
    assert blocks[1].leads is None


def test_without_notes_it_says_how_to_write_one(small: Pack, notebook: Notebook) -> None:
    notebook.add_note("for me", private=True)
    none, *ways = pane(tabs.NOTES, small, notebook, public=True)
    assert none.text == "No notes yet."
    assert [way.marker.strip() for way in ways] == list("nqaciN")
    assert ways[0].text.startswith("Write a note")


def test_an_action_says_who_and_by_when(small: Pack, notebook: Notebook) -> None:
    notebook.add_note("Act", kind=NoteKind.ACTION, owner="The clerk", due=date(9999, 12, 1))
    _, block = pane(tabs.NOTES, small, notebook)
    assert block.below.startswith("action, The clerk, by 1 Dec 9999 · ")


def test_the_glossary_is_in_the_order_of_the_alphabet(small: Pack, notebook: Notebook) -> None:
    assert [block.text for block in pane(tabs.GLOSSARY, small, notebook)] == [
        "HH (hedge helper): Keeps the hedge.",
        "Reed: A tall grass by the water.",
    ]


def test_a_figure_whose_article_was_taken_out_says_so(small: Pack, notebook: Notebook) -> None:
    blocks = by_key(pane(tabs.FIGURES, replace(small, articles=()), notebook))
    assert blocks[row_key("yards", "about")].text.endswith(
        "Source: “first-paper”, which is not in this pack."
    )


def test_a_figure_has_title_bars_and_all_that_is_needed_to_read_it(
    small: Pack, notebook: Notebook
) -> None:
    blocks = by_key(pane(tabs.FIGURES, small, notebook))
    leads = blocks["yards"].leads
    assert leads
    assert leads.tab == "first-paper"
    assert "120" in by_key(pane("first-paper", small, notebook))[leads.key].text
    assert blocks[row_key("yards", "bars")].look is Look.FIGURE
    assert blocks[row_key("yards", "about")].text == (
        "In yards. The whole hedge. Measured by eye. "
        "Source: A. Author, “Who tends the hedge”, The Paper, 2015."
    )


def test_the_number_stands_beside_every_bar(pack: Pack) -> None:
    for figure in pack.figures:
        drawn = "\n".join(bars(figure))
        for value in figure.values:
            assert value.label in drawn
            assert value.said in drawn


def test_the_largest_value_has_the_full_bar_and_half_of_it_half_a_bar(small: Pack) -> None:
    half, full = bars(small.figures[0])
    assert half == f"2013 {'╌' * (BAR_WIDTH // 2)} 60 (worked out, not stated)"
    assert full == f"2014 {'━' * BAR_WIDTH} about 120"


def test_a_top_that_is_given_is_what_a_full_bar_stands_for(small: Pack) -> None:
    label, bar = bars(small.figures[1])
    assert label == "Ponds in which at least one frog was seen"
    assert bar == "━━━━━━━╸ 25"


@pytest.mark.parametrize("value", [Value("x", 0), Value("x", -3), Value("x", 0, stated=False)])
def test_nothing_has_no_bar(small: Pack, value: Value) -> None:
    (line,) = bars(small.figures[1]._replace(values=(value,)))
    assert line == f"x  {value.said}"


def test_more_than_the_top_has_no_more_than_a_full_bar(small: Pack) -> None:
    (line,) = bars(small.figures[1]._replace(values=(Value("x", 900),)))
    assert line == f"x {'━' * BAR_WIDTH} 900"


@pytest.mark.parametrize("room", [30, 37, 42, 60, 76, 92])
def test_bars_fit_the_room_and_no_number_is_ever_cut(pack: Pack, room: int) -> None:
    for figure in pack.figures:
        drawn = titled_bars(figure, room)
        assert max(len(line) for line in drawn) <= room
        for value in figure.values:
            assert words_of(value.said) <= words_of(" ".join(drawn))
            assert words_of(value.label) <= words_of(" ".join(drawn))


def test_in_little_room_bars_are_shorter_and_as_long_against_each_other(small: Pack) -> None:
    half, full = bars(small.figures[0], 50)
    assert half.count("╌") == full.count("━") // 2 < BAR_WIDTH // 2


def test_where_bars_would_be_too_short_the_numbers_stand_below_them(small: Pack) -> None:
    assert bars(small.figures[0], 30) == [
        "2013",
        "╌" * 15,
        "60 (worked out, not stated)",
        "2014",
        "━" * 30,
        "about 120",
    ]


def words_of(text: str) -> set[str]:
    return set(text.split())


def test_notes_are_narrowed_to_a_kind_or_a_tag(small: Pack, notebook: Notebook) -> None:
    notebook.add_note("Trim it #hedge", kind=NoteKind.DECISION)
    notebook.add_note("Ask about the #Hedge and the #pond", kind=NoteKind.QUESTION)
    notebook.add_note("no tag: a#b")
    assert note_filters(notebook.notes()) == ["", "note", "question", "decision", "#hedge", "#pond"]
    for kind, count in (
        ("", 3),
        ("question", 1),
        ("#hedge", 2),
        ("#pond", 1),
        ("action", 0),
    ):
        shown = ViewState(small, notebook, note_filter=kind)
        heading, *listed = blocks_of(tabs.NOTES, shown)
        assert len(listed) == count
        assert heading.text.startswith(f"{count} of 3 notes" if kind else "3 notes")


def test_notes_are_narrowed_to_what_one_owner_owes_and_declared(
    small: Pack, notebook: Notebook
) -> None:
    notebook.add_note("Trim it", kind=NoteKind.ACTION, owner="Dr Ash")
    notebook.add_note("Partner", kind=NoteKind.DECLARATION, owner="Dr Ash")
    notebook.add_note("Sweep", kind=NoteKind.ACTION, owner="Clerk")
    assert note_filters(notebook.notes()) == ["", "action", "declaration", "@Clerk", "@Dr Ash"]
    heading, *listed = blocks_of(tabs.NOTES, ViewState(small, notebook, note_filter="@Dr Ash"))
    assert {block.text for block in listed} == {"Trim it", "Partner"}
    assert heading.text == "2 of 3 notes: @Dr Ash only, newest first"


def test_what_is_done_says_when_until_it_is_open_again(small: Pack, notebook: Notebook) -> None:
    note = notebook.add_note("Trim it", kind=NoteKind.ACTION, owner="Clerk")
    done = notebook.edit_note(note, done=True)
    assert done.done_at
    day = done.done_at.astimezone()
    (_, listed) = blocks_of(tabs.NOTES, ViewState(small, notebook))
    assert listed.below.startswith(f"action, Clerk, done {day.day} {day:%b %Y}")
    assert notebook.edit_note(done, done=False).done_at is None


def test_a_tag_is_called_as_it_was_first_written(notebook: Notebook) -> None:
    notebook.add_note("the #ICB")
    notebook.add_note("the #icb")
    assert note_filters(notebook.notes()) == ["", "note", "#ICB"]


def test_one_note_is_one_note(small: Pack, notebook: Notebook) -> None:
    notebook.add_note("the only one")
    assert blocks_of(tabs.NOTES, ViewState(small, notebook))[0].text.startswith("1 note: ")


def test_notes_are_listed_by_time_or_by_place(small: Pack, notebook: Notebook) -> None:
    notebook.add_note("on the meeting")
    notebook.add_note("on the second paper", place=Place(article="second-paper"))
    notebook.add_note("on the first paper", place=Place(article="first-paper"))
    by_place = blocks_of(tabs.NOTES, ViewState(small, notebook, by_place=True))[1:]
    assert [b.text for b in by_place] == [
        "on the first paper",
        "on the second paper",
        "on the meeting",
    ]


def test_places_are_in_the_order_of_the_pack_whatever_they_are_called(small: Pack) -> None:
    article = small.articles[0]
    places = [
        Place(article=article.id),
        *(Place(article=article.id, words=p.text) for p in article.passages[:3]),
        Place(article="second-paper"),
        Place(area="trimming"),
        Place(area="trimming", words="Who has the shears?"),
        Place(area="trimming", words="Who pays for them?"),
        Place(area="drought"),
        Place(duty="measure", words="A dry day"),
        Place(duty="count"),
        Place(figure="yards"),
        Place(figure="frogs"),
        Place(term="HH"),
        Place(term="Reed"),
        Place(),
        Place(duty="a-duty-of-old"),
    ]
    mixed = places[::-1]
    mixed.sort(key=lambda place: place_order(small, place))
    assert mixed == places


def test_what_an_earlier_meeting_wrote_on_its_own_paper_is_not_said_to_be_gone(
    small: Pack, notebook: Notebook, tmp_path: Path
) -> None:
    store = NotebookStore.open(tmp_path / "november.toml", "november", tmp_path)
    there = Place(article="its-paper", words="some words of it")
    asked = store.notebook.add_note("Who pays?", kind=NoteKind.QUESTION, place=there)
    november = Meeting("November", store, asked.written, date(2026, 11, 1))
    blocks = blocks_of(tabs.NOTES, ViewState(small, notebook, series=Series((november,))))
    (below,) = (block.below for block in blocks if block.note)
    assert below.startswith("question · from November · “some words of it”")
    assert "no longer there" not in below


def test_a_note_on_what_is_gone_says_so(small: Pack, notebook: Notebook) -> None:
    notebook.add_note("still here", place=Place(article="first-paper", words="words long gone by"))
    notebook.add_note("also here", place=Place(duty="a-duty-of-old"))
    blocks = blocks_of(tabs.NOTES, ViewState(small, notebook))[1:]
    assert all(block.below.startswith("no longer there: ") for block in blocks)
    assert "“words long gone by”" in "".join(block.below for block in blocks)


def test_what_is_done_is_fainter_on_the_overview_than_what_is_not(
    small: Pack, notebook: Notebook
) -> None:
    notebook.tick("count")
    notebook.mark_read(small.articles[0].id)
    blocks = by_key(pane(tabs.OVERVIEW, small, notebook))
    done = {key for key, block in blocks.items() if block.look is Look.DONE}
    assert done == {"duty/count", f"article/{small.articles[0].id}"}


@pytest.mark.parametrize("tab", [tabs.OVERVIEW, tabs.DUTIES, tabs.AREAS, tabs.NOTES])
def test_of_a_notebook_that_was_not_read_only_what_is_ticked_since_is_shown_as_known(
    small: Pack, notebook: Notebook, tab: str
) -> None:
    notebook.is_unread = True
    notebook.tick(small.duties[0].id)
    shown = ViewState(small, notebook)
    blocks = blocks_of(tab, replace(shown, unfolded=shown.everything))
    text = "\n".join(f"{b.marker} {b.text} {b.details}" for b in blocks)
    assert not any(claim in text for claim in ("[ ]", "○", "unread", "0 of", "1 of", "No "))
    assert text.count("[x]") == (tab in {tabs.OVERVIEW, tabs.DUTIES})


@pytest.mark.parametrize("tab", ALL_TABS)
def test_where_no_keys_are_pressed_none_is_named(small: Pack, notebook: Notebook, tab: str) -> None:
    shown = ViewState(small, notebook, commands=())
    text = "\n".join(f"{block.text} {block.details}" for block in blocks_of(tab, shown))
    assert not any(said in text for said in ("(c ", "ctrl+", "esc ", "enter "))
