"""`ccgbrief since`: what was written since a day."""

from argparse import Namespace

from ccgbrief.commands.dates import past_day
from ccgbrief.commands.opening import open_to_read
from ccgbrief.commands.output import (
    DONE,
    NO,
    print_json,
    print_left_out,
    print_message,
    print_result,
)
from ccgbrief.minutes.changes import Change, changes_since
from ccgbrief.session import Session
from ccgbrief.view.note_blocks import place_name


def since(wanted: Namespace) -> int:
    """List ticks, read articles and notes since a day."""
    session = open_to_read(wanted, notes=True)
    day = past_day(" ".join(wanted.day))
    private = wanted.private
    changes = changes_since(session.pack, session.notebook, day, private=private)
    named = [(change, _name(session, change, private=private)) for change in changes]
    if wanted.json:
        print_json(
            [{"at": c.at.isoformat(), "what": c.what, "text": c.text, "on": on} for c, on in named]
        )
        return DONE if changes else NO
    for change, on in named:
        at = change.at.astimezone()
        said = f"{change.text}{f' ({on})' if on else ''}" if change.text else on
        print_result(f"{at:%Y-%m-%d %H:%M}  {change.what}: {said}")
    if not private:
        every = changes_since(session.pack, session.notebook, day, private=True)
        print_left_out(len(every) - len(changes))
    if not changes:
        print_message(f"nothing was written since {day}; give an earlier day")
    return DONE if changes else NO


def _name(session: Session, change: Change, *, private: bool) -> str:
    """Say what a note or bookmark is on; a duty or an article is identified by its text."""
    if change.text and not change.is_note:
        return ""
    return place_name(session.pack, change.place, session.notebook.notes(private=private))
