"""A pack whose files change while it is read."""

import errno
from dataclasses import replace
from pathlib import Path

import pytest

from ccgbrief.pack import CHANGE_JOURNAL, Pack
from ccgbrief.pack_editing import Options, add_papers, remove_article
from ccgbrief.session import Session, open_session
from ccgbrief.view.address import Address, passage_key
from ccgbrief.view.pack_watch import LOOKS_TO_WAIT, PackWatch, changes_between, followed
from tests import small_pack

KEPT = "what was read before is kept"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_pack.write_pack(tmp_path / "pack")


@pytest.fixture
def session(folder: Path, tmp_path: Path) -> Session:
    return open_session(folder, tmp_path / "notes.toml")


@pytest.fixture
def watch(session: Session) -> PackWatch:
    return PackWatch(session)


def look(watch: PackWatch, session: Session) -> str:
    """Look once, and have what was read; return what there is to say, `nothing` for no news."""
    news = watch.look()
    if news and news.read:
        session.replace_pack(news.read)
    return news.message if news else "nothing"


def paper(tmp_path: Path, title: str, text: str) -> Path:
    file = tmp_path / f"{title}.md"
    file.write_text(f"# {title}\n\n{text}\n", encoding="utf-8")
    return file


def test_a_pack_that_stays_as_it_is_is_no_news(watch: PackWatch, session: Session) -> None:
    assert look(watch, session) == look(watch, session) == "nothing"


