"""What a session begins with on the screen, and what is kept for the next one."""

from ccgbrief import paths
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.session import Session
from ccgbrief.state import keep_position, last_position
from ccgbrief.view import tabs
from ccgbrief.view.address import Address, read_key
from ccgbrief.view.preferences import Preferences
from ccgbrief.view.view_state import ViewState


def first_view(session: Session, preferences: Preferences, *, presenting: bool) -> ViewState:
    """Return what is shown first; the overview leads on to where the reader was last."""
    position, today = last_position(paths.position_file(session.pack.id)), local_today()
    since = session.minutes_log.last_written(today)
    return ViewState(
        session.pack,
        session.notebook,
        last=Address(position.tab, read_key(position.key)) if position.tab else None,
        series=session.series,
        public=presenting,
        presenting=presenting,
        since=since or position.opened_before(today),
        today=today,
        commands=preferences.commands,
    )


def keep_last(shown: ViewState, address: Address) -> None:
    """Keep where the reader is for the next start; nobody needs to be led back to the overview."""
    if address.tab == tabs.OVERVIEW:
        address = shown.last or address
    keep_position(paths.position_file(shown.pack.id), address.tab, str(address.key), local_today())
