"""The sketches that are kept: an add reads only what is new, and never believes a damaged file."""

import random
from pathlib import Path

import pytest

from ccgbrief import paths
from ccgbrief.pack_editing import Options, Outcome, add_papers, near_duplicates, remove_article
from tests.conftest import LONG
from tests.pack_editing.test_adding import outcomes, put
from tests.pack_editing.test_near_duplicates import text

pytestmark = pytest.mark.usefixtures("here")


@pytest.fixture
def full(folder: Path, tmp_path: Path) -> Path:
    files = [put(tmp_path, f"{i}.txt", f"Paper {i}\n\n{text(i)}") for i in range(8)]
    add_papers(files, folder, Options())
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the articles that are read, as they are."""
    names: list[str] = []
    real = near_duplicates.read_article

    def noted(file: Path) -> str:
        names.append(file.stem)
        return real(file)

    monkeypatch.setattr(near_duplicates, "read_article", noted)
    return names


def test_an_add_reads_no_article_that_it_knows(full: Path, tmp_path: Path, read: list[str]) -> None:
    new = put(tmp_path, "new.txt", f"New\n\n{text(50)}")
    assert outcomes(add_papers([new], full, Options())) == ["added"]
    assert read == []


def test_an_add_reads_what_was_changed_by_hand_and_forgets_what_is_gone(
    full: Path, tmp_path: Path, read: list[str]
) -> None:
    article = full / "articles" / "paper-3.md"
    article.write_text(article.read_text("utf-8").replace(text(3), text(30)), "utf-8")
    remove_article(full, "paper-4")
    copies = [put(tmp_path, f"n{i}.txt", f"N\n\n{text(i).lower()}") for i in (30, 3, 4, 5)]
    results = add_papers(copies, full, Options())
    assert outcomes(results) == ["duplicate", "added", "added", "duplicate"]
    assert read == ["paper-3"]


def test_what_was_not_put_into_the_pack_is_not_known(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = put(tmp_path, "new.txt", f"New\n\n{text(50)}")
    with monkeypatch.context() as failing:
        failing.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space")))
        with pytest.raises(Exception, match="no space"):
            add_papers([new], full, Options())
    assert outcomes(add_papers([new], full, Options())) == ["added"]


@pytest.mark.parametrize("seed", range(10 * LONG))
def test_a_damaged_file_of_sketches_is_healed(full: Path, tmp_path: Path, seed: int) -> None:
    some = random.Random(seed)
    file = paths.sketches_file(full)
    data = bytearray(file.read_bytes())
    for _ in range(some.choice([1, 20])):
        start = some.randrange(len(data))
        data[start : start + some.choice([1, 100, 4096])] = some.randbytes(some.choice([1, 100]))
    file.write_bytes(data[: some.choice([len(data), len(data) // 2])])
    for number in range(8):
        poor = put(tmp_path, "poor.txt", f"Poor\n\n{text(number).lower().replace('.', '')}")
        (result,) = add_papers([poor], full, Options())
        assert (result.outcome, result.article) == (Outcome.DUPLICATE, f"paper-{number}")
    assert file.read_bytes()


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "a-file", "")
    monkeypatch.setattr(paths, "sketches_file", lambda _: tmp_path / "a-file" / "x")
    one = put(tmp_path, "one.txt", f"One\n\n{text(1)}")
    assert outcomes(add_papers([one], folder, Options())) == ["added"]
    assert outcomes(add_papers([one], folder, Options())) == ["duplicate"]
