"""`ccgbrief since`: what was written since a day."""

from argparse import Namespace

from ccgbrief.commands.dates import past_day, year_read
from ccgbrief.commands.opening import open_to_read
from ccgbrief.commands.output import (
    DONE,
    NO,
    print_json,
    print_left_out,
    print_message,
    print_result,
)
from ccgbrief.minutes.changes import Change, changes_in_series, common_to_series
from ccgbrief.session import Session
from ccgbrief.text import clean_line
from ccgbrief.view.note_blocks import place_name

MOST_NAMED = 3
"""Earlier meetings that are named where nothing was written."""


def since(wanted: Namespace) -> int:
    """List ticks, read articles and notes since a day."""
    session = open_to_read(wanted, notes=True)
    day = past_day(wanted.day)
    if year := year_read(day, wanted.day):
        print_message(f"since {year}")
    private = wanted.private
    pack, notebook, series = session.pack, session.notebook, session.series
    changes = changes_in_series(pack, notebook, series, day, private=private)
    named = [(change, _name(session, change, private=private)) for change in changes]
    if wanted.json:
        print_json(
            [
                {
                    "at": change.at.isoformat(),
                    "what": change.what,
                    "text": change.text,
                    "on": on,
                    "meeting": change.meeting.title if change.meeting else "",
                }
                for change, on in named
            ]
        )
    else:
        for change, on in named:
            print_result(_line(change, on))
    if not private:
        every = changes_in_series(pack, notebook, series, day, private=True)
        print_left_out(len(every) - len(changes))
    if after := session.series.after_final:
        print_message(after)
    if not changes:
        print_message(
            f"nothing was written since {day} in {_looked_at(session)}; give an earlier day"
        )
    return DONE if changes else NO


def _line(change: Change, on: str) -> str:
    said = f"{change.text}{f' ({on})' if on else ''}" if change.text else on
    origin = f" (from {clean_line(change.meeting.title)})" if change.meeting else ""
    return f"{change.at.astimezone():%Y-%m-%d %H:%M}  {change.what}: {said}{origin}"


def _name(session: Session, change: Change, *, private: bool) -> str:
    """Say what a note or bookmark is on; a duty or an article is identified by its text."""
    if change.text and not change.is_note:
        return ""
    if change.meeting:
        notes = change.meeting.notebook.notes(private=private)
        return place_name(common_to_series(session.pack), change.place, notes)
    return place_name(session.pack, change.place, session.notebook.notes(private=private))


def _looked_at(session: Session) -> str:
    """Name the notebooks that were looked at, the latest earlier meetings first."""
    earlier = [meeting.title for meeting in reversed(session.series.meetings)]
    titles = [session.pack.title, *earlier[:MOST_NAMED]]
    named = ", ".join(f"“{clean_line(title)}”" for title in titles)
    more = f" and {len(earlier) - MOST_NAMED} more" if len(earlier) > MOST_NAMED else ""
    return f"the notebook{'s' if earlier else ''} of {named}{more}"
