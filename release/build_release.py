"""Builds the wheel, the source archive and the zipapp into `dist/`, and checks all of them.

    python release/build_release.py [--unreleased]

A release has its version and today's date at the top of CHANGELOG.md; `--unreleased` builds and
checks without. Whatever is wrong ends it with one line. The zipapp runs wherever Python 3.11 or
newer is, fastest on the system it was built on: elsewhere the compiled parts of what it needs give
way to the same in Python.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import ccgbrief
from wheel_data import COMPLETION

ROOT = Path(__file__).resolve().parents[1]
DIST = ROOT / "dist"
ZIPAPP = DIST / "ccgbrief.pyz"
UNPACKED = "~/.cache/ccgbrief-zipapp"
"""Where the zipapp unpacks itself, unless SHIV_ROOT names another folder."""

START = b"""\
import sys
from contextlib import suppress

from _bootstrap import Environment, bootstrap, cache_path, current_zipfile


def emptied():
    with suppress(OSError, RuntimeError), current_zipfile() as archive:
        env = Environment.from_json(archive.read("environment.json").decode())
        folder = cache_path(archive, env.root, env.build_id)
        parts = [folder / name for name in archive.namelist() if name.startswith("site-packages/")]
        if folder.is_dir() and not all(part.exists() for part in parts):
            return folder


try:
    bootstrap()
# Before the program itself begins, which handles its own; RuntimeError is for no home folder.
except (ImportError, OSError, RuntimeError) as error:
    why = f"{error}".rstrip(".")
    end = f"ccgbrief: {why}; name a folder that it can be unpacked into with SHIV_ROOT"
except SystemExit as ended:
    end = ended.code
    if end != 2:  # by which the program says that it could not do something
        raise
if folder := emptied():
    end = f"ccgbrief: files have gone from {folder}; delete it, and start again"
sys.exit(end)
"""
"""What the zipapp runs; something that cleans caches may have emptied the folder it unpacked."""

PINNED = ("--constraint", str(ROOT / "tests" / "constraints.txt"))

FOUND = "nobody really knowing who owns primary care"
"""What the first line of a search for “owns primry care” holds."""


def main() -> None:
    """Build and check everything; ends with SystemExit where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--unreleased", action="store_true", help="whatever the changelog says")
    wanted = parser.parse_args()
    version = ccgbrief.__version__
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    problem = problem_of(version, changelog, date.today().isoformat())  # noqa: DTZ011 (the day here)
    if problem and not wanted.unreleased:
        sys.exit(problem)
    shutil.rmtree(DIST, ignore_errors=True)
    python("hatchling", "build", "-d", str(DIST))
    wheel, source = (next(DIST.glob(f"ccgbrief-{version}{end}")) for end in ("-*.whl", ".tar.gz"))
    make_zipapp(wheel)
    set_start()
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        check_source(source, wheel, home)
        check_installed(wheel, version, home)
        check_zipapp(version, home)
    for file in sorted(DIST.iterdir()):
        print(f"{file.stat().st_size / 1e6:6.1f} MB  {file.relative_to(ROOT)}")


def problem_of(version: str, changelog: str, today: str) -> str:
    """Return why this version cannot be released today, in one line; empty if it can."""
    heading = next((line for line in changelog.splitlines() if line.startswith("## ")), "")
    wanted = f"## {version} ({today})"
    if heading != wanted:
        return f"CHANGELOG.md begins with “{heading}” where a release has “{wanted}”"
    return ""


def make_zipapp(wheel: Path) -> None:
    """Pack the wheel and all that it needs, with the extra `calendar`, into one file."""
    python(
        *("shiv", "-c", "ccgbrief", "-o", str(ZIPAPP), "--extend-pythonpath", "--reproducible"),
        *(
            "--root",
            UNPACKED,
            "--preamble",
            str(ROOT / "release" / "zipapp_start.py"),
            "-q",
            *PINNED,
            f"{wheel}[calendar]",
        ),
    )


def set_start() -> None:
    """Have the zipapp end with one line where it cannot unpack itself, and not in shiv's way."""
    shebang = ZIPAPP.read_bytes().partition(b"\n")[0] + b"\n"
    with zipfile.ZipFile(ZIPAPP) as made:
        parts = {info: made.read(info) for info in made.infolist()}
    with ZIPAPP.open("wb") as file:
        file.write(shebang)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as again:
            for info, data in parts.items():
                again.writestr(info, START if info.filename == "__main__.py" else data)


