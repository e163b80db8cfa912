"""The house: imports run one way, and no room below the screen knows Textual."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "ccgbrief"

SCREEN = "tui"
NO_ROOMS = {SCREEN, "__init__", "__main__"}
"""The screen itself; what every import begins with; what runs the program when imported."""

IMPORT_ALL_OF_IT = """
import importlib, pkgutil, sys
room = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(getattr(room, "__path__", ()), f"{room.__name__}."):
    importlib.import_module(module.name)
print("textual" in sys.modules)
"""


def rooms() -> list[str]:
    found = (p.stem for p in SOURCE.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists())
    return sorted(name for name in found if name not in NO_ROOMS)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(SOURCE.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("room", rooms())
def test_a_room_below_the_screen_is_imported_without_textual(room: str) -> None:
    """A fresh interpreter, because here some other test may have imported it."""
    done = run("-c", IMPORT_ALL_OF_IT, f"ccgbrief.{room}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "False"


def test_the_rooms_are_looked_for_where_they_are() -> None:
    assert {"pack", "search", "notebook", "text"} <= set(rooms())
    assert (SOURCE / SCREEN / "__init__.py").exists()


MOST_LINES_OF_A_SCREEN_CLASS = 200
MOST_LINES_OF_A_FUNCTION = 60


def too_long(
    folder: Path, most: int, *kinds: type[ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]
) -> list[str]:
    return [
        f"{file.relative_to(SOURCE)}: {node.name} has {lines} lines"
        for file in folder.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, kinds)
        and node.end_lineno
        and (lines := node.end_lineno - node.lineno + 1) > most
    ]


def test_no_class_of_the_screen_grows_too_long() -> None:
    assert too_long(SOURCE / SCREEN, 20, ast.ClassDef)
    assert not too_long(SOURCE / SCREEN, MOST_LINES_OF_A_SCREEN_CLASS, ast.ClassDef)


def test_no_function_grows_too_long() -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    assert too_long(SOURCE, 20, *functions)
    assert not too_long(SOURCE, MOST_LINES_OF_A_FUNCTION, *functions)


def test_imports_run_one_way() -> None:
    """The contracts stand in pyproject.toml."""
    done = run("-c", "from importlinter.cli import lint_imports; exit(lint_imports(no_cache=True))")
    assert done.returncode == 0, done.stdout + done.stderr
