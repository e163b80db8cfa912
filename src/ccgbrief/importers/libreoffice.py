"""Reads older office files, which LibreOffice, where it is installed, saves as newer ones."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from ccgbrief.importers.pandoc import read_office
from ccgbrief.importers.paper import Paper, PaperError, Source, Tell
from ccgbrief.importers.spreadsheets import read_xlsx

MOST_SECONDS = 50

NEWER = {"doc": "docx", "ppt": "pptx", "odp": "pptx", "xls": "xlsx", "ods": "xlsx"}
"""What each format is saved as."""

PROGRAMS = {"docx": "Word", "pptx": "PowerPoint", "xlsx": "Excel"}


def read_older(source: Source, tell: Tell, form: str) -> Paper:
    """Read a file of an older format; raises PaperError with the next step where that fails."""
    newer = NEWER[form]
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise PaperError(
            f"it is an older format; open it in {PROGRAMS[newer]}, save it as .{newer}"
        )
    converted = Source(source.name, _converted(program, source, form, newer, tell), source.keep_all)
    return read_xlsx(converted, tell) if newer == "xlsx" else read_office(converted, tell, newer)


def _converted(program: str, source: Source, form: str, newer: str, tell: Tell) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, f"paper.{form}"), Path(folder, f"paper.{newer}")
        old.write_bytes(source.data)
        command = [
            *(program, "--headless", "--norestore", "--convert-to", newer, "--outdir", folder),
            f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
            str(old),
        ]
        with subprocess.Popen(  # noqa: S603 - a program that is installed, no shell
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            for _ in range(MOST_SECONDS):
                try:
                    process.wait(1)
                    break
                except subprocess.TimeoutExpired:
                    tell(0, 0)
            else:
                process.kill()
        if not new.is_file():
            raise PaperError(
                f"LibreOffice cannot convert it; open it in {PROGRAMS[newer]}, save it as .{newer}"
            )
        return new.read_bytes()
