"""Turns papers into articles: reads them, cleans them up, recognises copies, adds them."""

from ccgbrief.importers.adding import Progress, add_papers
from ccgbrief.importers.article import Options
from ccgbrief.importers.paper import PaperError
from ccgbrief.importers.personal_papers import with_own_papers
from ccgbrief.importers.removing import Removed, remove_article
from ccgbrief.importers.reports import Added, Outcome, Step
from ccgbrief.importers.template import new_pack
from ccgbrief.importers.transaction import recover

__all__ = [
    "Added",
    "Options",
    "Outcome",
    "PaperError",
    "Progress",
    "Removed",
    "Step",
    "add_papers",
    "new_pack",
    "recover",
    "remove_article",
    "with_own_papers",
]
