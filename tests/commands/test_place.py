"""`check`, `where` and `minutes`."""

from pathlib import Path

import pytest

from ccgbrief import paths
from ccgbrief.notebook import NotebookStore
from tests.commands.conftest import Run


def test_the_shipped_pack_has_no_fault(run: Run) -> None:
    done = run("check")
    assert (done.status, done.err) == (0, "")
    assert done.out == f"{paths.shipped_pack()}: no problems\n"


def test_a_good_pack_may_be_named_in_either_way(run: Run, two_article_pack: Path) -> None:
    for arguments in (["check", two_article_pack], ["check", "--pack", two_article_pack],
                      ["--pack", two_article_pack, "check"]):  # fmt: skip
        assert run(*arguments).out == f"{two_article_pack}: no problems\n"


def test_every_problem_is_listed_with_file_and_line_and_counted(
    run: Run, two_article_pack: Path
) -> None:
    duties = two_article_pack / "duties.toml"
    text = duties.read_text(encoding="utf-8")
    duties.write_text(text.replace('"access"', '"acess"').replace("means", "meens"))
    (two_article_pack / "articles" / "late-lights.md").unlink()
    done = run("check", two_article_pack)
    assert (done.status, done.err) == (1, "")
    *problems, count = done.out.splitlines()
    assert count == f"{two_article_pack}: {len(problems)} problems"
    assert any(
        problem.startswith(f"{duties}:7: areas: “acess” is not known") for problem in problems
    )
    assert sum(problem.startswith(f"{duties}:") and "meens" in problem for problem in problems) == 2
    assert any("late-lights.md: cannot be read" in problem for problem in problems)


@pytest.mark.parametrize("file", ["pack.toml", "articles/ponds.md"])
def test_ones_own_papers_are_checked_with_the_shipped_pack(
    run: Run, tmp_path: Path, file: str
) -> None:
    paper = tmp_path / "ponds.md"
    paper.write_text("# Ponds\n\nThere are nine.\n", "utf-8")
    run("add", paper)
    own = paths.own_papers("co-commissioning")
    shipped = f"{paths.shipped_pack()}: no problems\n"
    assert run("check").out == f"{shipped}{own}: no problems\n"
    (own / file).write_text("x = [\n", "utf-8")
    done = run("check")
    first, problem, count = done.out.splitlines(keepends=True)
    assert (done.status, first, count) == (1, shipped, f"{own}: 1 problem\n")
    assert problem.startswith(f"{own / file}:")
    (own / "pack.toml").unlink()
    done = run("check")
    first, problem, count = done.out.splitlines(keepends=True)
    assert (done.status, first, count) == (1, shipped, f"{own}: 1 problem\n")
    assert problem.startswith(f"{own / 'pack.toml'}: is missing")


def test_a_single_problem_is_one_problem(run: Run, two_article_pack: Path) -> None:
    glossary = two_article_pack / "glossary.toml"
    glossary.write_text(glossary.read_text(encoding="utf-8") + 'colour = "red"\n')
    assert run("check", two_article_pack).out.endswith(": 1 problem\n")


def test_a_folder_without_a_pack_cannot_be_checked(run: Run, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "gone"):
        done = run("check", folder)
        assert done.status == 2
        assert done.one_line.startswith(f"{folder}: is not a pack folder")
        assert done.one_line.endswith("); name the folder of a pack")


def test_hostile_faults_are_printed_harmless(run: Run, two_article_pack: Path) -> None:
    with (two_article_pack / "pack.toml").open("a", encoding="utf-8") as manifest:
        manifest.write('"\\u001b]0;x\\u0007" = 1\n')
    done = run("check", two_article_pack)
    assert done.status == 1
    assert "\x1b" not in done.out
    assert "␛]0;x␇" in done.out


