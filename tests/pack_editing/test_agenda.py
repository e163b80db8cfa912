"""The agenda that a pack gets of papers that are split at their bookmarks."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import tomli

from ccgbrief.pack import AgendaItem, check_pack, read_pack
from ccgbrief.pack_editing import Added, Options, Outcome, add_papers
from ccgbrief.pack_editing.manifest import with_items
from tests.paper_files import BOARD_PACK, TEXT, bookmarked, column, pdf


def add(folder: Path, *files: Path) -> Sequence[Added]:
    return add_papers(files, folder, Options(split=True))


def written(folder: Path, name: str, data: bytes) -> Path:
    file = folder.parent / name
    file.write_bytes(data)
    return file


@pytest.mark.usefixtures("here")
def test_a_pack_that_is_divided_gets_its_agenda(folder: Path) -> None:
    results = add(folder, written(folder, "board.pdf", BOARD_PACK))
    assert [r.outcome for r in results] == [Outcome.ADDED] * 4
    assert results[-1].sentences[-1] == "agenda.toml lists its items."
    assert read_pack(folder).agenda == (
        AgendaItem("Minutes", "1", results[1].article, "2"),
        AgendaItem("Report of the chair", "2", results[2].article, "3"),
        AgendaItem("Finance", "3", results[3].article, "4"),
    )
    assert [p for p in check_pack(folder) if p.file.name == "agenda.toml"] == []


@pytest.mark.usefixtures("here")
def test_items_of_further_papers_are_added_and_none_twice(folder: Path) -> None:
    first = written(folder, "board.pdf", BOARD_PACK)
    late = bookmarked(
        [["Fees", "Another sum."], ["Rents", "A third."]], [("Fees", 0, 0), ("Rents", 0, 1)]
    )
    add(folder, first)
    agenda = folder / "agenda.toml"
    agenda.write_text(agenda.read_text("utf-8").replace('lead = ""', 'lead = "Dr Ash"', 1), "utf-8")
    add(folder, first)
    results = add(folder, written(folder, "late.pdf", late))
    items = read_pack(folder).agenda
    assert [item.title for item in items] == [
        "Minutes",
        "Report of the chair",
        "Finance",
        "Fees",
        "Rents",
    ]
    assert (items[0].lead, items[-1].article) == ("Dr Ash", results[-1].article)


@pytest.mark.usefixtures("here")
def test_the_readers_own_agenda_is_left_alone(folder: Path) -> None:
    own = b'[[item]]\ntitle = "Tea"\n'
    (folder / "agenda.toml").write_bytes(own)
    results = add(folder, written(folder, "board.pdf", BOARD_PACK))
    assert (folder / "agenda.toml").read_bytes() == own
    assert results[-1].sentences[-1] == "agenda.toml is your own and was left as it is."


@pytest.mark.usefixtures("here")
def test_an_agenda_without_room_is_left_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccgbrief.pack_editing.adding.MAX_TABLE_BYTES", 100)
    results = add(folder, written(folder, "board.pdf", BOARD_PACK))
    assert (
        results[-1].sentences[-1] == "agenda.toml has no room for its items and was left as it is."
    )
    assert not (folder / "agenda.toml").exists()


@pytest.mark.usefixtures("here")
def test_a_paper_without_bookmarks_is_not_divided_and_says_so(folder: Path) -> None:
    (result,) = add(folder, written(folder, "a.pdf", pdf([column(TEXT)])))
    assert result.sentences[-1] == (
        "It has no bookmarks at which --split could divide it, and is one article."
    )
    assert not (folder / "agenda.toml").exists()


PARTS = ("Wards", "Clinics", "Homes")
SAME = [f"The governing body noted the report and thanked the {n} who wrote it." for n in range(30)]


def test_items_that_say_nearly_the_same_are_all_added(folder: Path) -> None:
    same = [[f"{number}. {part}.", *SAME] for number, part in enumerate(PARTS, 1)]
    marks = [(f"{page + 1}. {part}", 0, page) for page, part in enumerate(PARTS)]
    results = add(folder, written(folder, "board.pdf", bookmarked(same, marks)))
    assert [result.outcome for result in results] == [Outcome.ADDED] * 3
    assert len({result.article for result in results}) == 3


def test_a_number_that_is_on_the_agenda_already_is_not_given_to_a_second_item() -> None:
    first = with_items("", [AgendaItem("Apologies", "1", "apologies")])
    both = with_items(first, [AgendaItem("Late paper", "1", "late-paper")])
    assert [item["number"] for item in tomli.loads(both)["item"]] == ["1", ""]
