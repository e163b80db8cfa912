"""Makes the minutes of a meeting from the pack and the notebook."""

from ccgbrief.minutes.agenda import agenda_place
from ccgbrief.minutes.build import Options, gather
from ccgbrief.minutes.changes import Change, changes_since
from ccgbrief.minutes.formats import FORMATS, Format
from ccgbrief.minutes.html import as_html
from ccgbrief.minutes.json import as_json
from ccgbrief.minutes.markdown import as_markdown
from ccgbrief.minutes.model import (
    AreaStanding,
    CitedArticle,
    CitedFigure,
    DutyStanding,
    Entry,
    Minutes,
    Prompt,
    Subject,
)
from ccgbrief.minutes.selection import (
    EVERYTHING,
    Selection,
    keep_minuted,
    not_minuted_yet,
    private_left_out,
    usual_selection,
)

__all__ = [
    "EVERYTHING",
    "FORMATS",
    "AreaStanding",
    "Change",
    "CitedArticle",
    "CitedFigure",
    "DutyStanding",
    "Entry",
    "Format",
    "Minutes",
    "Options",
    "Prompt",
    "Selection",
    "Subject",
    "agenda_place",
    "as_html",
    "as_json",
    "as_markdown",
    "changes_since",
    "gather",
    "keep_minuted",
    "not_minuted_yet",
    "private_left_out",
    "usual_selection",
]
