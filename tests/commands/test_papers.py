"""`new`, `add` and `remove`, from the command to what a search then finds."""

import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

import ccgbrief
from ccgbrief import files
from ccgbrief.commands import papers
from ccgbrief.pack_editing import transaction
from ccgbrief.pack_editing.transaction import changing
from ccgbrief.papers.paper import PaperError
from ccgbrief.papers.worker import Worker
from tests.commands.conftest import Run
from tests.commands.test_cli import ASK_FOR_TEXTUAL

PAPER = """\
# Minutes of the hedge committee

The committee met in the barn.

<!-- page 7 -->

> “no hedge was ever trimmed by talking”
> — The chair, on the agenda
"""


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    file = tmp_path / "hedge.md"
    file.write_text(PAPER, encoding="utf-8")
    return file


def test_a_new_pack_has_no_fault_and_can_be_searched(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    done = run("new", folder, "--title", "Our own pack")
    assert done.status == 0
    assert f"ccgbrief --pack {folder}" in done.out
    assert run("check", folder).status == 0
    assert "Our own pack" in run("show", "--pack", folder).out
    assert run("search", "--pack", folder, "xqzzv").status == 1


def test_no_pack_is_made_where_a_paper_for_it_is_missing(run: Run, tmp_path: Path) -> None:
    made = run("new", tmp_path / "mine", tmp_path / "nosuch.pdf")
    assert made.status == 2
    assert made.one_line == f"{tmp_path / 'nosuch.pdf'}: no such file; nothing was made"
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("when", ["next", "2026-13", "2026-02-30"])
def test_what_is_no_date_of_a_paper_is_refused(
    run: Run, here: list[str], paper: Path, when: str
) -> None:
    done = run("add", *here, paper, "--published", when)
    assert done.status == 2
    said = "is no year, month or day; give it as 2026, 2026-11 or 2026-11-05"
    assert done.one_line == f"--published: “{when}” {said}"


@pytest.mark.parametrize("when", ["2026", "2026-11", "5 May 2015", "2014/15"])
def test_a_paper_may_be_of_a_year_a_month_or_a_day(
    run: Run, here: list[str], paper: Path, when: str
) -> None:
    assert run("add", *here, paper, "--published", when).status == 0
    assert f", {when}, p. 7" in run("search", *here, "no hedge was ever trimmed").out


def test_an_empty_name_is_not_the_current_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.txt").write_text("The hedge is trimmed in the spring.\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    for command in (["add", ""], ["new", ""], ["new", "pack", ""]):
        done = run(*command)
        assert done.status in {1, 2}
        assert done.one_line.startswith("“”: the name is empty; name a file")
    assert [*tmp_path.iterdir()] == [tmp_path / "one.txt"]


def test_a_new_pack_is_never_made_over_an_old_one(run: Run, two_article_pack: Path) -> None:
    before = {file: file.read_bytes() for file in two_article_pack.rglob("*.*")}
    done = run("new", two_article_pack)
    assert done.status == 2
    assert str(two_article_pack) in done.one_line
    assert {file: file.read_bytes() for file in two_article_pack.rglob("*.*")} == before


def test_a_paper_that_was_added_is_found_to_the_letter_and_gone_when_removed(
    run: Run, here: list[str], two_article_pack: Path, paper: Path
) -> None:
    assert run("add", *here, paper).status == 0
    assert run("check", two_article_pack).status == 0
    (hit,) = json.loads(run("search", *here, "--json", "trimmed by talking").out)["hits"][:1]
    assert hit["text"] == "“no hedge was ever trimmed by talking”"
    assert hit["speaker"] == "The chair"
    assert hit["page"] == 7
    assert run("remove", *here, hit["article"]).status == 0
    assert run("show", *here, hit["article"]).status == 2
    assert "no hedge was ever" not in run("search", *here, "trimmed by talking").out


def test_without_a_pack_papers_stand_beside_the_one_that_ships(run: Run, paper: Path) -> None:
    assert run("add", paper).status == 0
    found = json.loads(run("search", "--json", "trimmed by talking").out)["hits"][0]
    assert found["text"] == "“no hedge was ever trimmed by talking”"
    assert run("search", "owns primry care").out.startswith("“nobody really knowing who owns")
    assert run("remove", found["article"]).status == 0


@pytest.mark.parametrize("name", ["gone.md", "."])
def test_a_paper_that_cannot_be_read_is_told(
    run: Run, here: list[str], tmp_path: Path, name: str
) -> None:
    done = run("add", *here, tmp_path / "empty" / name)
    assert done.status in {1, 2}
    assert "Traceback" not in done.err
    assert str(tmp_path / "empty") in done.out + done.err


def test_an_article_that_is_not_there_cannot_be_removed(run: Run, here: list[str]) -> None:
    done = run("remove", *here, "early-dors\x1b[31m")
    assert done.status == 2
    assert "\x1b" not in done.err
    assert "early-dors" in done.one_line


@pytest.mark.parametrize("command", ["new", "add", "remove"])
def test_none_of_them_imports_textual(
    here: list[str], tmp_path: Path, paper: Path, command: str
) -> None:
    arguments = {
        "new": ["new", "made", str(paper)],
        "add": ["add", *here, str(paper)],
        "remove": ["remove", *here, "late-lights"],
    }[command]
    done = subprocess.run(
        [sys.executable, "-c", ASK_FOR_TEXTUAL, *arguments],
        input=b"",
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(ccgbrief.__file__).parents[1])},
        cwd=tmp_path,
    )
    assert done.stdout.decode().splitlines()[-1] == "0 []", done.stderr


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_an_end_that_is_asked_for_is_told_and_leaves_nothing(
    run: Run,
    here: list[str],
    two_article_pack: Path,
    paper: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    if not hasattr(signal, name) or sys.platform == "win32":
        pytest.skip("no such signal here")
    before = sorted(two_article_pack.rglob("*"))
    number = getattr(signal, name)

    def interrupted(self: Worker, *_: object, **__: object) -> None:  # noqa: ARG001
        os.kill(os.getpid(), number)

    monkeypatch.setattr(Worker, "read", interrupted)
    done = run("add", *here, paper)
    assert done.status == 128 + number
    assert done.one_line == "interrupted; nothing was added, and the pack is as it was"
    assert sorted(two_article_pack.rglob("*")) == before


@pytest.mark.skipif(sys.platform == "win32", reason="a signal to oneself ends the process there")
def test_a_new_pack_whose_papers_cannot_be_added_is_said_to_be_there_without_them(
    run: Run, tmp_path: Path, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, fault, status in (
        ("stopped", lambda *_, **__: os.kill(os.getpid(), signal.SIGTERM), 143),
        ("full", Mock(side_effect=PaperError("no space left on device")), 2),
    ):
        monkeypatch.setattr(papers, "add_papers", fault)
        done = run("new", tmp_path / name, paper)
        assert done.status == status
        cure = f"ccgbrief add FILE --pack {tmp_path / name} adds them"
        assert done.err.endswith(f"; {tmp_path / name} is there without its papers; {cure}\n")
    monkeypatch.setattr(papers, "new_pack", Mock(side_effect=KeyboardInterrupt))
    assert run("new", tmp_path / "none").one_line == "interrupted; nothing was made"


@pytest.fixture
def commands(here: list[str], tmp_path: Path, paper: Path) -> list[tuple[list[str], str]]:
    """Return each command that changes a pack, with how what it says of that begins."""
    new = tmp_path / "next"
    return [
        (["add", *here, str(paper)], "hedge.md: “Minutes of the hedge committee” is the article"),
        (["remove", *here, "late-lights"], "“Late lights, empty rooms” (late-lights) is no longer"),
        (["new", str(new), "--after", here[1], "--series", "board"], "A pack to start from is in"),
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="a signal to oneself ends the process there")
def test_a_change_that_is_being_made_is_not_interrupted_before_it_is_told(
    run: Run, commands: list[tuple[list[str], str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = transaction._settle

    def settle(staging: Path) -> list[str]:
        os.kill(os.getpid(), signal.SIGINT)
        doubts = real(staging)
        os.kill(os.getpid(), signal.SIGTERM)
        return doubts

    monkeypatch.setattr(transaction, "_settle", settle)
    before = signal.getsignal(signal.SIGINT)
    for command, said in commands:
        done = run(*command)
        assert (done.status, done.err) == (0, "")
        assert done.out.startswith(said)
    assert signal.getsignal(signal.SIGINT) is before


def test_a_change_that_is_final_is_told_though_the_disk_does_not_confirm_it(
    run: Run, commands: list[tuple[list[str], str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.sync_folder

    def fail(folder: Path) -> list[str]:
        if folder.name == transaction.STAGING and not (folder / "journal.json").exists():
            raise OSError(errno.EIO, "Input/output error")
        return real(folder)

    monkeypatch.setattr(files, "sync_folder", fail)
    for command, said in commands:
        done = run(*command)
        assert done.status == 0
        assert done.out.startswith(said)
        assert "saved, but not confirmed on disk (input/output error)" in done.out + done.err


def test_a_handler_of_signals_that_python_did_not_set_is_no_fault(
    run: Run, here: list[str], paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with PYTHONFAULTHANDLER."""
    given: list[object] = []
    monkeypatch.setattr(signal, "signal", lambda _, handler: given.append(handler))
    assert run("add", *here, paper).status == 0
    assert None not in given


@pytest.mark.parametrize("command", ["show", "search", "check", "add", "remove", "minutes"])
def test_a_pack_that_a_killed_process_left_half_changed_is_mended_when_it_is_opened(
    run: Run,
    here: list[str],
    two_article_pack: Path,
    paper: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
) -> None:
    """Of two papers that are replaced, one was, when it was killed."""
    names = ["early-doors", "late-lights"]
    before = [(two_article_pack / "articles" / f"{name}.md").read_bytes() for name in names]
    with monkeypatch.context() as killed, changing(two_article_pack) as change:
        for name in names:
            change.put(f"articles/{name}.md", b"half")
        killed.setattr(transaction, "_finish", lambda _: False)
        killed.setattr(transaction, "_settle", Mock(side_effect=KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            change.commit()
    (two_article_pack / "articles" / "late-lights.md").write_bytes(before[1])
    words: dict[str, list[object]] = {
        "search": ["dispensary"],
        "add": [paper],
        "remove": [names[0]],
    }
    target = [two_article_pack] if command == "check" else here
    done = run(command, *target, *words.get(command, []))
    assert done.status == 0, done.err
    after = [two_article_pack / "articles" / f"{name}.md" for name in names]
    kept = [file.read_bytes() for file in after if file.exists()]
    assert kept == (before[1:] if command == "remove" else before)


def test_a_pack_is_checked_while_it_is_changed_and_that_is_said(
    run: Run, two_article_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    apply = transaction.Transaction._apply

    def check_between(change: transaction.Transaction, step: Any, staged: Path | None) -> list[str]:
        if not checked:
            checked.append(run("check", two_article_pack).err)
        return apply(change, step, staged)

    monkeypatch.setattr(transaction, "PATIENCE", 0)
    monkeypatch.setattr(transaction.Transaction, "_apply", check_between)
    with changing(two_article_pack) as change:
        change.put("notes.txt", b"one")
        change.commit()
    said = "it is being changed, so what is said of it may not hold; check it again afterwards"
    assert checked == [f"ccgbrief: {two_article_pack}: {said}\n"]
    assert run("check", two_article_pack).err == ""


def test_an_article_that_cannot_be_read_is_named_where_it_is_to_be_replaced(
    run: Run, here: list[str], two_article_pack: Path, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = OSError(errno.EIO, "Input/output error")
    monkeypatch.setattr("ccgbrief.pack_editing.adding.read_article", Mock(side_effect=broken))
    done = run("add", *here, paper, "--replaces", "late-lights")
    article = two_article_pack / "articles" / "late-lights.md"
    assert done.status == 1
    assert f"{article}: input/output error, so it is not replaced" in done.out


def test_a_spoilt_journal_of_changes_is_a_problem_of_the_pack(
    run: Run, two_article_pack: Path
) -> None:
    journal = two_article_pack / ".changing" / "journal.json"
    journal.parent.mkdir()
    journal.write_text("[[1]]", "utf-8")
    done = run("check", two_article_pack)
    assert done.status == 1
    problem = (
        f"{journal}: it is not a journal of changes, so the pack may be half changed; "
        "move .changing out of the pack\n"
    )
    assert done.out == f"{problem}{two_article_pack}: 1 problem\n"
    assert run("show", "--pack", two_article_pack).err == f"ccgbrief: {problem}"
