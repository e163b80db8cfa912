"""One more row in the table of kinds is one more kind everywhere; no table misses a kind."""

import json
import os
import pkgutil
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path

import pytest

import ccgbrief
from ccgbrief import arguments
from ccgbrief.minutes.formats import FORMATS
from ccgbrief.search.filters import FILTERS
from ccgbrief.view.help import WHILE_SEARCHING
from tests.packs import write_pack

ROW = """
    RISK = Traits("risk", key="R", plural="risks", help="Write a risk", done="closed")

    traits: Traits
"""

LOOK_EVERYWHERE = """
import json, sys
from datetime import UTC, date, datetime
from pathlib import Path
from ccgbrief.commands.completion import _IDS
from ccgbrief.kinds import NoteKind
from ccgbrief.minutes.build import gather
from ccgbrief.minutes.formats import FORMATS
from ccgbrief.minutes.document import as_tree
from ccgbrief.notebook import Notebook, Place
from ccgbrief.notebook.serialization import read_contents, write_contents
from ccgbrief.pack import read_pack
from ccgbrief.search.cache import open_finder
from ccgbrief.search.note_entries import note_entries
from ccgbrief.view import tabs
from ccgbrief.view.panes import blocks_of
from ccgbrief.view.help import help_groups
from ccgbrief.view.keys import COMMANDS
from ccgbrief.view.note_draft import NoteDraft
from ccgbrief.view.view_state import ViewState

pack = read_pack(Path(sys.argv[1]))
notebook = Notebook(pack.id, "k3v9", lambda: datetime(2026, 11, 22, tzinfo=UTC))
kind = NoteKind("risk")
notebook.add_note("The zebra may bolt", kind=kind)
shown = ViewState(pack, notebook, today=date(2026, 11, 22))
finder = open_finder(pack, note_entries(notebook, lambda _: ""))
minutes = gather(pack, notebook, date(2026, 11, 22))
texts = lambda tab: [block.text for block in blocks_of(tab, shown)]
draft = NoteDraft(Place())
for _ in range(list(NoteKind).index(kind)):
    draft.turn_kind()
print(json.dumps({
    "key": [c.keys for c in COMMANDS if c.id == "note.risk"],
    "help": any("Write a risk" in row.what for _, rows in help_groups() for row in rows),
    "editor": draft.title("the meeting", date(2026, 11, 22)),
    "found": [h.entry.text for h in finder.find("is:risk").hits],
    "found among notes": [h.entry.text for h in finder.find("is:note zebra").hits],
    "notes": any("zebra" in text for text in texts(tabs.NOTES)),
    "overview": "Open risks" in texts(tabs.OVERVIEW),
    "minutes": {
        **{n: b"zebra" in f.write(minutes, None) for n, f in FORMATS.items() if f.is_text},
        "documents": "zebra" in str(as_tree(minutes)),
    },
    "heading": b"## Risks" in FORMATS["md"].write(minutes, None),
    "json": [risk["text"] for risk in json.loads(FORMATS["json"].write(minutes, None))["risks"]],
    "completion": "risk" in list(_IDS["kind"](pack)),
}))
"""


@pytest.fixture(scope="module")
def everywhere(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Return where a kind is seen that one row was added for, in a copy of the program."""
    top = tmp_path_factory.mktemp("program")
    shutil.copytree(Path(ccgbrief.__file__).parent, top / "ccgbrief")
    table = top / "ccgbrief" / "kinds.py"
    source = table.read_text("utf-8")
    table.write_text(source.replace("\n    traits: Traits\n", ROW, 1), "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LOOK_EVERYWHERE, str(write_pack(top / "pack"))],
        env={**os.environ, "PYTHONPATH": str(top)},
        cwd=top,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize(
    ("where", "seen"),
    [
        ("key", ["R"]),
        ("help", True),
        ("editor", "risk on the meeting"),
        ("found", ["The zebra may bolt"]),
        ("found among notes", ["The zebra may bolt"]),
        ("notes", True),
        ("overview", True),
        ("minutes", {"md": True, "html": True, "json": True, "documents": True}),
        ("heading", True),
        ("json", ["The zebra may bolt"]),
        ("completion", True),
    ],
)
def test_a_kind_with_a_row_of_its_own_is_everywhere(
    everywhere: dict[str, object], where: str, seen: object
) -> None:
    assert everywhere[where] == seen


def tables() -> Iterator[tuple[str, dict[Enum, object]]]:
    """Give every table of the program whose keys are members of one enum, with its name."""
    for found in pkgutil.walk_packages(ccgbrief.__path__, "ccgbrief."):
        if not found.name.endswith("__main__"):
            for name, value in vars(import_module(found.name)).items():
                keys = list(value) if isinstance(value, dict) else []
                if keys and all(isinstance(key, Enum) for key in keys):
                    yield f"{found.name}.{name}", value


def test_every_table_over_an_enum_covers_all_of_it() -> None:
    missing = {
        name: {str(key) for key in type(next(iter(table))) if key not in table}
        for name, table in tables()
    }
    assert len(missing) > 3
    assert {name: keys for name, keys in missing.items() if keys} == {}


def test_the_help_names_every_format_of_minutes_and_every_filter_of_the_search() -> None:
    """Each start and each search would pay for importing them, and so they are spelt out."""
    searching = " ".join(f"{row.keys} {row.what}" for row in WHILE_SEARCHING.rows)
    assert {key for key in FILTERS if f"{key}:" not in searching} == set()
    assert re.findall(r"[a-z]+(?=,| or| \(default)", arguments._FORMATS) == list(FORMATS)
