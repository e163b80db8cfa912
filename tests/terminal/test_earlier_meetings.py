"""The first screen waits for no earlier meeting, and no key comes before they are known."""

import os
import sys
from pathlib import Path

import pytest
import tomli_w

from ccgbrief.kinds import NoteKind
from ccgbrief.session import open_session
from tests.small_pack import MANIFEST, write_pack
from tests.terminal.test_lifecycle import running
from tests.terminal.test_meeting import leave

SLOW = """
import sys
from ccgbrief import session
from ccgbrief.cli import main

def read_slowly(*arguments):
    open(gate).read()
    return read(*arguments)

gate, read = sys.argv.pop(1), session.earlier_meetings
session.earlier_meetings = read_slowly
sys.exit(main(sys.argv[1:]))
"""
"""The program, which reads earlier meetings only once a pipe is written to."""


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes in the file system there")
def test_the_first_screen_waits_for_no_earlier_meeting_but_its_first_key_does(
    environment: dict[str, str], tmp_path: Path
) -> None:
    folder = write_pack(tmp_path / "november")
    for month in ("october", "november"):
        manifest = {**MANIFEST, "id": month, "title": f"Board of {month}", "series": "board"}
        (folder / "pack.toml").write_text(tomli_w.dumps(manifest), "utf-8")
        if month == "october":
            october = open_session(folder, tmp_path / "october.toml")
            october.notebook.add_note("Trim the hedge", kind=NoteKind.ACTION)
            october.store.close()
    gate = tmp_path / "gate"
    os.mkfifo(gate)
    with running(SLOW, environment, tmp_path, str(gate), "--pack", str(folder)) as terminal:
        terminal.until_shown("Board of november")
        terminal.until_shown("? help")
        assert "Trim the hedge" not in terminal.text
        terminal.type("H")
        gate.write_text("read them", "utf-8")
        terminal.until_shown("Board of october,")
        terminal.type("\x1b")
        terminal.until_shown("Trim the hedge")
        terminal.until_shown("from Board of october")
        leave(terminal)
