"""Adding papers: all or nothing in the pack, copies told apart, every file answered for."""

import errno
import hashlib
import io
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from unittest.mock import Mock
from zipfile import ZipFile

import pytest
from reportlab.pdfgen.canvas import Canvas

from ccgbrief import files
from ccgbrief.pack import Page, PassageKind, check_pack, read_pack
from ccgbrief.pack_editing import (
    Added,
    Options,
    Outcome,
    PaperError,
    Step,
    add_papers,
    adding,
    recover,
    remove_article,
    transaction,
)
from ccgbrief.pack_editing.transaction import STAGING, changing
from ccgbrief.paths import PACK_LOCK
from tests import paper_files
from tests.pack_editing.test_near_duplicates import text

pytestmark = pytest.mark.usefixtures("here")

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="no pipes, links need rights")


def put(folder: Path, name: str, content: str | bytes) -> Path:
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def state(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def outcomes(results: list[Added]) -> list[str]:
    return [str(result.outcome) for result in results]


@pytest.fixture
def one(tmp_path: Path) -> Path:
    return put(tmp_path, "one.txt", f"The first paper\n\n{text(1)}")


def test_papers_of_every_format_become_articles_of_the_pack(folder: Path, tmp_path: Path) -> None:
    pages = [paper_files.column(f"Printed words: {text(i, 60)}") for i in (11, 12)]
    files = [
        put(tmp_path, "a.txt", f"Plain words\n\n{text(2)}"),
        put(tmp_path, "b.md", f"# Marked words\n\n{text(3)}"),
        put(tmp_path, "c.html", f"<html><h1>Linked words</h1><p>{text(4)}</p></html>"),
        put(tmp_path, "d.pdf", paper_files.pdf(pages, title="Printed words")),
        put(
            tmp_path,
            "e.docx",
            paper_files.word(
                paper_files.paragraph("Office words", "Title"), paper_files.paragraph(text(5))
            ),
        ),
    ]
    results = add_papers(files, folder, Options())
    assert outcomes(results) == ["added"] * 5
    titles = [article.title for article in read_pack(folder).articles]
    assert titles[1:] == [
        "Plain words",
        "Marked words",
        "Linked words",
        "Printed words",
        "Office words",
    ]
    assert check_pack(folder) == []
    assert (folder / "originals" / "printed-words.pdf").read_bytes() == files[3].read_bytes()
    printed = read_pack(folder).article("printed-words")
    assert printed
    assert {passage.page for passage in printed.passages} == {Page("1"), Page("2")}


def test_peoples_words_are_quotations_with_their_speaker(folder: Path, tmp_path: Path) -> None:
    paper = put(tmp_path, "a.txt", f"A paper\n\n{text(2)}\n\nAnn Example said: “It is late.”")
    (result,) = add_papers([paper], folder, Options())
    article = read_pack(folder).article(result.article)
    assert article
    (said,) = [p for p in article.passages if p.kind is PassageKind.QUOTATION]
    assert (said.text, said.speaker) == ("“It is late.”", "Ann Example")


def test_the_details_that_are_given_stand_in_the_article(folder: Path, one: Path) -> None:
    options = Options(title="T", author="A B", published="2014", publication="P")
    add_papers([one], folder, options)
    article = read_pack(folder).articles[-1]
    assert (article.id, article.author) == ("t", "A B")
    assert (article.published, article.publication) == ("2014", "P")


def test_what_is_left_out_is_told_and_kept_on_demand(folder: Path, tmp_path: Path) -> None:
    paper = put(tmp_path, "a.txt", f"A paper\n\n{text(2)}\n\nRead more\n\nOur picks")
    (result,) = add_papers([paper], folder, Options())
    assert [line.text for line in result.left_out] == ["Read more", "Our picks"]
    told = "originals/a-paper.left-out.txt"
    assert "2 lines not part of it left out (--keep-all" in result.sentences[1]
    assert told in result.sentences[1]
    assert (folder / told).read_text("utf-8").splitlines() == [
        "Read more [a button, link or notice of a web page]",
        "Our picks [a button, link or notice of a web page]",
    ]
    (result,) = add_papers([paper], folder, Options(keep_all=True, anyway=True))
    article = read_pack(folder).article(result.article)
    assert article
    assert "Our picks" in [passage.text for passage in article.passages]


def test_a_copy_of_a_paper_is_told_and_not_added(folder: Path, tmp_path: Path, one: Path) -> None:
    add_papers([one], folder, Options())
    before = state(folder)
    poor = put(tmp_path, "poor.txt", text(1).lower().replace(".", ""))
    (result,) = add_papers([poor], folder, Options())
    assert (result.outcome, result.article) == (Outcome.DUPLICATE, "the-first-paper")
    assert "is nearly the same as “The first paper”" in result.sentences[0]
    assert state(folder) == before


def test_a_paper_with_the_same_words_is_said_to_be_that(
    folder: Path, tmp_path: Path, one: Path
) -> None:
    again = put(tmp_path, "again.txt", one.read_text("utf-8"))
    _, at_once = add_papers([one, again], folder, Options())
    (later,) = add_papers([one], folder, Options())
    for result in (at_once, later):
        assert result.outcome is Outcome.DUPLICATE
        said = (
            "has the same words as “The first paper” (the-first-paper); --anyway adds it once more."
        )
        assert result.sentences[0].endswith(said)


def test_a_copy_is_added_anyway_on_demand(folder: Path, one: Path) -> None:
    add_papers([one], folder, Options())
    (result,) = add_papers([one], folder, Options(anyway=True))
    assert (result.outcome, result.article) == (Outcome.ADDED, "the-first-paper-2")


def test_of_two_copies_added_at_once_the_better_is_kept(
    folder: Path, tmp_path: Path, one: Path
) -> None:
    poor = put(tmp_path, "a-poor.txt", text(1).lower().replace(".", ""))
    assert outcomes(add_papers([poor, one], folder, Options())) == ["duplicate", "added"]
    assert [a.title for a in read_pack(folder).articles[1:]] == ["The first paper"]
    assert len(list((folder / "originals").iterdir())) == 1


def test_a_better_copy_takes_the_place_and_the_id_of_a_worse_one(
    folder: Path, tmp_path: Path, one: Path
) -> None:
    """Notes hang on the id; what was there, perhaps edited, is kept."""
    poor = put(tmp_path, "poor words.txt", text(1).lower().replace(".", ""))
    add_papers([poor], folder, Options())
    edited = folder / "articles" / "poor-words.md"
    edited.write_text(edited.read_text("utf-8") + "\nMy own line.\n", "utf-8")
    (result,) = add_papers([one], folder, Options())
    assert (result.outcome, result.article) == (Outcome.REPLACED, "poor-words")
    assert read_pack(folder).articles[-1].title == "The first paper"
    kept = folder / "originals"
    assert "My own line." in (kept / "poor-words.earlier.md").read_text("utf-8")
    assert (kept / "poor-words.earlier.txt").read_bytes() == poor.read_bytes()
    assert (kept / "poor-words.txt").read_bytes() == one.read_bytes()
    assert "“The first paper” is the article poor-words" in result.sentences[0]


def test_a_copy_with_a_sentence_more_takes_no_place(folder: Path, tmp_path: Path) -> None:
    """It may be another paper of one template, or a revision, which --replaces adds."""
    paper = f"# Report\n\n{text(1)}"
    add_papers([put(tmp_path, "a.md", paper)], folder, Options())
    (result,) = add_papers([put(tmp_path, "b.md", f"{paper} One more.")], folder, Options())
    assert result.outcome is Outcome.DUPLICATE
    assert "One more" not in (folder / "articles" / "report.md").read_text("utf-8")


def test_each_copy_that_is_replaced_is_kept(folder: Path, tmp_path: Path) -> None:
    words = text(1).split()
    texts = [" ".join(words[:count]) for count in (430, 515, 600)]
    for number, each in enumerate(texts):
        add_papers([put(tmp_path, f"{number}.txt", each)], folder, Options(title="One"))
    names = {path.name for path in (folder / "originals").iterdir()}
    earlier = {"one.earlier.md", "one.earlier-2.md"}
    assert names == {"one.txt", *earlier, *(n.replace("md", "txt") for n in earlier)}
    assert (folder / "originals" / "one.earlier-2.txt").read_text("utf-8") == texts[1]


def test_two_months_of_a_report_are_both_added(folder: Path, tmp_path: Path) -> None:
    report = f"Report for {{}} 2026\n\n{text(1)}\n\nThere were {{}} calls."
    files = [
        put(tmp_path, "a.txt", report.format("April", 214)),
        put(tmp_path, "b.txt", report.format("June", 198)),
    ]
    results = add_papers(files, folder, Options())
    assert outcomes(results) == ["added", "added"]
    assert "except for figures, dates or names; both are kept" in results[1].sentences[1]


@pytest.mark.parametrize("title", ["# Appointment of {0}", "# Appointment of the clinical lead"])
@pytest.mark.parametrize("at_once", [True, False])
def test_papers_of_one_template_are_told_apart_by_the_names_in_them(
    folder: Path, tmp_path: Path, title: str, *, at_once: bool
) -> None:
    """Dr Elm's paper took the place of Dr Ash's, and with it what was decided there."""
    paper = f"{title}\n\n{text(1)}\n\nThe board is asked to appoint {{0}}.{{1}}"
    files = [
        put(tmp_path, "ash.md", paper.format("Dr Ash", "")),
        put(tmp_path, "elm.md", paper.format("Dr Elm", f" {text(2)[:400]}")),
        put(tmp_path, "oak.md", paper.format("Dr Oak", "")),
    ]
    calls = [files] if at_once else [[file] for file in files]
    results = [result for call in calls for result in add_papers(call, folder, Options())]
    assert outcomes(results) == ["added"] * 3
    assert "nearly the same except for figures, dates or names" in results[2].sentences[1]


@pytest.mark.parametrize("at_once", [True, False])
@pytest.mark.parametrize("first", ["estates", "finance"])
def test_a_paper_that_has_another_in_it_takes_no_place_and_does_not_keep_it_out(
    folder: Path, tmp_path: Path, first: str, *, at_once: bool
) -> None:
    """What was decided on one paper was of the other then."""
    estates = put(tmp_path, "estates.md", f"# Estates report\n\n{text(1)}")
    whole = f"# Finance report\n\n{text(2, 150)}\n\n## Estates report\n\n{text(1)}"
    finance = put(tmp_path, "finance.md", whole)
    files = [estates, finance] if first == "estates" else [finance, estates]
    calls = [files] if at_once else [[file] for file in files]
    results = [result for call in calls for result in add_papers(call, folder, Options())]
    assert outcomes(results) == ["added"] * 2
    assert "and what only the longer one has; both are kept" in results[1].sentences[1]


@pytest.mark.parametrize("at_once", [True, False])
def test_the_month_of_a_report_alone_makes_it_another_one(
    folder: Path, tmp_path: Path, at_once: bool
) -> None:
    """It may stand in the title, below it or on every page."""
    report = f"Report{{}}\n\n{{}}{text(1)}"
    running = [
        [paper_files.Words(60, 20, f"Access in {month} 2026"), *paper_files.column(text(i, 150))]
        for month in ("October", "November")
        for i in range(4)
    ]
    files = [
        put(tmp_path, "a.txt", report.format(" for April 2026", "")),
        put(tmp_path, "b.txt", report.format(" for May 2026", "")),
        put(tmp_path, "c.txt", report.format("", "June 2026\n\n")),
        put(tmp_path, "d.txt", report.format("", "July 2026\n\n")),
        put(tmp_path, "f.pdf", paper_files.pdf(running[:4], title="Access")),
        put(tmp_path, "g.pdf", paper_files.pdf(running[4:], title="Access")),
    ]
    calls = [files] if at_once else [[file] for file in files]
    results = [result for call in calls for result in add_papers(call, folder, Options())]
    assert outcomes(results) == ["added"] * 6
    assert outcomes(add_papers(files, folder, Options())) == ["duplicate"] * 6


def test_a_folder_that_may_not_be_read_is_named_where_it_is_passed_over(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "papers" / "closed").mkdir(parents=True)
    put(tmp_path / "papers", "a.md", text(1))
    monkeypatch.setattr(os, "access", lambda path, _: Path(path).name != "closed")
    added, passed_over = add_papers([tmp_path / "papers"], folder, Options())
    assert added.outcome is Outcome.ADDED
    assert "skipped: 1 folder that may not be read (closed)" in passed_over.sentences[0]


@needs_posix
def test_a_folder_that_is_a_link_is_named_where_it_is_passed_over(
    folder: Path, tmp_path: Path
) -> None:
    for name in ("papers", "share"):
        (tmp_path / name).mkdir()
    put(tmp_path / "papers", "a.md", text(1))
    put(tmp_path / "share", "b.md", text(2))
    (tmp_path / "papers" / "annexes").symlink_to("../share")
    added, passed_over = add_papers([tmp_path / "papers"], folder, Options())
    assert added.outcome is Outcome.ADDED
    assert "skipped: 1 folder that is a link (annexes)" in passed_over.sentences[0]


@needs_posix
def test_each_refused_file_is_one_line_and_the_others_are_added(
    folder: Path, tmp_path: Path, one: Path
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    put(inbox, "empty.txt", "")
    put(inbox, "binary.txt", bytes(range(256)))
    put(inbox, "cut.pdf", paper_files.pdf([paper_files.column(text(1))])[:300])
    put(inbox, "no.docx", "hello")
    os.mkfifo(inbox / "fifo.txt")
    (inbox / "link.txt").symlink_to(one)
    (inbox / "loop.txt").symlink_to(inbox / "loop.txt")
    with (inbox / "sparse.txt").open("wb") as file:
        file.truncate(8 << 30)
    put(inbox, "good.txt", f"A good one\n\n{text(2)}")
    results = add_papers([inbox, tmp_path / "missing\x1b.txt"], folder, Options())
    refused = [r for r in results if r.outcome is Outcome.REFUSED]
    assert len(refused) == len(results) - 1 == 9
    for result in refused:
        (line,) = result.sentences
        assert result.file.name.replace("\x1b", "␛") in line
        assert "\x1b" not in line
    assert [a.title for a in read_pack(folder).articles[1:]] == ["A good one"]


def test_a_folder_a_pattern_and_a_file_named_twice_are_read_once(
    folder: Path, tmp_path: Path
) -> None:
    inbox = tmp_path / "in[box]"
    (inbox / "deep").mkdir(parents=True)
    put(inbox, "a.txt", f"First one\n\n{text(2)}")
    put(inbox / "deep", "b.md", f"# Second one\n\n{text(3)}")
    put(inbox, "c.jpg", "no paper")
    put(inbox, ".hidden.txt", text(4))
    results = add_papers([inbox, inbox / "a.txt"], folder, Options())
    assert [result.file.name for result in results[:-1]] == ["a.txt", "b.md"]
    assert results[-1].outcome is Outcome.PASSED_OVER
    assert "skipped: 1 hidden .txt, 1 .jpg; name a file" in results[-1].sentences[0]
    results = add_papers([tmp_path / "in?box]" / "*.txt"], folder, Options())
    assert outcomes(results) == ["duplicate"]


@pytest.mark.parametrize(
    ("names", "options", "reason"),
    [
        ([], Options(), "no file was named"),
        (["*.nothing"], Options(), "no file fits this pattern"),
        (["."], Options(), "no paper of a kind that is read is in this folder"),
        (["a", "b"], Options(title="T"), "--title is for one paper"),
    ],
)
def test_a_call_that_names_no_paper_says_so(
    folder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    names: list[str],
    options: Options,
    reason: str,
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    with pytest.raises(PaperError, match=reason):
        add_papers(names, folder, options)


def test_a_paper_too_long_for_all_of_markdown_is_told(folder: Path, tmp_path: Path) -> None:
    lines = "\n\n".join(f"_{n}_ [a](b) *c* {n}." for n in range(12_000))
    (result,) = add_papers([put(tmp_path, "a.txt", lines)], folder, Options())
    assert "too long for all of Markdown" in result.sentences[-1]
    article = read_pack(folder).article(result.article)
    assert article
    assert article.passages[1].text == "_2_ [a](b) *c* 2."


def test_each_article_has_a_label_of_its_own_for_its_tab(folder: Path, tmp_path: Path) -> None:
    titles = ["Board paper one: Finance", "Board paper two: Estates", "Board paper"]
    files = [put(tmp_path, f"{i}.txt", f"{t}\n\n{text(i)}") for i, t in enumerate(titles)]
    add_papers(files, folder, Options(published="May 2026"))
    labels = [article.label for article in read_pack(folder).articles[1:]]
    assert labels == ["One: Finance", "Two: Estates", "May 2026"]


def test_an_original_has_the_ending_of_its_format(folder: Path, tmp_path: Path) -> None:
    data = paper_files.pdf([paper_files.column(f"Printed: {text(1, 60)}")], title="Printed")
    add_papers([put(tmp_path, "a.txt", data)], folder, Options())
    assert [path.name for path in (folder / "originals").iterdir()] == ["printed.pdf"]


def test_a_byline_and_a_date_stay_in_the_text(folder: Path, tmp_path: Path) -> None:
    paper = put(tmp_path, "a.txt", f"A paper\n\nBy Ann Example\n\n5 May 2026\n\n{text(1)}")
    (result,) = add_papers([paper], folder, Options(author="A. Example"))
    article = read_pack(folder).article(result.article)
    assert article
    texts = [passage.text for passage in article.passages]
    assert (article.author, article.published) == ("A. Example", "")
    assert texts[:2] == ["By Ann Example", "5 May 2026"]
    assert result.left_out == ()


def test_progress_names_the_file_and_the_page(folder: Path, tmp_path: Path) -> None:
    pages = [paper_files.column(text(i, 30)) for i in range(3)]
    file = put(tmp_path, "a.pdf", paper_files.pdf(pages))
    steps: list[Step] = []
    add_papers([file], folder, Options(), steps.append)
    assert steps[0] == Step(file, 1, 1, 0, 0)
    assert steps[-1] == Step(file, 1, 1, 3, 3)


def test_an_interruption_while_reading_leaves_the_pack_as_it_was(
    folder: Path, tmp_path: Path, one: Path
) -> None:
    before = state(folder)
    other = put(tmp_path, "other.txt", text(2))

    def interrupt(step: Step) -> None:
        if step.file == other:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        add_papers([one, other], folder, Options(), interrupt)
    assert state(folder) == before


@pytest.mark.parametrize("step", range(1, 7))
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left"), KeyboardInterrupt()])
def test_a_failure_at_any_step_of_placing_leaves_the_pack_as_it_was(
    folder: Path,
    tmp_path: Path,
    one: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
    error: BaseException,
) -> None:
    """A journal, two originals, two articles and the manifest are placed: six steps."""
    other = put(tmp_path, "other.txt", f"The other\n\n{text(2)}")
    before = state(folder)
    real, calls = Path.replace, []

    def fail(path: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == step:
            raise error
        return real(path, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises((PaperError, KeyboardInterrupt)):
        add_papers([one, other], folder, Options())
    monkeypatch.undo()
    assert state(folder) == before
    assert [a.id for a in read_pack(folder).articles] == ["start-here"]


@pytest.mark.parametrize("step", range(1, 6))
def test_a_better_copy_that_cannot_be_placed_leaves_the_worse_one(
    folder: Path, tmp_path: Path, one: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    poor = put(tmp_path, "poor words.txt", text(1).lower().replace(".", ""))
    add_papers([poor], folder, Options())
    before = state(folder)
    real, calls = Path.replace, []

    def fail(path: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == step:
            raise OSError(errno.EIO, "Input/output error")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(PaperError, match="the pack is as it was"):
        add_papers([one], folder, Options())
    assert state(folder) == before


def test_what_a_killed_process_had_only_prepared_is_swept(folder: Path, one: Path) -> None:
    (folder / STAGING).mkdir()
    put(folder / STAGING, "new-1", "half")
    put(folder, PACK_LOCK, "")
    add_papers([one], folder, Options())
    assert not (folder / STAGING).exists()
    assert not (folder / PACK_LOCK).exists()


@pytest.mark.parametrize("do", ["add", "remove"])
@pytest.mark.parametrize("step", range(1, 8))
def test_a_call_killed_while_placing_is_undone_by_the_next_one(
    folder: Path,
    tmp_path: Path,
    one: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: int,
    do: str,
) -> None:
    """A better copy takes the place of one, and a new one comes: seven files and the list."""
    poor = put(tmp_path, "poor words.txt", text(1).lower().replace(".", ""))
    other = put(tmp_path, "other.txt", f"The other\n\n{text(2)}")
    add_papers([poor], folder, Options())
    before = state(folder)
    with monkeypatch.context() as killed:
        real, calls = Path.replace, []

        def die(path: Path, target: Path) -> Path:
            calls.append(target)
            if len(calls) >= step:
                raise KeyboardInterrupt
            return real(path, target)

        killed.setattr(Path, "replace", die)
        killed.setattr(transaction, "_finish", lambda *_: False)
        killed.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(KeyboardInterrupt):
            add_papers([one, other], folder, Options())
    if do == "remove":
        remove_article(folder, "poor-words")
        assert [a.id for a in read_pack(folder).articles] == ["start-here"]
        assert not (folder / "articles" / "the-other.md").exists()
    else:
        add_papers([tmp_path / "missing.txt"], folder, Options())
        assert state(folder) == before
    assert check_pack(folder) == []


@needs_posix
@pytest.mark.parametrize(
    "journal",
    [
        '[["../mine.txt", "9 of another", null]]',
        '[["articles/link/mine.txt", null, "HASH"]]',
        '[["pack.toml", 1, 2]]',
        "[[1]]",
        '{"a": 1}',
        "[" * 100_000,
        "",
    ],
)
def test_a_journal_that_leads_out_of_the_pack_or_is_none_changes_nothing(
    folder: Path, tmp_path: Path, one: Path, journal: str
) -> None:
    """A pack may come from anybody."""
    mine = put(tmp_path, "mine.txt", "mine")
    (folder / "articles" / "link").symlink_to(tmp_path)
    (folder / STAGING).mkdir()
    digest = hashlib.sha256(b"mine").hexdigest()
    put(folder / STAGING, "journal.json", journal.replace("HASH", f"4 {digest}"))
    put(folder / STAGING, "old-0", "not mine")
    before = state(folder)
    assert recover(folder)
    with pytest.raises(PaperError, match=r"leads out of the pack|move \.changing out of the pack"):
        add_papers([one], folder, Options())
    assert mine.read_text("utf-8") == "mine"
    assert {n: d for n, d in state(folder).items() if n != PACK_LOCK} == before


@needs_posix
def test_a_lock_or_staging_folder_that_is_a_link_is_not_followed(
    folder: Path, tmp_path: Path, one: Path
) -> None:
    mine = put(tmp_path, "mine.txt", "mine")
    (tmp_path / "journal.json").write_text("[]")
    (folder / STAGING).symlink_to(tmp_path)
    with pytest.raises(PaperError):
        add_papers([one], folder, Options())
    (folder / STAGING).unlink()
    (folder / PACK_LOCK).symlink_to(mine)
    with pytest.raises(PaperError):
        add_papers([one], folder, Options())
    assert mine.read_text("utf-8") == "mine"
    assert (tmp_path / "journal.json").exists()


def test_what_was_changed_by_hand_after_a_kill_is_not_undone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (put(folder / "articles", f"{name}.md", "old") for name in ("a", "b"))
    with monkeypatch.context() as killed, changing(folder) as change:
        change.put("articles/a.md", b"new")
        change.put("articles/b.md", b"new")
        change.put("articles/c.md", b"new")
        killed.setattr(transaction, "_finish", lambda *_: False)
        real = files.move_file

        def die(path: Path, target: Path) -> None:
            if target.name == "c.md":
                raise KeyboardInterrupt
            real(path, target)

        killed.setattr(transaction, "move_file", die)
        with pytest.raises(KeyboardInterrupt):
            change.commit()
    first.write_text("changed by hand", "utf-8")
    recover(folder)
    assert first.read_text("utf-8") == "changed by hand"
    assert second.read_text("utf-8") == "old"


def test_a_copy_that_is_not_what_the_journal_says_is_never_put_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = put(folder / "articles", "a.md", "old")
    with monkeypatch.context() as killed, changing(folder) as change:
        change.put("articles/a.md", b"new")
        change.put("articles/b.md", b"new")
        killed.setattr(transaction, "_settle", lambda *_: [])
        change.commit()
    put(folder / STAGING, "old-0", "torn").replace(folder / STAGING / "old-0")
    (folder / "articles" / "b.md").unlink()
    recover(folder)
    assert article.read_text("utf-8") == "new"


def test_the_manifest_keeps_the_owners_comments(folder: Path, one: Path) -> None:
    manifest = folder / "pack.toml"
    manifest.write_text("# mine\n" + manifest.read_text("utf-8") + "# the end\n", "utf-8")
    before = manifest.read_text("utf-8")
    add_papers([one], folder, Options())
    added = '  "start-here",\n  "the-first-paper",\n'
    assert manifest.read_text("utf-8") == before.replace('  "start-here",\n', added)


def test_an_id_never_takes_the_file_of_another_article(folder: Path, one: Path) -> None:
    put(folder / "articles", "the-first-paper.md", "mine, not in the pack")
    (result,) = add_papers([one], folder, Options())
    assert result.article == "the-first-paper-2"
    assert (folder / "articles" / "the-first-paper.md").read_text() == "mine, not in the pack"


@needs_posix
@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_pack_that_cannot_be_written_is_one_line(folder: Path, one: Path) -> None:
    folder.chmod(0o500)
    with pytest.raises(
        PaperError, match="make room or allow writing there, or name another folder"
    ):
        add_papers([one], folder, Options())
    folder.chmod(0o700)


def test_staging_leaves_no_new_folder_where_nothing_was_added(tmp_path: Path, folder: Path) -> None:
    pack = read_pack(folder)
    own = tmp_path / "own"
    (result,) = add_papers([tmp_path / "missing.txt"], own, Options(), beside=pack)
    assert result.outcome is Outcome.REFUSED
    assert not own.exists()


def agenda(*titles: str) -> bytes:
    """Make a PDF file with a bookmark and a page for each title."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(600, 800))
    for number, title in enumerate(titles):
        canvas.bookmarkPage(str(number))
        canvas.addOutlineEntry(title, str(number))
        canvas.setFont("Courier", 16)
        canvas.drawString(60, 740, title)
        canvas.setFont("Courier", 10)
        for row, words in enumerate(paper_files.column(text(number, 150))):
            canvas.drawString(60, 700 - 12 * row, words.text)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def test_a_boards_papers_become_an_article_for_each_bookmark(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "LARGE", 1_500)
    titles = ["1. Welcome", "2. Finance report", "3. Quality report"]
    file = put(tmp_path, "board.pdf", agenda(*titles))
    results = add_papers([file], folder, Options(split=True))
    assert outcomes(results) == ["added"] * 3
    articles = read_pack(folder).articles[1:]
    assert [article.title for article in articles] == titles
    assert [article.passages[-1].page for article in articles] == [Page(n) for n in "123"]
    originals = [folder / "originals" / f"{article.id}.pdf" for article in articles]
    assert [original.read_bytes() for original in originals] == [file.read_bytes()] * 3
    assert len({original.stat().st_ino for original in originals}) == 1 or sys.platform == "win32"
    assert check_pack(folder) == []


def test_papers_that_look_like_an_agenda_are_said_to(folder: Path, tmp_path: Path) -> None:
    file = put(tmp_path, "board.pdf", agenda("1. Welcome", "2. Finance", "3. Quality"))
    (result,) = add_papers([file], folder, Options())
    assert "It has 3 bookmarks; --split makes an article of each." in result.sentences


def test_a_paper_without_bookmarks_is_not_divided(folder: Path, one: Path) -> None:
    assert outcomes(add_papers([one], folder, Options(split=True))) == ["added"]


def test_a_message_replaces_an_article_and_what_is_attached_is_added(
    folder: Path, tmp_path: Path
) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = "Kim <kim@example.org>", "The budget of the ward"
    message.set_content("The ward has £150 for zebras now, and not £100.")
    message.add_attachment("A list of the zebras that live there.", filename="list.txt")
    file = tmp_path / "budget.eml"
    file.write_bytes(bytes(message))
    first, second = add_papers([file], folder, Options(replaces="start-here", title="Zebras"))
    assert (first.outcome, first.article) == (Outcome.REPLACED, "start-here")
    assert second.outcome is Outcome.ADDED
    articles = {name: (folder / f"articles/{name}.md").read_text("utf-8")
                for name in (first.article, second.article)}  # fmt: skip
    assert "£150 for zebras" in articles["start-here"]
    assert 'title = "Zebras"' in articles["start-here"]
    assert "A list of the zebras" in articles[second.article]
    assert 'title = "Zebras"' not in articles[second.article]


def test_a_copy_of_a_later_version_that_was_added_before_is_named(
    folder: Path, tmp_path: Path
) -> None:
    later = put(tmp_path, "later.txt", f"The later paper\n\n{text(1)}")
    (added,) = add_papers([later], folder, Options())
    (replaced,) = add_papers([later], folder, Options(replaces="start-here"))
    copy = "“The later paper” (the-later-paper) is nearly the same, and still there; "
    assert (
        f"{copy}ccgbrief remove the-later-paper --pack {folder} takes it out." in replaced.sentences
    )
    remove_article(folder, added.article)
    (again,) = add_papers([later], folder, Options(replaces="start-here"))
    assert not any("nearly the same" in sentence for sentence in again.sentences)


@pytest.mark.parametrize(
    ("options", "option"),
    [(Options(replaces="start-here"), "--replaces"), (Options(title="Zebras"), "--title")],
)
def test_an_archive_replaces_no_article_and_has_no_title(
    folder: Path, tmp_path: Path, options: Options, option: str
) -> None:
    before = (folder / "articles/start-here.md").read_bytes()
    packed = tmp_path / "two.zip"
    with ZipFile(packed, "w") as archive:
        archive.writestr("one.txt", "Zebras live in the ward.")
        archive.writestr("two.txt", "Yaks live in the surgery.")
    (result,) = add_papers([packed], folder, options)
    assert result.outcome is Outcome.REFUSED
    assert f"{option} is for one paper; unpack it" in result.sentences[0]
    assert (folder / "articles/start-here.md").read_bytes() == before


@pytest.mark.parametrize("options", [Options(title="T"), Options(replaces="start-here")])
def test_what_is_for_one_paper_does_not_go_with_split(
    folder: Path, one: Path, options: Options
) -> None:
    with pytest.raises(PaperError, match="is for one paper; leave --split out"):
        add_papers([one], folder, replace(options, split=True))


def test_a_revision_keeps_the_id_and_what_it_changes_is_listed(
    folder: Path, tmp_path: Path
) -> None:
    """Of four sentences one is changed and one removed, and another is new."""
    said = ["The board met in May.", "It had 214 calls.", "Nobody was late.", "It was hot."]
    later = [said[0], "It had 198 calls.", said[3], "The next meeting is in June."]
    for name, sentences in (("a.txt", said), ("b.txt", later)):
        put(tmp_path, name, f"The meeting\n\n{text(1)}\n\n{' '.join(sentences)}")
    add_papers([tmp_path / "a.txt"], folder, Options())
    (result,) = add_papers([tmp_path / "b.txt"], folder, Options(replaces="the-meeting"))
    assert (result.outcome, result.article) == (Outcome.REPLACED, "the-meeting")
    assert result.sentences[2:5] == (
        "1 sentence was added: “The next meeting is in June.”",
        "1 sentence was removed: “Nobody was late.”",
        "1 sentence was changed: “It had 198 calls.”",
    )
    assert "214 calls" in (folder / "originals" / "the-meeting.earlier.md").read_text("utf-8")
    assert [article.id for article in read_pack(folder).articles] == ["start-here", "the-meeting"]


def test_an_article_to_be_replaced_has_to_be_there(folder: Path, one: Path) -> None:
    with pytest.raises(PaperError, match=r"--replaces: .*“start-her”; did you mean start-here\?"):
        add_papers([one], folder, Options(replaces="start-her"))


@pytest.mark.parametrize("name", ["https://example.org/a?b=c", "https://example.org/[1]"])
def test_an_address_is_refused_and_costs_no_paper(folder: Path, one: Path, name: str) -> None:
    added, refused = add_papers([name, one], folder, Options())
    assert (refused.outcome, added.outcome) == (Outcome.REFUSED, Outcome.ADDED)
    assert refused.sentences[0].startswith(f"{name}: it is an address, not a file; name a")


def test_a_name_that_stands_for_no_paper_costs_no_other(
    folder: Path, tmp_path: Path, one: Path
) -> None:
    (tmp_path / "empty").mkdir()
    names = [tmp_path / "empty", one, tmp_path / "*.nothing"]
    added, *refused = add_papers(names, folder, Options())
    assert added.outcome is Outcome.ADDED
    why = ["no paper of a kind that is read is in this folder", "no file fits this pattern"]
    assert [reason in r.sentences[0] for reason, r in zip(why, refused, strict=True)] == [True] * 2


def test_what_could_not_be_read_from_the_pack_is_not_put_into_it(
    folder: Path, tmp_path: Path, one: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (result,) = add_papers([one], folder, Options(author="A" * 20_000))
    assert "too long; give shorter ones" in result.sentences[0]
    other = put(tmp_path, "b.txt", text(2))
    monkeypatch.setattr(adding, "MAX_ARTICLE_BYTES", 1_000)
    assert "more than 0.001 MB of text" in add_papers([other], folder, Options())[0].sentences[0]
    monkeypatch.setattr(adding, "MAX_ARTICLES", 1)
    assert "the pack has 1 articles" in add_papers([other], folder, Options())[0].sentences[0]
    assert [article.id for article in read_pack(folder).articles] == ["start-here"]


def test_whatever_goes_wrong_with_one_file_costs_no_other(
    folder: Path, tmp_path: Path, one: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = put(tmp_path, "b.txt", text(2))
    monkeypatch.setattr(adding, "article_id", Mock(side_effect=[ZeroDivisionError("Odd"), "b"]))
    refused, added = add_papers([one, other], folder, Options())
    assert refused.sentences == (f"{one}: Odd",)
    assert added.article == "b"
    assert check_pack(folder) == []


def test_an_interruption_once_everything_is_in_place_undoes_nothing(
    folder: Path, one: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transaction, "_settle", _interrupted_once(transaction._settle))
    assert outcomes(add_papers([one], folder, Options())) == ["added"]
    assert [article.id for article in read_pack(folder).articles][1:] == ["the-first-paper"]
    assert not (folder / STAGING).exists()


def _interrupted_once(real: Callable[[Path], list[str]]) -> Callable[[Path], list[str]]:
    calls: list[Path] = []

    def settle(staging: Path) -> list[str]:
        calls.append(staging)
        if len(calls) == 1:
            raise KeyboardInterrupt
        return real(staging)

    return settle


def test_a_better_copy_that_cannot_be_held_costs_neither_the_worse_one_nor_its_files(
    folder: Path, tmp_path: Path, one: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether that was in the pack before or comes in the same call."""
    poor = put(tmp_path, "poor words.txt", text(1).lower().replace(".", ""))
    worse = put(tmp_path, "worse words.txt", text(2).lower().replace(".", ""))
    better = put(tmp_path, "b.txt", f"Better\n\n{text(2)}")
    add_papers([poor], folder, Options())
    before = state(folder)
    real = transaction.Transaction.put

    def put_or_fail(change: transaction.Transaction, name: str, data: bytes, *more: bytes) -> None:
        if name.startswith("articles/") and (b"first paper" in data or b"Better" in data):
            raise OSError(errno.ENOSPC, "No space left on device")
        real(change, name, data, *more)

    monkeypatch.setattr(transaction.Transaction, "put", put_or_fail)
    results = add_papers([one, worse, better], folder, Options())
    assert outcomes(results) == ["refused", "added", "refused"]
    new = results[1].article
    assert [a.id for a in read_pack(folder).articles][1:] == ["poor-words", new]
    after = {n: data for n, data in state(folder).items() if new not in n and n != "pack.toml"}
    assert after | {"pack.toml": before["pack.toml"]} == before
    assert check_pack(folder) == []


def test_a_full_disk_is_named_by_the_pack_and_ends_the_command(
    folder: Path, one: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("ccgbrief.pack_editing.transaction.write_new", full)
    with pytest.raises(PaperError) as failed:
        add_papers([one], folder, Options())
    assert str(failed.value) == (
        f"{folder}: no space left on device; make room or allow writing there, or name another "
        "folder"
    )
    assert {path.name for path in (folder / "articles").iterdir()} == {"start-here.md"}
