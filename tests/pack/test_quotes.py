"""Passages found again after a paper was edited, and never on one that only looks alike."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.pack import (
    Article,
    Finding,
    Passage,
    PassageKind,
    Quote,
    Standing,
    doubt,
    find_again,
    quote_of,
    read_passages,
)
from ccgbrief.pack.differences import compare

PAPER = """\
# Quarterly report

The board met in the town hall on Tuesday.

## Waiting times

Team North cut its waits by nine per cent.

Team West cut its waits by nine per cent.

Team East cut its waits by nine per cent.

Nobody knows who owns the list of patients who wait for longer than a year.

For example:

- the eye clinic on the hill
- the eye clinic by the river

Ward 4 has 18 beds and is full on most days of the week.

Ward 5 has 17 beds and is full on most days of the week.

Waits will be published each Monday from 3 March onwards.

## Money

The deficit stands at £1.5m. It was £2.5m in October.

The board approved the budget for roads and paths.

Costs rose in each month of the winter, and the reserve was spent.

The board rejected the budget for signs and lamps.

For example:

- the roof of the old surgery
- the boiler

| Unit | Oct | Nov |
|---|---|---|
| Cardiology | 18.2 | 17.9 |
| Surgery | 11.4 | 12.0 |
| Stroke | 9.1 | 9.3 |

## Who decides

> “We were never asked about any of it”
> — A. Manager, of a practice

The group shall decide who may see the figures, and shall say so in public every year.

Members with an interest leave the room.

It was noted that the plan will go to the council in the spring and come back in June.

