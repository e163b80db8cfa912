"""A whole meeting by keys alone, in a real terminal: from a question to the minutes."""

import base64
import re
from datetime import date, timedelta
from pathlib import Path

from tests.terminal.conftest import Start
from tests.terminal.terminal import Terminal
from tests.terminal.test_meeting import leave, ready

QUOTED = "“nobody really knowing who owns primary care”"
CITED = "Richard Vize, “Clinical commissioning risks losing its way”"


def clipboard(terminal: Terminal) -> str:
    """Return what the program has sent to the terminal's clipboard last, as OSC 52."""
    sent = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", terminal.written)
    return base64.b64decode(sent[-1]).decode() if sent else ""


def test_from_a_question_to_the_minutes_without_the_mouse(start: Start, tmp_path: Path) -> None:
    due = date.today() + timedelta(days=30)  # noqa: DTZ011 (the reader's own calendar is meant)
    terminal = ready(start())

    # Somebody asks; the quotation is found, though misspelt, and copied with its citation.
    terminal.type("/")
    terminal.type("owns primry care")
    terminal.until_shown("primry → primary")
    terminal.type("\r")
    terminal.until(lambda: "2 Losing its way" in terminal.reversed_text(), "the open tab")
    terminal.until_shown("/ search: a few letters")
    terminal.until_shown(f"▌  │ {QUOTED}")
    terminal.type("y")
    terminal.until(lambda: QUOTED in clipboard(terminal), "the quotation on the clipboard")
    assert CITED in clipboard(terminal)

    # On that passage: what was decided, and who is to do what by when.
    terminal.type("c")
    terminal.until_shown("Decision on “nobody really knowing")
    terminal.type("Settle in writing who owns it\r")
    terminal.until_shown("Decision saved")
    terminal.type("a")
    terminal.type(f"Ask the area team @Practice manager, by {due.day} {due:%B %Y}")
    terminal.until_shown(f"Action for Practice manager, by {due.day} {due:%b %Y}")
    terminal.type("\r")
    terminal.until_shown("Action saved")

    # On a duty: an interest, and that the duty is in place.
    terminal.type("7")
    terminal.until_shown("▌  [ ] Review and renew GP contracts")
    terminal.type("i")
    terminal.type("@Dr Ash, partner at Elm Surgery, leaves")
    terminal.until_shown("Declaration by Dr Ash, agreed: leaves")
    terminal.type("\r")
    terminal.until_shown("Interests: Dr Ash (leaves)")
    terminal.type(" ")
    terminal.until_shown("[x] Review and renew GP contracts")

    terminal.type("xx")
    terminal.until_shown("Minutes written:")
    leave(terminal)

    (file,) = tmp_path.glob("minutes-*.md")
    minutes = " ".join(file.read_text(encoding="utf-8").split())
    quoted = f"> {QUOTED} > > — A practice manager"
    for said in (
        "1. Dr Ash, partner at Elm Surgery, leaves Declared by: Dr Ash. Agreed: leaves. "
        "On the duty: Review and renew GP contracts",
        f"1. Settle in writing who owns it {quoted}",
        f"1. Ask the area team (Practice manager), by {due.day} {due:%B %Y} "
        "Owner: Practice manager. "
        f"Due: {due.day} {due:%B %Y}. State: open. {quoted}",
        "- In place: Review and renew GP contracts Interests: Dr Ash (leaves)",
        "Of 7: 1 in place, 6 not started.",
    ):
        assert said in minutes
    assert minutes.count(CITED) == 2
