"""Opens what a command works on, and tells what there is to know of it."""

from argparse import Namespace

from ccgbrief.commands.output import CommandError, tell
from ccgbrief.session import Session, open_session


def open_to_read(wanted: Namespace) -> Session:
    """Open the pack and the notebook named on the command line."""
    session = open_session(wanted.pack, wanted.notes)
    for message in session.file.take_messages():
        tell(message)
    return session


def open_to_write(wanted: Namespace) -> Session:
    """Open them for a command that writes in the notebook; raises CommandError if it must not."""
    session = open_session(wanted.pack, wanted.notes)
    if session.file.read_only:
        raise CommandError(session.file.read_only)
    for message in session.file.take_messages():
        tell(message)
    return session
