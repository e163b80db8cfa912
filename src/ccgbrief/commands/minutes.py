"""`ccgbrief minutes`: what leaves the meeting, printed or written into a file."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from ccgbrief.commands.output import DONE, CommandError, say
from ccgbrief.files import reason
from ccgbrief.minutes import minutes_as_markdown
from ccgbrief.session import Session


def minutes(session: Session, wanted: Namespace) -> int:
    """Print the minutes, or write them into the file named."""
    text = minutes_as_markdown(session.pack, session.notebook, today=_today(), public=wanted.public)
    if wanted.output is None:
        say(text.rstrip("\n"))
        return DONE
    try:
        Path(wanted.output).write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(
            f"{wanted.output}: {reason(error)}; name another file with -o"
        ) from error
    say(f"Written: {wanted.output}")
    return DONE


def _today() -> date:
    return date.today()  # noqa: DTZ011 (the reader's own calendar is meant)
