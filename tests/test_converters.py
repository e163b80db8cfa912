import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from ccgbrief.converters import run_program

BEGINS_ANOTHER = """
import subprocess, sys
subprocess.run([sys.executable, "-c", sys.argv[1]])
"""

WRITES_ON = """
import time
from pathlib import Path
print("begun", flush=True)
for _ in range(2000):
    Path("{0}").write_text("x")
    time.sleep(0.01)
"""

RUNS_IT = """
import sys
from ccgbrief.converters import run_program
from ccgbrief.system import unwinding
with unwinding():
    run_program([sys.executable, *sys.argv[1:]], 60, stdout=sys.stdout)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a program there has no signals to handle")
def test_a_signal_ends_what_a_program_that_was_run_has_begun_too(tmp_path: Path) -> None:
    """As LibreOffice, whose own process wrote into a folder that was being removed."""
    written = tmp_path / "written"
    command = [sys.executable, "-c", RUNS_IT, "-c", BEGINS_ANOTHER, WRITES_ON.format(written)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as running:
        assert running.stdout
        assert running.stdout.readline() == b"begun\n"
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 128 + signal.SIGTERM
    written.unlink(missing_ok=True)
    time.sleep(0.3)
    assert not written.exists()


@pytest.mark.parametrize("given", ["", "relative", os.devnull])
def test_a_program_is_given_a_folder_for_temporary_files_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("TMPDIR", given)
    said = tmp_path / "said"
    with said.open("wb") as stdout:
        run_program(
            [sys.executable, "-c", "import os; print(os.environ['TMPDIR'], end='')"],
            60,
            stdout=stdout,
        )
    assert said.read_text() == tempfile.gettempdir()
