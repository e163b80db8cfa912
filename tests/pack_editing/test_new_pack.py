"""A new pack: it passes its own check, and so do the examples once their marks are gone."""

import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unicodedata import normalize

import pytest

from ccgbrief.pack import check_pack, read_pack
from ccgbrief.pack_editing import PaperError, new_pack, transaction
from ccgbrief.pack_editing.names import article_id, pack_id
from ccgbrief.pack_editing.transaction import Transaction, _Step
from ccgbrief.paths import notebook_file, shipped_pack

TABLES = ["focus-areas.toml", "duties.toml", "figures.toml", "glossary.toml", "plain-words.toml"]


apply = Transaction._apply


def made_but_the_last(change: Transaction, step: _Step, staged: Path | None) -> list[str]:
    if step.name == "pack.toml":
        raise KeyboardInterrupt
    return apply(change, step, staged)


def test_a_new_pack_has_no_fault(tmp_path: Path) -> None:
    manifest = new_pack(tmp_path / "my board").manifest
    assert manifest == tmp_path / "my board" / "pack.toml"
    pack = read_pack(manifest.parent)
    assert (pack.id, pack.title) == ("my-board", "my board")
    assert check_pack(manifest.parent) == []


def test_packs_of_one_name_that_are_made_at_once_get_ids_of_their_own(tmp_path: Path) -> None:
    folders = [tmp_path / f"{number}" / "june" for number in range(4)]
    for folder in folders:
        folder.parent.mkdir()
    with ThreadPoolExecutor(len(folders)) as pool:
        list(pool.map(new_pack, folders))
    assert len({read_pack(folder).id for folder in folders}) == len(folders)


def test_a_new_pack_never_opens_a_notebook_that_is_there(tmp_path: Path) -> None:
    """A year on, the folder of the next November has the name of the last."""
    before = new_pack(tmp_path / "december", series="board").manifest.parent
    notebook = notebook_file("november")
    notebook.parent.mkdir(parents=True)
    for number, left in enumerate((notebook, notebook.with_name("november.toml.bak")), start=2):
        left.touch()
        made = new_pack(tmp_path / left.suffix[1:] / "november", after=before)
        assert read_pack(made.manifest.parent).id == f"november-{number}"
        assert made.renamed.startswith(
            f"{notebook} is the notebook of a pack with the id “november”"
        )
        left.unlink()
    made = new_pack(tmp_path / "november", after=before)
    assert (read_pack(made.manifest.parent).id, made.renamed) == ("november", "")
    made = new_pack(tmp_path / "again" / "december", after=before)
    assert (read_pack(made.manifest.parent).id, made.renamed) == ("december-2", "")


def test_the_examples_have_no_fault_either(tmp_path: Path) -> None:
    new_pack(tmp_path / "pack", "The board")
    for name in TABLES:
        file = tmp_path / "pack" / name
        text = file.read_text("utf-8")
        file.write_text(text.replace("\n# [[", "\n[[").replace("\n# ", "\n"), "utf-8")
        lines = file.read_text("utf-8").split("\n")
        start = next(i for i, line in enumerate(lines) if line.startswith(("[[", "clerk")))
        file.write_text("\n".join(lines[start:]), "utf-8")
    pack = read_pack(tmp_path / "pack")
    assert (len(pack.areas), len(pack.duties), len(pack.figures), len(pack.terms)) == (1, 1, 1, 1)
    assert pack.plain_words[0] == ("secretary", "clerk")
    assert check_pack(tmp_path / "pack") == []


def test_a_folder_with_something_in_it_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(PaperError, match="there is something in this folder"):
        new_pack(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_where_the_folder_should_be_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "pack").write_text("x")
    with pytest.raises(PaperError, match=r"pack: .*; name a new folder"):
        new_pack(tmp_path / "pack")


def test_a_pack_whose_making_was_killed_is_made_by_the_next_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(transaction, "_finish", lambda _: False)
        killed.setattr(Transaction, "_apply", made_but_the_last)
        with pytest.raises(KeyboardInterrupt):
            new_pack(tmp_path / "pack")
    assert (tmp_path / "pack" / TABLES[0]).exists()
    new_pack(tmp_path / "pack")
    assert check_pack(tmp_path / "pack") == []


def test_what_fails_half_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.replace

    def fail(path: Path, target: Path) -> Path:
        if target.name == "pack.toml":
            raise OSError(28, "No space left on device")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(PaperError, match="no space left on device"):
        new_pack(tmp_path / "pack")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("name", ["con", "NUL.old", "com1", "config", "board.", "12:30", "a|b"])
def test_a_name_with_which_no_pack_could_be_opened_is_refused_with_a_better_one(
    tmp_path: Path, name: str
) -> None:
    better = re.sub("[:|]", "-", f"{name.partition('.')[0]}-pack")
    with pytest.raises(PaperError, match=f"call it .*{better}"):
        new_pack(tmp_path / name)
    assert not (tmp_path / name).exists()
    new_pack(tmp_path / better)
    assert read_pack(tmp_path / better).id == better.lower()


def test_no_article_is_called_like_a_device_of_windows() -> None:
    assert article_id("Con", ()) == "con-2"
    assert article_id("LPT1", {"lpt1-2"}) == "lpt1-3"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("董事会", "理事会"),
        ("Совет", "Дума"),
        ("مجلس", "לוח"),
        ("हिन्दी", "हन्दू"),
        ("Совет 2026", "Дума 2026"),
        ("Board Ж", "Board Щ"),
        (f"{'Governing body of the county ' * 3}A", f"{'Governing body of the county ' * 3}B"),
    ],
)
def test_packs_whose_titles_differ_in_what_no_id_holds_have_ids_of_their_own(
    tmp_path: Path, one: str, other: str
) -> None:
    """With one id they would have one notebook, and show each other's private notes."""
    made = [
        read_pack(new_pack(tmp_path / str(i), t).manifest.parent).id
        for i, t in enumerate((one, other))
    ]
    assert made[0] != made[1]
    assert pack_id(normalize("NFD", one), ()) == pack_id(one, ()) == made[0]


def test_a_title_that_an_id_can_hold_is_the_id() -> None:
    assert pack_id("The Council’s café, 3 December", ()) == "the-councils-cafe-3-december"
    assert pack_id("…", ()) == "pack"


def test_packs_of_one_name_in_two_folders_have_ids_of_their_own(tmp_path: Path) -> None:
    """Also before the first has a notebook; the id of one that is gone is free again."""
    first, second = tmp_path / "board" / "december", tmp_path / "council" / "december"
    new_pack(first)
    made = new_pack(second)
    assert [read_pack(folder).id for folder in (first, second)] == ["december", "december-2"]
    assert made.renamed == (
        f"the pack in {first} has the id “december”, so that this one has “december-2”"
    )
    shutil.rmtree(first)
    assert read_pack(new_pack(tmp_path / "december").manifest.parent).id == "december"


@pytest.mark.parametrize("is_begun", [False, True])
def test_no_new_pack_has_the_id_of_the_shipped_one(tmp_path: Path, is_begun: bool) -> None:
    """Also before that has a notebook."""
    shipped = read_pack(shipped_pack())
    if is_begun:
        notebook_file(shipped.id).parent.mkdir(parents=True)
        notebook_file(shipped.id).write_text("format = 1\n")
    made = new_pack(tmp_path / shipped.id)
    assert read_pack(made.manifest.parent).id == f"{shipped.id}-2"
    assert made.renamed == (
        f"the pack in {shipped.folder} has the id “{shipped.id}”, "
        f"so that this one has “{shipped.id}-2”"
    )
