"""How papers become articles: reading, tidying, telling copies apart, adding to a pack."""

from ccgbrief.documents.adding import Progress, add_papers
from ccgbrief.documents.article import Options
from ccgbrief.documents.own import with_own_papers
from ccgbrief.documents.paper import PaperError
from ccgbrief.documents.removing import Removed, remove_article
from ccgbrief.documents.results import Added, Outcome, Step
from ccgbrief.documents.starting import new_pack

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
    "remove_article",
    "with_own_papers",
]
