"""Title, author, date and publication: told where they are certain, and never made up."""

import pytest

from ccgbrief.pack import PassageKind
from ccgbrief.pack_editing.names import article_id, label
from ccgbrief.papers.article import ReadingOptions, make_draft
from ccgbrief.papers.cleanup import tidied
from ccgbrief.papers.metadata import Details, details_of
from ccgbrief.papers.paper import Block, Paper
from tests.papers.conftest import Read

PROSE = "The boards of three towns agreed last week that they would look after their surgeries."
NOTHING = Details()


def certain(paper: Paper, name: str = "x9.txt", given: Details = NOTHING) -> tuple[Details, bool]:
    return details_of(paper, tidied(paper.blocks)[0], name, given)


def details(paper: Paper, name: str = "x9.txt", given: Details = NOTHING) -> Details:
    return certain(paper, name, given)[0]


def test_a_first_line_that_stands_alone_is_the_title(read: Read) -> None:
    found, is_certain = certain(read("a.txt", f"Surgeries come together\n\n{PROSE}"))
    assert (found.title, is_certain) == ("Surgeries come together", True)


@pytest.mark.parametrize(
    ("above", "title", "is_certain"),
    [
        ("Surgeries come together\n\nBy Ann Example\n\n", "Surgeries come together", True),
        ("Home\nNews\nSport\n\nSurgeries come together\n\n", "Surgeries come together", False),
        ("Home\n\nNews\n\nSport\n\nWeather\n\n", "News", False),
    ],
    ids=["a title", "below a menu", "a menu"],
)
def test_the_first_line_of_a_page_that_was_copied_whole_is_hardly_its_title(
    read: Read, above: str, title: str, is_certain: bool
) -> None:
    found, certainly = certain(read("a.txt", f"{above}{PROSE}\n\n{PROSE}"))
    assert (found.title, certainly) == (title, is_certain)


def test_a_line_further_down_that_may_be_the_title_stays_in_its_place(read: Read) -> None:
    text = f"it begins on this page\n\nThe second page\n\n{PROSE} {PROSE} {PROSE}"
    draft = make_draft(read("x9.txt", text), "x9.txt", ReadingOptions())
    assert draft.details.title == "The second page"
    first, second, *_ = filter(None, draft.text.split("+++")[2].split("\n"))
    assert (first, second) == ("it begins on this page", "The second page")


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("x9.txt", "Beds are few\nand far.\n\nThe second page\n\nMay.", "Beds are few"),
        (
            "x9.txt",
            "# Beds that are kept by one or more\n# of the lists.",
            "# Beds that are kept by one or …",
        ),
        ("x9.md", f"```\nbeds = {'ward + ' * 5}1\n```\n\nMay.", "beds = ward + ward + ward + …"),
    ],
    ids=["a heading", "the first of several lines", "code"],
)
def test_what_is_no_title_stays_in_its_place(read: Read, name: str, text: str, title: str) -> None:
    draft = make_draft(read(name, text), name, ReadingOptions())
    assert draft.details.title == title
    lines = [line.lstrip("#\\ ") for line in draft.text.split("+++")[2].split("\n") if line]
    assert lines == [line.lstrip("# ") for line in text.split("\n") if line]


def test_a_title_that_returns_stays_where_it_returns(read: Read) -> None:
    text = "# The mill\n\nIt stands.\n\n## The mill\n\nIt falls.\n"
    draft = make_draft(read("a.md", text), "a.md", ReadingOptions())
    assert draft.details.title == "The mill"
    assert draft.text.endswith(f"+++\n\n{text}")


def test_a_title_that_is_a_guess_is_no_heading(read: Read) -> None:
    draft = make_draft(read("a.txt", f"{PROSE}\n\n{PROSE}"), "a.txt", ReadingOptions())
    assert not draft.is_title_certain
    assert draft.text.endswith(f"+++\n\n{PROSE}\n\n{PROSE}\n")


