"""Near-duplicates: a copy is known whatever it lost; another edition is not a copy."""

import random
import re

from ccgbrief.documents.likeness import Shelf, is_copy, other_figures, shared, sketch

WORDS = re.findall(
    r"\S+",
    "board group practice budget review contract quality primary care local team service patient "
    "report member governance resources information responsibility arrangements committee "
    "interest decision nurse meeting quarter finance hospital community under-resourced mill’s",
)


def text(seed: int, length: int = 600) -> str:
    """Make sentences of everyday words, always the same for a seed."""
    some = random.Random(seed)
    words = [some.choice(WORDS) for _ in range(length)]
    for i in range(0, length, 12):
        words[i] = words[i].capitalize()
        words[i - 1] += "."
    return " ".join(words)


def test_a_copy_without_marks_capitals_and_line_ends_is_a_copy() -> None:
    whole = text(1)
    poor = whole.lower().replace(".", "").replace("-", "").replace("’", "")
    assert is_copy(sketch(whole), sketch(poor))
    assert sketch(whole).merit > sketch(poor).merit


def test_a_copy_with_furniture_around_it_is_a_copy() -> None:
    assert is_copy(sketch(text(1)), sketch(f"{text(2, 80)} {text(1)} {text(3, 80)}"))


def test_papers_on_one_subject_are_no_copies() -> None:
    assert not is_copy(sketch(text(1)), sketch(text(2)))


def test_a_part_of_a_paper_is_no_copy_of_it() -> None:
    assert not is_copy(sketch(text(1)), sketch(text(1) + text(2, 6000)))


def test_two_months_of_a_report_are_two_editions() -> None:
    april = sketch(f"{text(1)} In April 2026 there were 214 calls.")
    june = sketch(f"{text(1)} In June 2026 there were 198 calls.")
    assert is_copy(april, june)
    assert other_figures(april, june) == ("214", "april")


def test_a_copy_that_lost_its_figures_is_no_edition() -> None:
    whole = sketch(f"{text(1)} In April 2026 there were 214 calls.")
    assert other_figures(sketch(text(1)), whole) == ()


def test_may_is_a_month_only_with_its_capital() -> None:
    assert "may" in sketch("The report for May is here.").figures
    assert "may" not in sketch("The board may agree.").figures


def test_what_two_long_papers_share_is_told_within_a_few_per_cent() -> None:
    halves = sketch(text(1, 20_000)), sketch(text(1, 20_000)[:60_000] + text(2, 11_000))
    assert 0.4 < shared(*halves) < 0.7


def test_a_copy_is_found_among_many_editions_of_one_report() -> None:
    shelf = Shelf()
    for month in range(60):
        shelf.put(f"m{month}", sketch(f"{text(1)} {text(100 + month, 60)}"))
    assert shelf.like(sketch(f"{text(1)} {text(140, 60)}"))[0] == "m40"


def test_looking_up_a_paper_compares_a_few_however_many_there_are() -> None:
    """The cost must grow with the number of papers and not with its square."""
    shelf = Shelf()
    for i in range(200):
        shelf.put(str(i), sketch(f"{text(1, 100)} {text(i, 100)}"))
    assert len(shelf.candidates(sketch(f"{text(1, 100)} {text(7, 100)}"))) <= 8


def test_a_paper_taken_off_the_shelf_is_not_found() -> None:
    shelf = Shelf()
    shelf.put("a", sketch(text(1)))
    assert shelf.like(sketch(text(1))) == ["a"]
    shelf.take_off("a")
    assert shelf.like(sketch(text(1))) == []