def check_source(source: Path, wheel: Path, scratch: Path) -> None:
    """Check that the source archive makes the same wheel."""
    again = scratch / "again"
    python("pip", "wheel", "-q", "--no-deps", *PINNED, "-w", str(again), str(source))
    with zipfile.ZipFile(next(again.iterdir())) as made, zipfile.ZipFile(wheel) as ours:
        different = {file.filename for file in made.infolist()} ^ set(ours.namelist())
        different |= {
            name
            for name in set(made.namelist()) & set(ours.namelist())
            if made.read(name) != ours.read(name)
        }
    if different:
        sys.exit(f"{source.name} makes another wheel: {', '.join(sorted(different))}")


def check_installed(wheel: Path, version: str, home: Path) -> None:
    """Install the wheel as users do, and try it away from the checkout."""
    places = {"HOME": home / "pipx", "BIN_DIR": home / "bin", "MAN_DIR": home / "man"}
    variables = {f"PIPX_{name}": str(folder) for name, folder in places.items()}
    python(
        *("pipx", "install", "-q", "--python", sys.executable, "--pip-args", " ".join(PINNED)),
        str(wheel),
        variables=variables,
    )
    command = [shutil.which("ccgbrief", path=str(places["BIN_DIR"])) or "ccgbrief"]
    try_out(command, version, home)
    share = places["HOME"] / "venvs" / "ccgbrief" / "share"
    for shell, path in COMPLETION.items():
        installed = (share / path).read_text("utf-8")
        if ran([*command, "completion", shell], home).strip() != installed.strip():
            sys.exit(f"{path} is not what `ccgbrief completion {shell}` prints")
    if version not in (share / "man/man1/ccgbrief.1").read_text("utf-8"):
        sys.exit("the manual page is not of this version")


def check_zipapp(version: str, home: Path) -> None:
    """Try the zipapp where it unpacks itself, and again with nothing compiled, as elsewhere."""
    unpacked = home / "unpacked"
    command = [sys.executable, str(ZIPAPP)]
    variables = {"SHIV_ROOT": str(unpacked)}
    try_out(command, version, home, variables)
    paper = home / "ponds.txt"
    paper.write_text("Ponds of the parish\n\nThere are nine of them, all with reeds.\n", "utf-8")
    ran([*command, "add", str(paper)], home, variables)  # read in a process of its own
    ran([*command, "remove", "ponds-of-the-parish"], home, variables)
    check_refused(command, {"SHIV_ROOT": str(paper / "below")}, "SHIV_ROOT")
    compiled = [file for end in ("so", "pyd") for file in unpacked.rglob(f"*.{end}")]
    if not compiled:
        sys.exit(f"{ZIPAPP.name} did not unpack itself below SHIV_ROOT")
    for file in compiled:
        file.unlink()
    try_out(command, version, home, variables)
    for file in unpacked.rglob("*.py"):
        file.unlink()
    check_refused(command, {"SHIV_ROOT": str(unpacked)}, f"{unpacked}")


def check_refused(command: Sequence[str], variables: Mapping[str, str], named: str) -> None:
    """Check that the zipapp ends with one line, which names something, where it cannot begin."""
    refused = subprocess.run(
        [*command, "check"],
        env={**os.environ, **variables},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    said = refused.stderr
    if refused.returncode == 0 or said.count("\n") != 1 or named not in said:
        sys.exit(f"where it cannot begin {ZIPAPP.name} said {said[:200]!r}")


def try_out(
    command: Sequence[str], version: str, home: Path, variables: Mapping[str, str] | None = None
) -> None:
    """Check that a command runs, that its pack has no problems and that a search finds."""
    for arguments, expected in (
        (["--version"], f"ccgbrief {version}"),
        (["check"], ""),
        (["search", "owns primry care"], FOUND),
        (["minutes", "--all"], ""),
    ):
        said = ran([*command, *arguments], home, variables)
        if expected not in said.partition("\n")[0]:
            sys.exit(f"{' '.join([*command, *arguments])} said “{said[:200]}”")


def ran(command: Sequence[str], home: Path, variables: Mapping[str, str] | None = None) -> str:
    """Return what a command prints that runs with a home of its own."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("XDG_")}
    kept.pop("PYTHONPATH", None)
    folders = {"HOME": home, "USERPROFILE": home, "APPDATA": home, "LOCALAPPDATA": home}
    environment = {**kept, **{name: str(folder) for name, folder in folders.items()}}
    done = subprocess.run(
        command,
        cwd=home,
        env={**environment, **(variables or {})},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-500:]}")
    return done.stdout


def python(module: str, *arguments: str, variables: Mapping[str, str] | None = None) -> None:
    """Run a module of this Python in the checkout; it reports what is wrong."""
    command = [sys.executable, "-m", module, *arguments]
    environment = {**os.environ, **(variables or {})}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.exit(f"{module} ended with {done.returncode}")


if __name__ == "__main__":
    main()
