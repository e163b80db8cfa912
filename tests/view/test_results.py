import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.kinds import NoteKind
from ccgbrief.pack import Pack, Page
from ccgbrief.search import Answer, Entry, Hit, Kind
from ccgbrief.search.finder import Finder
from ccgbrief.view.blocks import Look
from ccgbrief.view.heights import text_width
from ccgbrief.view.results import (
    EXCERPT_LENGTH,
    KIND_LOOKS,
    excerpt,
    group_of,
    hit_of,
    result_blocks,
    source_line,
    summary_of,
)

LONG = " ".join(f"word{n}" for n in range(300))


def entry(kind: Kind | NoteKind = Kind.PASSAGE, **fields: object) -> Entry:
    made = Entry(kind, "first-paper", 1, "Responsibility is blurred", article="first-paper")
    return made._replace(**fields)  # type: ignore[arg-type]


def at(word: str, text: str = LONG) -> tuple[int, int]:
    start = text.index(word)
    return start, start + len(word)


def test_a_short_text_is_shown_whole() -> None:
    assert excerpt("a few words", [(2, 5)]) == ("a few words", ((2, 5),))


def test_a_long_text_is_cut_around_the_first_word_that_was_found() -> None:
    shown, spans = excerpt(LONG, [at("word200"), at("word202")])
    assert [shown[a:b] for a, b in spans] == ["word200", "word202"]
    assert shown.startswith("… word")
    assert shown.endswith(" …")


def test_a_word_near_the_beginning_leaves_the_beginning() -> None:
    shown, spans = excerpt(LONG, [at("word5 ")])
    assert shown.startswith("word0 word1")
    assert len(spans) == 1


def test_words_outside_the_excerpt_are_not_marked_in_it() -> None:
    _, spans = excerpt(LONG, [at("word5 "), at("word250")])
    assert len(spans) == 1


def test_nothing_found_in_the_text_itself_shows_its_beginning() -> None:
    shown, spans = excerpt(LONG, [])
    assert shown.startswith("word0 word1")
    assert spans == ()


@given(
    st.lists(st.text("abc ", min_size=1, max_size=40), min_size=1, max_size=40),
    st.data(),
)
def test_every_mark_in_an_excerpt_is_a_word_that_was_marked_in_the_text(
    parts: list[str], data: st.DataObject
) -> None:
    text = " ".join(parts)
    starts = data.draw(st.lists(st.integers(0, len(text) - 1), max_size=5))
    matched = [(start, min(start + 7, len(text))) for start in sorted(starts)]
    shown, spans = excerpt(text, matched)
    assert len(shown) <= EXCERPT_LENGTH + 4
    marked = [text[a:b] for a, b in matched]
    for a, b in spans:
        assert 0 <= a < b <= len(shown)
        assert shown[a:b] in marked
    if matched:
        assert spans


def test_a_result_leads_to_what_was_found(small: Pack, finder: Finder) -> None:
    answer = finder.find("trims the hawthorn")
    block = result_blocks(answer, small)[0][0]
    assert "nobody knows who trims the hawthorn" in block.text
    assert block.look is Look.QUOTE
    assert block.leads
    assert block.leads.tab == "first-paper"


def test_the_marks_of_the_results_are_the_words_that_were_sought(
    small: Pack, finder: Finder
) -> None:
    answer = finder.find("frogs reeds")
    listed, marks = result_blocks(answer, small)
    blocks = {block.key: block for block in listed}
    assert len(blocks) == len(answer.hits)
    for key, spans in marks.items():
        assert {blocks[key].text[a:b] for a, b in spans} == {"frogs", "reeds"}


@pytest.mark.parametrize("width", [76, 40, 20])
def test_in_a_list_a_result_is_one_line_of_words_and_one_of_its_source(
    small: Pack, width: int
) -> None:
    text = f"{LONG}\n{LONG}"
    hit = Hit(
        entry(text=text, heading="A heading of a good many words, to be cut", number=3),
        (("word200",),),
    )
    blocks, marks = result_blocks(Answer("word200", (hit,), 1), small, width=width)
    room = text_width(blocks[0], width)
    assert "\n" not in blocks[0].text
    assert len(blocks[0].text) <= room
    assert len(blocks[0].below) <= room
    assert {blocks[0].text[a:b] for a, b in marks["0"]} == {"word200"}


def test_each_kind_of_result_is_named_in_its_colour(small: Pack) -> None:
    kinds: tuple[Kind | NoteKind, ...] = (Kind.QUOTE, Kind.DUTY, Kind.TERM, NoteKind.ACTION)
    hits = tuple(Hit(entry(kind, text=f"Words {n}")) for n, kind in enumerate(kinds))
    blocks, _ = result_blocks(Answer("words", hits, len(hits)), small)
    for block, kind in zip(blocks, kinds, strict=True):
        (span,) = block.below_spans
        assert block.below[span.start : span.end] == kind.value
        assert span.style == KIND_LOOKS[kind]


def test_an_empty_search_shows_nothing_and_says_nothing(small: Pack) -> None:
    assert result_blocks(Answer("  "), small) == ([], {})
    assert summary_of(Answer("  ")) == ""


