"""Changes packs: adds papers as articles, revises and removes them, and makes new packs."""

from ccgbrief.pack_editing.adding import Options, add_papers
from ccgbrief.pack_editing.new_pack import FIRST_ARTICLE, new_pack
from ccgbrief.pack_editing.personal_papers import with_own_papers
from ccgbrief.pack_editing.removing import remove_article
from ccgbrief.pack_editing.reports import Added, Outcome, Step
from ccgbrief.pack_editing.transaction import Watch, recover
from ccgbrief.papers.paper import PaperError

__all__ = [
    "FIRST_ARTICLE",
    "Added",
    "Options",
    "Outcome",
    "PaperError",
    "Step",
    "Watch",
    "add_papers",
    "new_pack",
    "recover",
    "remove_article",
    "with_own_papers",
]