@pytest.mark.parametrize("command", ["check", "where", "show"])
def test_a_name_that_is_too_long_for_the_system_is_told(run: Run, command: str) -> None:
    done = run(command, "--pack", "a" * 5000)
    assert done.status == {"check": 2, "where": 0, "show": 2}[command]
    assert command == "where" or "file name too long" in done.out + done.err


def test_where_names_every_file_and_which_are_not_there_yet(
    run: Run, here: list[str], two_article_pack: Path, notes: Path
) -> None:
    done = run("where", *here)
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0].startswith("pack: ")
    assert lines[0].endswith(str(two_article_pack))
    assert lines[1].endswith(f"{notes} (not there yet)")
    assert str(paths.index_file("surgery-hours")) in done.out
    assert str(paths.state_folder()) in done.out
    assert f"{notes}.lock (not there yet)" in done.out
    assert str(two_article_pack / paths.PACK_LOCK) in done.out
    assert str(paths.config_file()) in done.out
    assert str(paths.synonyms_file()) in done.out
    assert "papers" not in done.out
    run("tick", *here, "open-early")
    assert run("where", *here).out.splitlines()[1].endswith(str(notes))


def test_where_names_a_draft_of_a_notebook_that_was_moved(
    run: Run, here: list[str], notes: Path
) -> None:
    store = NotebookStore.open(notes, "surgery-hours", paths.state_folder())
    store.draft.hold(lambda tried: tried.add_note("half a thought"))
    store.draft.save()
    store.draft._lock.close()
    (file,) = (paths.state_folder() / "rescued").glob("*.toml")
    moved = ["--notes", str(notes.with_name("moved.toml"))]
    assert "half a thought" not in run("show", "notes", *here, *moved).err
    assert f"written, and not kept or saved:    {file}\n" in run("where", *here, *moved).out


def test_where_tells_everything_that_is_wrong_with_the_settings(run: Run, here: list[str]) -> None:
    file = paths.config_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    wrong = "\n".join(f"wrong{number} = 1" for number in range(13))
    file.write_text(f'{wrong}\n[keys]\nserach = "f3"\n', encoding="utf-8")
    out = run("where", *here).out
    assert all(f"“wrong{number}”" in out for number in range(13))
    assert "did you mean search?" in out


def test_without_options_where_tells_the_shipped_pack_and_its_notebook(run: Run) -> None:
    out = run("where").out
    assert str(paths.shipped_pack()) in out
    assert str(paths.notebook_file("co-commissioning")) in out
    assert str(paths.own_papers("co-commissioning")) in out


def test_where_bears_a_pack_that_cannot_be_read(run: Run, tmp_path: Path) -> None:
    done = run("where", "--pack", tmp_path)
    assert done.status == 0
    assert "PACK" in done.out


def test_minutes_are_printed(run: Run, here: list[str]) -> None:
    run("note", *here, "We agree", "--kind", "decision")
    done = run("minutes", *here)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("# Opening hours of the surgery\n")
    assert "## Decisions" in done.out
    assert "We agree" in done.out


def test_minutes_go_into_a_file_that_is_named(run: Run, here: list[str], tmp_path: Path) -> None:
    file = tmp_path / "minutes.md"
    printed = run("minutes", *here).out
    done = run("minutes", *here, "-o", file)
    assert done.out == f"Written: {file}; holds no notes\n"
    assert file.read_text(encoding="utf-8") == printed


def test_minutes_leave_private_notes_out(run: Run, here: list[str]) -> None:
    run("note", *here, "for me alone", "--private")
    assert "for me alone" in run("minutes", *here, "--private").out
    assert "for me alone" not in run("minutes", *here).out


def test_minutes_that_cannot_be_written_are_told_with_the_cure(
    run: Run, here: list[str], tmp_path: Path
) -> None:
    done = run("minutes", *here, "-o", tmp_path / "gone" / "m.md")
    assert done.status == 2
    assert done.one_line.startswith(f"{tmp_path / 'gone' / 'm.md'}: ")
    assert done.one_line.endswith("name another file with -o")