def test_nothing_found_says_so_with_the_nearest_words(small: Pack) -> None:
    answer = Answer(" qzx ", suggestions=("quiz", "ax"))
    (block,), _ = result_blocks(answer, small)
    assert block.text == "Nothing found for “qzx”. Did you mean quiz, ax?"
    assert block.leads is None
    assert summary_of(answer) == "nothing found"


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (
            entry(Kind.QUOTE, speaker="A gardener", heading="Who"),
            "quote · A gardener · Hedge · Who",
        ),
        (entry(heading="Who", page=Page("12")), "passage · Hedge · Who · p. 12"),
        (entry(Kind.HEADING, heading="Above"), "heading · Hedge · Above"),
        (entry(Kind.DUTY, article="", title="Measure", heading="Since"), "duty · Measure · Since"),
        (entry(Kind.TERM, article="", title="Reed"), "term · Reed"),
        (entry(Kind.ARTICLE, text="Hedge"), "article"),
        (entry(NoteKind.NOTE, mark="private"), "note · private · Hedge"),
        (entry(NoteKind.DECISION, article="", heading="trimming"), "decision · Trim in time"),
        (entry(NoteKind.NOTE, article="", heading="measure"), "note · Measure the hedge"),
        (entry(NoteKind.NOTE, article="", heading="frogs"), "note · Ponds with frogs"),
        (entry(NoteKind.NOTE, article="", heading="gone"), "note · gone"),
        (entry(heading="trimming"), "passage · Hedge · trimming"),
    ],
)
def test_the_line_below_a_result_says_what_it_is_and_where_it_stands(
    small: Pack, found: Entry, line: str
) -> None:
    assert source_line(found, small) == line


def test_it_is_told_how_many_there_are_and_how_words_were_read() -> None:
    hits = (Hit(entry(), read_as={"ares": "areas"}), Hit(entry(), read_as={"x": "y"}))
    assert summary_of(Answer("grey ares", hits, total=2)) == "ares → areas  2 found"
    guessed = Answer("grey ares", hits, total=2, is_guess=True)
    assert summary_of(guessed) == "perhaps ares → areas  2 found"
    assert summary_of(Answer("grey", hits[:1], total=150, more=True)).endswith("150+ found")
    lacking = Hit(entry(), read_as={"ares": "areas"}, lacks=("91",))
    assert (
        summary_of(Answer("91 ares", (lacking,), total=1))
        == "ares → areas  best result lacks “91”  1 found"
    )


def test_another_word_for_the_same_thing_is_told_apart_from_a_misspelt_one() -> None:
    hit = Hit(entry(), read_as={"blured": "blurred"}, about={"duty": "responsibility"})
    assert summary_of(Answer("duty blured", (hit,), 1)) == (
        "blured → blurred  also about: duty → responsibility  1 found"
    )


def test_a_fault_in_a_filter_is_told_before_anything_else() -> None:
    assert (
        summary_of(Answer("is:cow", faults=("is: does not know cow",))) == "is: does not know cow"
    )


def test_the_key_of_a_result_leads_back_to_its_hit() -> None:
    answer = Answer("q", (Hit(entry()),), total=1)
    assert hit_of(answer, "0") is answer.hits[0]
    assert hit_of(answer, "1") is None
    assert hit_of(answer, "none") is None


def hits(*articles: str, kind: Kind = Kind.PASSAGE) -> tuple[Hit, ...]:
    return tuple(
        Hit(entry(kind, text=f"Words {n}", source=article, article=article, number=n))
        for n, article in enumerate(articles)
    )


FIRST, SECOND = "first-paper", "second-paper"


def test_many_hits_of_one_article_are_folded_under_the_best_of_them(small: Pack) -> None:
    answer = Answer("words", hits(FIRST, SECOND, FIRST, FIRST, SECOND, FIRST, SECOND))
    blocks, marks = result_blocks(answer, small)
    assert [block.text for block in blocks] == [
        "Words 0",
        "Words 1",
        "Words 2",
        "2 more in Hedge · → shows them",
        "Words 4",
        "Words 6",
    ]
    assert set(marks) == {"0", "1", "2", "4", "6"}
    assert blocks[0].gap == 0
    assert all(block.gap for block in blocks[1:])


def test_unfolded_they_stand_further_in_where_the_fold_was(small: Pack) -> None:
    answer = Answer("words", hits(FIRST, SECOND, FIRST, FIRST, SECOND, FIRST, SECOND))
    blocks, _ = result_blocks(answer, small, {FIRST})
    assert [block.text for block in blocks] == [f"Words {n}" for n in (0, 1, 2, 3, 5, 4, 6)]
    assert [block.indent > 0 for block in blocks] == [False] * 3 + [True] * 2 + [False] * 2
    assert [hit_of(answer, block.key) for block in blocks] == [
        answer.hits[n] for n in (0, 1, 2, 3, 5, 4, 6)
    ]


def test_every_hit_of_a_group_and_its_fold_unfold_it(small: Pack) -> None:
    answer = Answer("words", hits(FIRST, SECOND, FIRST, FIRST, SECOND, FIRST))
    blocks, _ = result_blocks(answer, small)
    groups = [group_of(answer, block) for block in blocks]
    assert groups == [FIRST, "", FIRST, FIRST, ""]


def test_where_all_come_from_one_article_or_few_from_each_nothing_is_folded(small: Pack) -> None:
    for answer in (
        Answer("words", hits(*[FIRST] * 9)),
        Answer("words", hits(FIRST, FIRST, FIRST, SECOND)),
    ):
        blocks, _ = result_blocks(answer, small)
        assert not any(block.folds for block in blocks)


def test_what_is_no_text_of_an_article_is_never_folded(small: Pack) -> None:
    answer = Answer("words", (*hits(*[FIRST] * 6, kind=Kind.FIGURE), *hits(SECOND)))
    blocks, _ = result_blocks(answer, small)
    assert not any(block.folds for block in blocks)