def test_a_pack_on_a_drive_that_is_gone_is_kept_as_it_was(
    watch: PackWatch, session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a folder cannot be searched, to look for a file in it is an error of its own."""
    (folder / "pack.toml").unlink()
    is_there = Path.exists

    def exists(path: Path) -> bool:
        if path.is_relative_to(folder):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return is_there(path)

    monkeypatch.setattr(Path, "exists", exists)
    said = look(watch, session)
    assert said.startswith("The pack can no longer be read (")
    assert look(watch, session) == "nothing"


def test_a_mistake_that_comes_into_the_agenda_is_told(
    watch: PackWatch, session: Session, folder: Path
) -> None:
    (folder / "agenda.toml").write_text("[[item]\n", "utf-8")
    assert look(watch, session).startswith(f"{folder / 'agenda.toml'}:1: is not valid TOML")
    assert look(watch, session) == "nothing"


def test_another_pack_in_its_place_is_told_and_does_not_get_the_notes(
    watch: PackWatch, session: Session, folder: Path
) -> None:
    manifest = folder / "pack.toml"
    own = manifest.read_text("utf-8")
    manifest.write_text(own.replace(f'"{session.pack.id}"', '"another"'), "utf-8")
    before = session.pack
    said = look(watch, session)
    assert said.startswith(f"{folder}: another pack is there now, with the id “another”; {KEPT}")
    assert session.pack is before
    assert look(watch, session) == "nothing"
    manifest.write_text(own, "utf-8")
    assert look(watch, session) == ""


def test_papers_that_are_added_revised_and_removed_are_named(
    watch: PackWatch, session: Session, folder: Path, tmp_path: Path
) -> None:
    text = "The board has met and has said what it had to say about the matter at hand."
    add_papers([paper(tmp_path, "Third paper", text)], folder, Options())
    assert look(watch, session) == "New: “Third paper”"
    assert look(watch, session) == "nothing"
    third = session.pack.articles[-1]
    later = paper(tmp_path, "Third paper again", text + " And something more was said.")
    add_papers([later], folder, Options(replaces=third.id))
    assert look(watch, session) == "Revised: “Third paper again”"
    remove_article(folder, third.id)
    assert look(watch, session) == "Removed: “Third paper again”"
    assert [article.id for article in session.pack.articles] == ["first-paper", "second-paper"]


def test_a_file_that_is_only_touched_is_read_again_without_a_word(
    watch: PackWatch, session: Session, folder: Path
) -> None:
    (folder / "pack.toml").touch()
    assert look(watch, session) == ""
    assert look(watch, session) == "nothing"


def test_what_else_has_changed_is_said_in_general(
    watch: PackWatch, session: Session, folder: Path
) -> None:
    small_pack.write_toml(folder / "glossary.toml", {"term": [{"term": "New", "meaning": "Word"}]})
    assert look(watch, session) == "The pack has changed, and is shown as it is now"


def test_a_pack_that_breaks_stays_as_it_was_and_is_read_once_it_is_mended(
    watch: PackWatch, session: Session, folder: Path
) -> None:
    before, manifest = session.pack, (folder / "pack.toml").read_bytes()
    (folder / "pack.toml").write_text("format = ", encoding="utf-8")
    said = look(watch, session)
    assert said.startswith("The pack can no longer be read (")
    assert "pack.toml" in said
    assert said.endswith(KEPT)
    assert "\n" not in said
    assert look(watch, session) == "nothing", "it is said once"
    assert session.pack is before
    (folder / "pack.toml").write_bytes(manifest)
    assert look(watch, session) == ""
    assert session.pack == before


def test_an_article_that_is_missing_is_read_once_it_is_there(
    watch: PackWatch, session: Session, folder: Path
) -> None:
    """Its file is not one that was read before."""
    articles = [*small_pack.MANIFEST["articles"], "third"]
    small_pack.write_toml(folder / "pack.toml", {**small_pack.MANIFEST, "articles": articles})
    assert "third.md" in look(watch, session)
    (folder / "articles" / "third.md").write_text('+++\ntitle = "Third"\n+++\n\nWords.\n')
    assert look(watch, session) == "New: “Third”"


def test_a_change_that_is_under_way_is_waited_for(
    watch: PackWatch, session: Session, folder: Path
) -> None:
    journal = folder / CHANGE_JOURNAL
    journal.parent.mkdir()
    journal.write_text("[]", encoding="utf-8")
    (folder / "pack.toml").write_text("format = ", encoding="utf-8")
    for _ in range(LOOKS_TO_WAIT):
        assert look(watch, session) == "nothing"
    small_pack.write_toml(folder / "pack.toml", {**small_pack.MANIFEST, "title": "Other"})
    journal.unlink()
    assert look(watch, session) == "The pack has changed, and is shown as it is now"


def test_a_change_that_was_killed_is_undone_after_a_while(
    watch: PackWatch, session: Session, folder: Path
) -> None:
    journal = folder / CHANGE_JOURNAL
    journal.parent.mkdir()
    journal.write_text("[]", encoding="utf-8")
    small_pack.write_toml(folder / "pack.toml", {**small_pack.MANIFEST, "title": "Other"})
    said = [look(watch, session) for _ in range(LOOKS_TO_WAIT + 1)]
    assert said == ["nothing"] * LOOKS_TO_WAIT + ["The pack has changed, and is shown as it is now"]
    assert not journal.exists()


def test_a_journal_that_cannot_be_undone_is_one_line(
    watch: PackWatch, session: Session, folder: Path
) -> None:
    before, journal = session.pack, folder / CHANGE_JOURNAL
    journal.parent.mkdir()
    journal.write_text("no journal", encoding="utf-8")
    small_pack.write_toml(folder / "pack.toml", {**small_pack.MANIFEST, "title": "Other"})
    said = [look(watch, session) for _ in range(LOOKS_TO_WAIT + 3)]
    assert [line for line in said if line != "nothing"] == [
        f"A change to the pack was never finished; {KEPT}"
    ]
    assert session.pack is before


def test_many_papers_are_counted(small: Pack) -> None:
    first = small.articles[0]
    many = tuple(replace(first, id=f"paper-{n}", title=f"Paper {n}") for n in range(5))
    said = changes_between(small, replace(small, articles=(*small.articles, *many)))
    assert said == "New: “Paper 0”, “Paper 1”, “Paper 2” and 2 more"


def revised(folder: Path, text: str) -> Pack:
    """Return the pack with other text in its second paper."""
    (folder / "articles" / "second-paper.md").write_text(text, encoding="utf-8")
    return open_session(folder, folder.parent / "notes.toml").pack


def test_a_place_in_a_revised_paper_goes_with_its_words(session: Session, folder: Path) -> None:
    old = session.pack
    new = revised(folder, small_pack.SECOND_PAPER.replace("## What", "Before.\n\n## What"))
    there = Address("second-paper", passage_key(10))
    assert followed(there, old, new).key == passage_key(11)
    for stays in (
        Address("first-paper", passage_key(3)),
        Address("second-paper", "title"),
        Address("second-paper", passage_key(999)),
        Address("notes:", "note"),
    ):
        assert followed(stays, old, new) == stays


def test_a_place_whose_words_are_gone_is_as_far_as_it_was(session: Session, folder: Path) -> None:
    new = revised(folder, '+++\ntitle = "Short"\n+++\n\nOne.\n\nTwo.\n')
    there = Address("second-paper", passage_key(30))
    assert followed(there, session.pack, new).key == passage_key(1)
    gone = replace(new, articles=new.articles[:1])
    assert followed(there, session.pack, gone) == there


def test_the_notebook_knows_the_new_pack(session: Session, folder: Path) -> None:
    before = session.notebook.renew_place
    watch = PackWatch(session)
    (folder / "pack.toml").touch()
    look(watch, session)
    assert session.notebook.renew_place is not before


def test_a_revised_article_that_was_in_use_is_read_before_it_is_shown(
    watch: PackWatch, session: Session, folder: Path
) -> None:
    used, unused = session.pack.articles[:2]
    assert used.passages
    for article in (used, unused):
        file = folder / "articles" / f"{article.id}.md"
        file.write_text(file.read_text(encoding="utf-8") + "\nMore words.\n", encoding="utf-8")
    news = watch.look()
    assert news
    assert news.read
    now = {article.id: article for article in news.read.pack.articles}
    assert "folded" in vars(now[used.id])
    assert not now[unused.id].is_parsed
