"""What leaves the room: the minutes of a meeting, made from the pack and the notebook."""

from datetime import date

from ccgbrief.minutes.gathering import (
    CitedArticle,
    CitedFigure,
    DutyStanding,
    Entry,
    Minutes,
    Subject,
    gather,
)
from ccgbrief.minutes.html import as_html
from ccgbrief.minutes.json import as_json
from ccgbrief.minutes.markdown import as_markdown
from ccgbrief.minutes.since import Change, changes_since
from ccgbrief.minutes.writing import write_whole
from ccgbrief.notebook import Notebook
from ccgbrief.pack import Pack

__all__ = [
    "Change",
    "CitedArticle",
    "CitedFigure",
    "DutyStanding",
    "Entry",
    "Minutes",
    "Subject",
    "as_html",
    "as_json",
    "as_markdown",
    "changes_since",
    "gather",
    "minutes_as_markdown",
    "write_whole",
]


def minutes_as_markdown(
    pack: Pack, notebook: Notebook, today: date, *, public: bool = False
) -> str:
    """Return the minutes as Markdown; `public` leaves private notes out."""
    return as_markdown(gather(pack, notebook, today, public=public))
