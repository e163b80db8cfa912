"""The five papers that this program began with, where they lie beside the checkout."""

from pathlib import Path
from typing import NamedTuple

import pytest

from ccgbrief.importers import Added, Options, Outcome, add_papers, new_pack
from ccgbrief.pack import Article, PassageKind, check_pack, read_pack

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the papers are not in the repository")

FURNITURE = {
    "001": [*range(1, 9), 12, 13, 37, *range(39, 51)],
    "002": [7, 19, 35, 51],
    "003": [3, 9, 11, 24, 26, 44, 46, 66, 67, 68, 69, 71, 73, 75, 77],
    "004": [27, 29],
}
"""Lines of each file that are no part of its article."""


class Cleaned(NamedTuple):
    """The papers as they were added."""

    folder: Path
    results: list[Added]


@pytest.fixture(scope="module")
def cleaned(tmp_path_factory: pytest.TempPathFactory) -> Cleaned:
    folder = tmp_path_factory.mktemp("seeds") / "pack"
    new_pack(folder)
    return Cleaned(folder, add_papers([SEEDS], folder, Options()))


def lines(number: str) -> list[str]:
    (file,) = SEEDS.glob(f"{number}_*")
    return [" ".join(line.split()) for line in file.read_text("utf-8").split("\n")]


def test_five_files_become_four_clean_articles_and_one_told_copy(cleaned: Cleaned) -> None:
    folder, results = cleaned
    assert [r.outcome for r in results] == [Outcome.DUPLICATE, *[Outcome.ADDED] * 4]
    assert results[0].article == results[1].article or "001_" in results[0].sentences[0]
    for result, number in zip(results[1:], FURNITURE, strict=True):
        wanted = [lines(number)[n - 1] for n in FURNITURE[number]]
        assert [line.text for line in result.left_out] == [line for line in wanted if line]
    assert check_pack(folder) == []


def test_every_other_line_is_in_its_article(cleaned: Cleaned) -> None:
    folder, results = cleaned
    for result, number in zip(results[1:], FURNITURE, strict=True):
        article = read_pack(folder).article(result.article)
        assert article
        whole = plain(" ".join([article.title, *(p.text for p in article.passages)]))
        for n, line in enumerate(lines(number), start=1):
            if n not in FURNITURE[number]:
                assert plain(line.lstrip("•12345. ")) in whole


def plain(text: str) -> str:
    return " ".join(text.replace("“", "").replace("”", "").split())


def test_the_people_in_them_are_the_speakers_of_their_words(cleaned: Cleaned) -> None:
    folder = cleaned.folder
    speakers = [s for article in read_pack(folder).articles[1:] for s in said_by(article)]
    assert speakers == [
        "Nuffield Trust and the King’s Fund",
        "NHS England",
        "A practice manager",
        "Jeremy Hunt",
        "One CCG leader",
        "One CCG leader",
        "Sir David Nicholson",
        "Jeremy Hunt",
        "One CCG leader",
        "Another CCG leader",
        "Another CCG leader",
        "Steve Kell",
        "Rosamond Roughton",
    ]


def said_by(article: Article) -> list[str]:
    return [p.speaker for p in article.passages if p.kind is PassageKind.QUOTATION]