def test_without_a_title_the_files_name_or_the_first_words_stand_for_one(read: Read) -> None:
    paper = read("a.txt", f"{PROSE}\n\n{PROSE}")
    by_name, is_certain = certain(paper, "board-pack_november 2026.txt")
    assert (by_name.title, is_certain) == ("Board pack november 2026", False)
    by_words, is_certain = certain(paper, "002_d641d641.txt")
    assert (by_words.title, is_certain) == ("The boards of three towns agreed last week …", False)


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft Word - a.doc",
        "untitled",
        "untitled-1",
        "about:blank",
        "report.pdf",
        "",
        "Slide 1",
    ],
)
def test_titles_that_programs_make_up_are_none(read: Read, title: str) -> None:
    found = details(Paper(read("a.txt", PROSE).blocks, title=title), "the mill.pdf")
    assert found.title == "The mill"


@pytest.mark.parametrize(
    "author",
    [
        "jsmith",
        "Administrator",
        "a.b@example.org",
        "python-docx",
        "Windows User",
        "Microsoft Office User",
        "Preferred Customer",
        "PScript5.dll Version 5.2.2",
    ],
)
def test_names_of_accounts_are_no_authors(read: Read, author: str) -> None:
    assert details(Paper(read("a.txt", PROSE).blocks, author=author)).author == ""


def test_what_is_given_goes_before_everything(read: Read) -> None:
    given = Details("T", "A B", "P", "2014")
    assert (
        details(read("a.txt", f"Come together\n\nBy Ann Example\n\n{PROSE}"), given=given) == given
    )


def test_a_name_whose_accents_stand_apart_is_a_title_of_whole_words(read: Read) -> None:
    paper = Paper(read("a.txt", PROSE).blocks)
    assert (
        details(paper, "Pre\u0301visions budge\u0301taires.txt").title == "Prévisions budgétaires"
    )


def test_ids_are_plain_short_and_each_different() -> None:
    assert article_id("Dr. Brún’s “Mill”: 2nd report", ()) == "dr-bruns-mill-2nd-report"
    assert article_id("Mill", {"mill", "mill-2"}) == "mill-3"
    assert article_id("…", ()) == "paper"
    assert article_id("word " * 30, ()) == "word-word-word-word-word-word-word-word-word"


def test_a_long_title_has_a_short_label() -> None:
    assert label("The mill") == ""
    assert label("The mill at the end of the road to the sea") == "The mill at the end of …"


@pytest.mark.parametrize(
    ("title", "published", "short"),
    [
        ("Board paper 12: Finance report", "", "12: Finance report"),
        ("Board paper – the mill at the end of the long road", "", "The mill at the end of …"),
        ("Board paper", "May 2026", "May 2026"),
        ("Board paper", "", "Board paper"),
        ("The mill", "", ""),
        ("Board minutes", "", ""),
    ],
)
def test_a_label_leaves_off_the_words_with_which_others_begin(
    title: str, published: str, short: str
) -> None:
    assert label(title, ["Board paper 3", "The board"], published) == short


def test_the_id_of_a_title_in_other_letters_is_that_of_its_file() -> None:
    assert article_id("Руководство для Debian", (), "debmake-doc.ru") == "debmake-doc-ru"
    assert article_id("Руководство для Debian", (), "файл") == "debian"
    assert article_id("A guide", (), "x") == "a-guide"


def test_a_markdown_title_of_the_files_name_is_the_title(read: Read) -> None:
    text = "# Transport\n\nVolunteer drivers carry forty patients a week to hospital."
    draft = make_draft(read("transport.md", text), "transport.md", ReadingOptions())
    assert draft.details.title == "Transport"


def test_a_table_at_the_end_of_a_paper_is_no_name_of_its_author() -> None:
    paragraph = Block(PassageKind.PARAGRAPH, "It met on Monday.")
    table = Block(PassageKind.ROW, "", rows=(("Beds", "7"), ("Staff", "9")), heads=0)
    paper = Paper((paragraph, paragraph, table, paragraph), title="The board")
    assert make_draft(paper, "board.pdf", ReadingOptions()).details.author == ""
