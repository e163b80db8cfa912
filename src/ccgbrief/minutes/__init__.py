"""What leaves the room: the minutes of a meeting, made from the pack and the notebook."""

from ccgbrief.minutes.build import gather
from ccgbrief.minutes.changes import Change, changes_since
from ccgbrief.minutes.header import MEETING, PRESENT
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

FORMATS = {"md": as_markdown, "html": as_html, "json": as_json}
"""By the ending of a file, what writes minutes into it."""

__all__ = [
    "FORMATS",
    "MEETING",
    "PRESENT",
    "AreaStanding",
    "Change",
    "CitedArticle",
    "CitedFigure",
    "DutyStanding",
    "Entry",
    "Minutes",
    "Prompt",
    "Subject",
    "as_html",
    "as_json",
    "as_markdown",
    "changes_since",
    "gather",
]