The chair thanked everybody.
"""

WEST = "Team West cut its waits by nine per cent."
NORTH = "Team North cut its waits by nine per cent."
EAST = "Team East cut its waits by nine per cent."
LIST = "Nobody knows who owns the list of patients who wait for longer than a year."
WARD_4 = "Ward 4 has 18 beds and is full on most days of the week."
WARD_5 = "Ward 5 has 17 beds and is full on most days of the week."
MONDAY = "Waits will be published each Monday from 3 March onwards."
DEFICIT = "The deficit stands at £1.5m. It was £2.5m in October."
APPROVED = "The board approved the budget for roads and paths."
REJECTED = "The board rejected the budget for signs and lamps."
COSTS = "Costs rose in each month of the winter, and the reserve was spent."
SURGERY = "Surgery | 11.4 | 12.0"
ASKED = "“We were never asked about any of it”"
FIGURES = "The group shall decide who may see the figures, and shall say so in public every year."
LEAVE = "Members with an interest leave the room."
PLAN = "It was noted that the plan will go to the council in the spring and come back in June."
THANKS = "The chair thanked everybody."

SAME, CHANGED, MOVED, DOUBTFUL = Standing
GONE = "gone"

Edits = tuple[tuple[str, str], ...]


def moved(text: str, before: str) -> Edits:
    """Take a paragraph from where it is and put it before another."""
    return (f"{text}\n\n", ""), (f"{before}\n", f"{text}\n\n{before}\n")


def gone(*texts: str) -> Edits:
    return tuple((f"{text}\n\n", "") for text in texts)


def now(text: str, words: str, others: str) -> tuple[Edits, str, str]:
    """Replace some words of a paragraph; return the edit, and the outcome."""
    edited = text.replace(words, others)
    return ((text, edited),), CHANGED, edited


# What was noted, what was done to the paper, how the note then stands, and on what.
CASES: dict[str, tuple[str, Edits, str, str]] = {
    "nothing was done": (NORTH, (), SAME, NORTH),
    # deleted
    "deleted, a look-alike stays behind it": (NORTH, gone(NORTH), GONE, ""),
    "deleted, look-alikes stay on both sides": (WEST, gone(WEST), GONE, ""),
    "deleted, a look-alike stays before it": (EAST, gone(EAST), GONE, ""),
    "deleted with its neighbour, a look-alike stays": (NORTH, gone(NORTH, WEST), GONE, ""),
    "deleted with what stood before it": (WEST, gone(NORTH, WEST), GONE, ""),
    "deleted, the number of a look-alike differs": (WARD_4, gone(WARD_4), GONE, ""),
    "deleted, the last of two with numbers": (WARD_5, gone(WARD_5), GONE, ""),
    "deleted, one with another verb stays": (APPROVED, gone(APPROVED), GONE, ""),
    "deleted, one with another verb before it stays": (REJECTED, gone(REJECTED), GONE, ""),
    "deleted, nothing is like it": (LIST, gone(LIST), GONE, ""),
    "deleted, the last of the paper": (THANKS, ((f"\n{THANKS}\n", ""),), GONE, ""),
    "deleted, a quotation": (
        ASKED,
        ((f"> {ASKED}\n> — A. Manager, of a practice\n\n", ""),),
        GONE,
        "",
    ),
    "deleted, a row between others": (SURGERY, (("| Surgery | 11.4 | 12.0 |\n", ""),), GONE, ""),
    "deleted, an item beside one like it": (
        "the eye clinic on the hill",
        (("- the eye clinic on the hill\n", ""),),
        GONE,
        "",
    ),
    "deleted, and the look-alike behind it was edited": (
        NORTH,
        (*gone(NORTH), (WEST, "Team West cut its waits by eight per cent.")),
        GONE,
        "",
    ),
    "deleted, and the next ward has another figure": (
        WARD_4,
        (*gone(WARD_4), ("17 beds", "16 beds")),
        GONE,
        "",
    ),
    "deleted with its section": (
        COSTS,
        ((PAPER[PAPER.index("## Money") : PAPER.index("## Who")], ""),),
        GONE,
        "",
    ),
    # changed in its place
    "a figure in words": (WEST, *now(WEST, "nine", "eight")),
    "a name": (WEST, *now(WEST, "West", "South")),
    "a figure": (WARD_4, *now(WARD_4, "18", "16")),
    "an amount": (DEFICIT, *now(DEFICIT, "£1.5m", "£1.6m")),
    "a sign alone": (DEFICIT, *now(DEFICIT, "£1.5m", "-£1.5m")),
    "a day": (MONDAY, *now(MONDAY, "Monday", "Friday")),
    "a date": (MONDAY, *now(MONDAY, "3 March", "4 March")),
    "a “not” was put in": (LEAVE, *now(LEAVE, "leave", "do not leave")),
    "a “never” was taken out": (ASKED, *now(ASKED, "never ", "")),
    "a verb turned round": (APPROVED, *now(APPROVED, "approved", "rejected")),
    "a modal verb": (FIGURES, *now(FIGURES, "shall decide", "may decide")),
    "a spelling": (LIST, *now(LIST, "knows", "knew")),
    "words were added": (COSTS, *now(COSTS, "reserve", "whole of the reserve")),
    "words were put before it": (
        LEAVE,
        *now(LEAVE, "Members", "It is not true that Members"),
    ),
    "most of it was written anew": (
        PLAN,
        *now(PLAN, "come back in June", "stay there for good"),
    ),
    "the figures of a row": (
        SURGERY,
        (("| 11.4 | 12.0", "| 11.9 | 12.6"),),
        CHANGED,
        "Surgery | 11.9 | 12.6",
    ),
    "all figures of the table": (
        SURGERY,
        (("18.2 | 17.9", "1 | 2"), ("11.4 | 12.0", "3 | 4"), ("9.1 | 9.3", "5 | 6")),
        CHANGED,
        "Surgery | 3 | 4",
    ),
    "the first of the paper": (
        "Quarterly report",
        (("Quarterly report", "Yearly report"),),
        CHANGED,
        "Yearly report",
    ),
    # moved, with the same words
    "moved to another section": (COSTS, moved(COSTS, THANKS), MOVED, COSTS),
    "moved past a look-alike": (NORTH, moved(NORTH, LIST), MOVED, NORTH),
    "swapped with the next": (
        LIST,
        (
            (LIST, "<>"),
            ("For example:\n\n- the eye", f"{LIST}\n\n- the eye"),
            ("<>", "For example:"),
        ),
        MOVED,
        LIST,
    ),
    "wards swapped": (WARD_4, ((WARD_4, "<>"), (WARD_5, WARD_4), ("<>", WARD_5)), MOVED, WARD_4),
    "rows swapped": (
        SURGERY,
        (("| Surgery | 11.4 | 12.0 |\n", ""), ("| Cardi", "| Surgery | 11.4 | 12.0 |\n| Cardi")),
        MOVED,
        SURGERY,
    ),
    "moved, and a figure changed": (
        MONDAY,
        (*moved(MONDAY, THANKS), ("3 March", "4 March")),
        GONE,
        "",
    ),
    # around it
    "its heading has another name": (LIST, (("Waiting times", "Waits"),), SAME, LIST),
    "a paragraph was put before it": (LIST, ((LIST, f"Quite new.\n\n{LIST}"),), SAME, LIST),
    "its neighbours were edited": (
        WEST,
        ((NORTH, "Another team."), (EAST, "A third team.")),
        MOVED,
        WEST,
    ),
    "a figure in it and its heading": (
        NORTH,
        (("Waiting times", "Waits"), (NORTH, NORTH.replace("nine", "six"))),
        CHANGED,
        NORTH.replace("nine", "six"),
    ),
    "quotation marks and dashes only": (
        ASKED,
        ((ASKED, ASKED.replace("“", "‘").replace("”", "’")),),
        SAME,
        ASKED.replace("“", "‘").replace("”", "’"),
    ),
    "another speaker": (
        ASKED,
        (("> — A. Manager, of", "> — B. Nurse, of"),),
        CHANGED,
        ASKED,
    ),
    "only the role of the speaker is another": (
        ASKED,
        (("Manager, of a practice", "manager, of a surgery"),),
        SAME,
        ASKED,
    ),
    # split and joined
    "split into two": (
        DEFICIT,
        (("£1.5m. It", "£1.5m.\n\nIt"),),
        SAME,
        "The deficit stands at £1.5m.",
    ),
    "joined with the next": (
        WARD_4,
        ((f"{WARD_4}\n\n", f"{WARD_4} "),),
        SAME,
        f"{WARD_4} {WARD_5}",
    ),
    "joined with the one before": (
        WARD_5,
        ((f"{WARD_4}\n\n", f"{WARD_4} "),),
        SAME,
        f"{WARD_4} {WARD_5}",
    ),
    # two alike
    "the other one of two alike was deleted": (
        "For example:@Money",
        (("For example:\n\n- the eye", "- the eye"),),
        SAME,
        "For example:@Money",
    ),
    "one of two alike was deleted": (
        "For example:@Money",
        (("For example:\n\n- the roof", "- the roof"),),
        GONE,
        "",
    ),
    "one paragraph beside one of two alike was edited": (
        "For example:@Money",
        ((REJECTED, "Signs were dear."),),
        DOUBTFUL,
        "For example:@Money",
    ),
    "another name and another figure in its place": (
        WARD_4,
        ((WARD_4, "Ward 7 has 12 beds and is open on most days of the week."),),
        GONE,
        "",
    ),
    "around two alike all was edited": (
        "For example:@Money",
        ((REJECTED, "Signs were dear."), ("- the roof of the old surgery", "- a school")),
        DOUBTFUL,
        "For example:@Money",
    ),
    "two alike, and their sections swapped": (
        "For example:@Money",
        (
            (PAPER[PAPER.index("## Wait") : PAPER.index("## Money")], ""),
            ("## Who", PAPER[PAPER.index("## Wait") : PAPER.index("## Money")] + "## Who"),
        ),
        SAME,
        "For example:@Money",
    ),
}


def article(markdown: str) -> Article:
    return Article("paper", "Paper", Path("paper.md"), lambda: read_passages("paper", markdown))


def edited(edits: Edits) -> Article:
    text = PAPER
    for old, new in edits:
        assert text.count(old) == 1, f"“{old}” is not there once"
        text = text.replace(old, new)
    return article(text)


def noted(wanted: str, paper: Article) -> Quote:
    text, _, heading = wanted.partition("@")
    found = [p for p in paper.passages if p.text == text and heading in {"", p.heading}]
    assert found, f"{wanted} is not in the paper"
    return quote_of(found[0], paper)


@pytest.mark.parametrize("name", CASES)
def test_a_note_stands_on_its_own_passage_says_that_it_changed_or_is_gone(name: str) -> None:
    wanted, edits, standing, text = CASES[name]
    finding = find_again(noted(wanted, article(PAPER)), edited(edits))
    if standing == GONE:
        assert finding.passage is None
        return
    assert finding.passage
    said, _, heading = text.partition("@")
    assert finding.passage.text == said
    assert heading in {"", finding.passage.heading}
    assert finding.standing is standing


# A paper in which “*” is noted, what became of it, how the note then stands, and on what (“*”).
REPEATED: dict[str, tuple[str, str, str]] = {
    "the first of two is deleted": (
        "# A|Six came.|*None.|Five went.|# B|Four met.|None.|Three left.",
        "# A|Six came.|Five went.|# B|Four met.|None.|Three left.",
        GONE,
    ),
    "the first passage of the paper is deleted, and stands again": (
        "*None.|Six came.|Five went.|None.|Four met.",
        "Six came.|Five went.|*None.|Four met.",
        MOVED,
    ),
    "only a full stop tells them apart": (
        "# A|Six came.|*None|# B|Four met.|None.",
        "# A|Six came.|# B|Four met.|None.",
        GONE,
    ),
    "copied into another section, and deleted": (
        "# A|Six came.|*Five of the ten went.|Four met.|# B|Three left.",
        "# A|Six came.|Four met.|# B|Three left.|*Five of the ten went.",
        MOVED,
    ),
    "copied among other sentences, and deleted": (
        "# A|Six came.|*Five of the ten went.|Four met.|# B|Three left.",
        "# A|Six came.|Four met.|# B|*Two sat. Five of the ten went. Three left.",
        MOVED,
    ),
    "said in two passages elsewhere, and deleted": (
        "# A|Six came.|*Five went. Two sat.|Four met.|# B|Three left.",
        "# A|Six came.|Four met.|# B|*Five went.|Two sat.|Three left.",
        MOVED,
    ),
    "beside it stands what stands in many places": (
        "# A|Six came.|*Five of the ten went.|None.|# B|Four met.|None.",
        "# A|Six came.|# B|Four met.|*Five of the ten went.|None.",
        MOVED,
    ),
    "a sentence before it was put in, and after it is what stands in many places": (
        "# A|Six came.|*Five of the ten went.|None.|# B|Four met.|None.",
        "# A|Six came.|Two sat.|*Five of the ten went.|None.|# B|Four met.|None.",
        SAME,
    ),
    "a section of the same sentences under the same heading is deleted": (
        "# A|Six came.|# To do|One.|*Two.|Three.|# B|Five went.|# To do|One.|Two.|Three.|# C",
        "# A|Six came.|# B|Five went.|# To do|One.|*Two.|Three.|# C",
        DOUBTFUL,
    ),
    "it is in the second section of the same sentences, and a paragraph was put in": (
        "# A|Six came.|# To do|One.|Two.|Three.|# B|Five went.|# To do|One.|*Two.|Three.|# C",
        "# A|Ten sat.|Six came.|# To do|One.|Two.|Three.|# B|Five went.|# To do|One.|*Two.|Three."
        "|# C",
        SAME,
    ),
    "a copy of its section was put in, and what stood after it edited": (
        "# A|Six came.|*Five of ten went.|Four met.|# B|Three left.",
        "# A|Six came.|Five of ten went.|All met.|# A|Six came.|*Five of ten went.|Four met.|# B",
        DOUBTFUL,
    ),
    "a copy was put in elsewhere": (
        "# A|Six came.|*Five of the ten went.|Four met.|# B|Three left.",
        "# A|Six came.|*Five of the ten went.|Four met.|# B|Three left.|Five of the ten went.",
        SAME,
    ),
    "it was edited where it stands, and the same words stand elsewhere": (
        "# A|Six came.|*The list is long.|Four met.|# B|Three left.|The list is long.",
        "# A|Six came.|*The list is not long.|Four met.|# B|Three left.|The list is long.",
        CHANGED,
    ),
    "nothing was done to a paper of the same lines": (
        "Yes.|" * 15 + "*Yes." + "|Yes." * 15,
        "Yes.|" * 15 + "*Yes." + "|Yes." * 15,
        SAME,
    ),
    "a question was made of it": (
        "# A|Six came.|*The list is long.|Four met.",
        "# A|Six came.|*The list is long?|Four met.",
        CHANGED,
    ),
    "another apostrophe changes the sense": (
        "# A|Six came.|*They were here.|Four met.",
        "# A|Six came.|*They we’re here.|Four met.",
        CHANGED,
    ),
}


def marked_paper(lines: str) -> tuple[Article, int]:
    """Return the paper, and the number of the passage that is marked."""
    every = lines.split("|")
    number = next((i for i, line in enumerate(every) if line.startswith("*")), -1)
    return article("\n\n".join(line.removeprefix("*") for line in every)), number


@pytest.mark.parametrize("name", REPEATED)
def test_a_note_is_never_without_a_word_on_the_same_words_in_another_place(name: str) -> None:
    before, after, standing = REPEATED[name]
    (paper, noted_on), (edition, number) = marked_paper(before), marked_paper(after)
    finding = find_again(quote_of(paper.passages[noted_on], paper), edition)
    assert (finding.passage.number if finding.passage else -1) == number
    if standing != GONE:
        assert finding.standing is standing


def test_a_paper_is_not_folded_as_a_whole_to_note_on_a_passage_of_it() -> None:
    paper = article("\n\n".join(f"Ward {i} is full." for i in range(3)))
    assert quote_of(paper.passages[1], paper).prefix == "Ward 0 is full."
    assert "folded" not in vars(paper)


def test_what_stands_around_is_kept_until_it_stands_nowhere_else() -> None:
    many = article("\n\n".join(f"Ward {i} is full.\n\nNone." for i in range(2_500)))
    quote = quote_of(many.passages[2], many)
    assert quote.prefix == "Ward 0 is full.\nNone."
    assert quote.suffix == "None.\nWard 2 is full."


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("The roof is to be replaced.", SAME),
        ("The roof is to be replaced, at 30,000 pounds.", CHANGED),
        ("The roof is to be replaced.\n\nIt leaks.", SAME),
        ("Quite another matter was discussed.", None),
    ],
)
def test_a_note_on_all_that_a_paper_says_knows_that_more_was_added(
    text: str, standing: Standing | None
) -> None:
    alone = article("The roof is to be replaced.")
    found = find_again(quote_of(alone.passages[0], alone), article(text))
    assert (found.standing if found.passage else None) is standing


def test_a_note_of_old_that_knows_nothing_around_it_is_never_put_on_other_words() -> None:
    """Old notebooks have the first words of a passage, and its number where others were alike."""
    for changed in (NORTH.replace("nine", "ten"), "Team South cut its waits by nine per cent."):
        found = find_again(Quote("Team North cut its waits by nine"), edited(((NORTH, changed),)))
        assert found.passage is None
        assert found.nearest
    spelt = edited(((LIST, LIST.replace("patients", "patient")),))
    found = find_again(Quote("Nobody knows who owns the list of patients"), spelt)
    assert found.passage
    assert found.standing is CHANGED
    assert find_again(Quote("who owns the list"), article(PAPER)).standing is SAME
    assert find_again(Quote("WHO OWNS THE LIST"), article(PAPER)).passage


def test_a_note_of_old_on_one_of_two_alike_stays_unless_one_is_gone() -> None:
    paper = article(PAPER)
    second = [p.number for p in paper.passages if p.text == "For example:"][1]
    found = find_again(Quote("For example:", near=second), paper)
    assert found.passage is paper.passages[second]
    assert found.standing is SAME
    alone = edited((("For example:\n\n- the roof", "- the roof"),))
    found = find_again(Quote("For example:", near=second), alone)
    assert found.passage is None
    assert found.nearest


@pytest.mark.parametrize(
    ("one", "other", "kinds"),
    [
        ("the colour of it", "the color of it", {"spelling"}),
        ("costs increase", "costs decrease", {"word"}),
        ("it is legal", "it is illegal", {"word"}),
        ("a report", "a new report", {"word"}),
        ("seven wards", "eight wards", {"figure"}),
        ("at 7.5%", "at 7.6%", {"figure"}),
        ("by Monday", "by Friday", {"figure"}),
        ("they can", "they can’t", {"figure"}),
        ("it is so", "it is not so", {"figure"}),
        ("for Team North", "for Team South", {"name"}),
        ("Ward 4 is full", "Ward 5 is full", {"name"}),
        ("Northfield is full", "Southfield is full", {"word"}),
        ("He met. The board left", "He met. A board left", {"word"}),
    ],
)
def test_texts_differ_in_names_figures_spelling_or_words(
    one: str, other: str, kinds: set[str]
) -> None:
    assert compare(one, other)[1] == kinds
    assert compare(one, one) == (1.0, frozenset())


@pytest.mark.parametrize("words", ["", " ", "—", "nobody wrote this at all"])
def test_words_that_are_nowhere_are_gone(words: str) -> None:
    assert find_again(Quote(words), article(PAPER)).passage is None
    assert find_again(Quote(words, heading="Money"), article("")).passage is None


def test_an_edit_that_two_passages_may_be_is_neither() -> None:
    paper = article(
        "The committee met in a hall on Monday.\n\nThe committee met in a hall on Friday."
    )
    found = find_again(Quote("The comittee met in a hall"), paper)
    assert found.passage is None
    assert found.nearest


def test_what_is_not_sure_is_said_in_words() -> None:
    paper = article("“Six came.”\n\nFive went.")
    passage, other = paper.passages
    quote = quote_of(passage, paper)
    assert doubt(quote, find_again(quote, paper)) == ""
    assert doubt(quote, Finding(nearest=other)) == ""
    assert doubt(quote, Finding(other, CHANGED)) == (
        "the words have changed since; they were “Six came.”"
    )
    assert "other passages have or had the same words" in doubt(quote, Finding(passage, DOUBTFUL))
    said = quote._replace(speaker="Dr Ash")
    assert doubt(said, Finding(passage, CHANGED)) == (
        "they were given as the words of Dr Ash when the note was written"
    )
    beside = "the same words stood beside other passages when the note was written"
    assert doubt(quote, Finding(passage, MOVED)) == beside
    under = quote._replace(heading="Money")
    assert "the same words stood under “Money”" in doubt(under, Finding(passage, MOVED))


def test_signs_stand_to_the_letter() -> None:
    paper = article("a\n\n\\* \\* \\*\n\nb")
    assert paper.passages[1].text == "* * *"
    assert find_again(quote_of(paper.passages[1], paper), paper).passage is paper.passages[1]


@given(
    st.lists(
        st.sampled_from(["a", "b.", "A b", "1", "—", "not a", "a | b"]), min_size=1, max_size=9
    )
)
def test_in_a_paper_that_nobody_edited_every_note_stays(texts: list[str]) -> None:
    paper = article("")
    paper.__dict__["passages"] = tuple(
        Passage("paper", i, PassageKind.PARAGRAPH, text) for i, text in enumerate(texts)
    )
    for passage in paper.passages:
        found = find_again(quote_of(passage, paper), paper)
        if texts.count(passage.text) == 1 or (len(texts) > 1 and passage.number):
            assert found.passage
            assert found.passage.text == passage.text


@pytest.mark.usefixtures("must_end")
def test_fifty_notes_are_looked_for_in_ten_thousand_passages() -> None:
    paper = article("\n\n".join(f"{'word ' * 60}{i} of the ward {i * 7}" for i in range(10_000)))
    for number in range(0, 5_000, 100):
        quote = quote_of(paper.passages[number], paper)
        changed = quote._replace(words=quote.words.replace(" of the ", " in another "))
        assert find_again(changed, paper).passage is paper.passages[number]


@pytest.mark.usefixtures("must_end")
def test_a_long_passage_is_not_put_together_from_thousands_of_short_ones() -> None:
    paper = article(f"# A\n\n{'yes ' * 2_400}no.\n\nLast.")
    quote = quote_of(paper.passages[1], paper)
    short = article("# A\n\n" + "\n\n".join(["yes"] * 4_000))
    assert find_again(quote, short).passage is None
