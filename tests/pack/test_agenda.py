"""The agenda of a pack: its items, their pages, and what may be wrong with it."""

from pathlib import Path
from unittest.mock import patch

import pytest

from ccgbrief.pack import (
    AgendaItem,
    PackError,
    Page,
    beginning_of_note,
    check_pack,
    named_item,
    pages_of,
    read_pack,
)
from ccgbrief.pack.agenda import number_key

ITEM = '[[item]]\nnumber = "5"\ntitle = "Fees"\narticle = "fees"\npages = "2–3"\nlead = "Chair"\n'
PAPER = """+++
title = "Fees"
+++

<!-- page 1 -->

One.

<!-- page 2 -->

Two.

<!-- page 3 -->

Three.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "fees.md").write_text(PAPER, "utf-8")
    manifest = 'format = 1\nid = "board"\ntitle = "The board"\narticles = ["fees"]\n'
    (tmp_path / "pack.toml").write_text(manifest, "utf-8")
    return tmp_path


def with_agenda(folder: Path, text: str) -> Path:
    (folder / "agenda.toml").write_text(text, "utf-8")
    return folder


def test_a_pack_has_the_items_of_its_agenda(folder: Path) -> None:
    pack = read_pack(with_agenda(folder, ITEM))
    assert pack.agenda == (AgendaItem("Fees", "5", "fees", "2–3", "Chair"),)
    assert check_pack(folder) == []


def test_an_item_whose_paper_is_not_known_is_shown_without_it_and_told(folder: Path) -> None:
    pack = read_pack(with_agenda(folder, ITEM.replace('"fees"', '"fee"')))
    assert [item.title for item in pack.agenda] == ["Fees"]
    said = (
        f"{folder / 'agenda.toml'}:4: article: “fee” is not known; write fees; until then that item"
    )
    assert pack.hidden == f"{said} has no paper"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            ITEM,
            "number them apart; until then notes that name it are under the other",
        ),
        ('[[item]]\ntitle = "x"\nnumber = 4.10', 'is not a text; write number = "4.10"'),
        ('[[item]]\ntitle = "x"\narticel = "fees"', "write article; until then it is passed over"),
        (
            '[[items]]\ntitle = "x"',
            "write item; until then it is passed",
        ),
    ],
)
def test_what_of_an_agenda_is_not_as_it_was_meant_is_told(
    folder: Path, more: str, said: str
) -> None:
    pack = read_pack(with_agenda(folder, f"{ITEM}\n{more}\n"))
    assert said in pack.hidden


def test_a_pack_needs_no_agenda(folder: Path) -> None:
    assert read_pack(folder).agenda == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[[item]\n", "is not valid TOML"),
        ('[[item]]\nnumber = "5"\n', "agenda.toml:1: title: is missing"),
        ("[[iten]]\n", "iten: is not a known key; write item"),
        ("item = 5\n", "item: is not a list of tables"),
    ],
)
def test_a_bad_file_is_one_line_and_the_pack_opens(folder: Path, text: str, reason: str) -> None:
    pack = read_pack(with_agenda(folder, text))
    assert pack.agenda == ()
    (problem,) = pack.problems
    assert reason in str(problem)
    assert problem.fatal
    assert check_pack(folder) == [problem]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('"2–3"', "[2, 3]"), "agenda.toml:5: pages: is not a text; write pages = “…”"),
        (('"5"', "true"), "agenda.toml:2: number: is not a text; write number = “…”"),
        (('"Fees"', '""'), "agenda.toml:3: title: is missing; write title = “…”"),
        (('"Chair"', "{}"), "agenda.toml:6: lead: is not a text; write lead = “…”"),
    ],
)
def test_of_an_agenda_only_the_item_with_the_mistake_is_left_out(
    folder: Path, change: tuple[str, str], reason: str
) -> None:
    last = '\n[[item]]\ntitle = "Close"\n'
    pack = read_pack(with_agenda(folder, ITEM.replace(*change) + last))
    assert pack.agenda == (AgendaItem("Close"),)
    (problem,) = pack.problems
    assert str(problem).replace('"…"', "“…”").endswith(reason)


def test_a_number_on_an_agenda_need_not_be_in_quotation_marks(folder: Path) -> None:
    pack = read_pack(with_agenda(folder, ITEM.replace('"5"', "5")))
    assert pack.agenda[0].number == "5"
    assert pack.problems == ()


def test_mistakes_in_other_files_keep_a_pack_from_opening(folder: Path) -> None:
    (folder / "duties.toml").write_text("[[duty]]\n", "utf-8")
    with pytest.raises(PackError, match=r"duties\.toml"):
        read_pack(with_agenda(folder, "[[item]]\n"))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            ('"2–3"', '"3–9"'),
            "agenda.toml:5: pages: “3–9” is not a page or a range of pages of fees; it has 1–3",
        ),
        (('"2–3"', '"3–2"'), "“3–2” is not a page or a range of pages of fees"),
        (('"fees"', '"fee"'), "agenda.toml:4: article: “fee” is not known; write fees"),
        (('article = "fees"\n', ""), "pages: is given without an article"),
    ],
)
def test_articles_and_pages_that_are_not_there_are_reported(
    folder: Path, change: tuple[str, str], problem: str
) -> None:
    (found,) = check_pack(with_agenda(folder, ITEM.replace(*change)))
    assert problem in str(found)
    read_pack(folder)


def test_a_number_of_two_items_is_reported(folder: Path) -> None:
    (found,) = check_pack(with_agenda(folder, f'{ITEM}\n[[item]]\nnumber = "5"\ntitle = "Close"\n'))
    assert "agenda.toml:9: number: “5” is the number of another item" in str(found)


def test_pages_of_an_article_without_any_are_reported(folder: Path) -> None:
    (folder / "articles" / "fees.md").write_text('+++\ntitle = "Fees"\n+++\n\nOne.\n', "utf-8")
    (found,) = check_pack(with_agenda(folder, ITEM))
    assert str(found).endswith("of fees; it has none")


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("", "i A-1 A-2 7"),
        ("7", "7"),
        ("A-1", "A-1"),
        ("A-1-A-2", "A-1 A-2"),
        ("i – 7", "i A-1 A-2 7"),
        ("8", None),
        ("7–i", None),
    ],
)
def test_pages_are_named_by_their_labels(pages: str, expected: str | None) -> None:
    there = [Page(label) for label in ("i", "i", "A-1", "A-2", "7")]
    found = pages_of(AgendaItem("Fees", pages=pages), there)
    assert found == (None if expected is None else tuple(map(Page, expected.split())))


@pytest.mark.parametrize(
    ("item", "begins"),
    [
        (AgendaItem("Roof", "4a"), "Item 4a: "),
        (AgendaItem("Roof", "IV (b)"), "Item IV (b): "),
        (AgendaItem("Any other business"), "Item Any other business: "),
        (AgendaItem("Roof: north", "The twenty-fourth item of all"), "Item Roof: north: "),
        (AgendaItem("Ponds", "3"), ""),  # as another item is called
    ],
)
def test_a_note_on_an_item_begins_so_that_it_is_under_that_item(
    item: AgendaItem, begins: str
) -> None:
    agenda = (AgendaItem("Ponds", "3"), item, AgendaItem("Apologies", "1"))
    assert beginning_of_note(1, agenda) == begins
    assert not begins or named_item(f"{begins}it leaks", agenda) == (1, len(begins) - 1)


def test_items_with_a_sign_for_a_number_have_none(folder: Path) -> None:
    items = '[[item]]\nnumber = "—"\ntitle = "A"\n[[item]]\nnumber = "—"\ntitle = "B"\n'
    pack = read_pack(with_agenda(folder, items))
    assert pack.hidden == ""
    assert named_item("Item —: x", pack.agenda) is None
    assert beginning_of_note(1, pack.agenda) == "Item B: "


def test_an_agenda_of_any_length_is_looked_through_once() -> None:
    """From 1,001 items on each item looked at all others anew."""
    agenda = tuple(AgendaItem(f"Thing {number}", str(number)) for number in range(1_200))
    with patch("ccgbrief.pack.agenda.number_key", wraps=number_key) as looks:
        begun = [beginning_of_note(at, agenda) for at in range(len(agenda))]
    assert begun[1_100] == "Item 1100: "
    assert looks.call_count < 3 * len(agenda)
