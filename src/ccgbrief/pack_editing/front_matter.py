"""Reads and extends the front matter of an article's file, for what compares and lists articles."""

import re

import tomli
import tomli_w

from ccgbrief.pack.reader import front_of
from ccgbrief.text import clean_line

_LEADS = re.compile(r"\]\(<[^<>\n]*>\)")
_COMMENT = re.compile(r"<!--(?:.*?-->|.*+)", re.DOTALL)  # one without an end goes to the end
_TITLE = re.compile(r"\A\s*# .*")
_DATED = re.compile(r"^(?:title|published) = (.*)$", re.MULTILINE)


def title_of(article: str) -> str:
    """Return the title of an article, `""` where there is none."""
    front = front_of(article)
    try:
        return str(tomli.loads(front[1]).get("title", "")) if front else ""
    except (ValueError, RecursionError):
        return ""


def parted(article: str) -> tuple[str, str]:
    """Return what dates an article, its title among it, and its text below.

    Comments are not in it, nor where its links lead, which no copy on paper says.
    """
    front = front_of(article)
    body = _TITLE.sub("", article[front.end() :]) if front else article
    dated = "\n".join(_DATED.findall(front[0] if front else ""))
    return dated, _COMMENT.sub("", _LEADS.sub("]", body))


def with_short(article: str, short: str) -> str:
    """Return the text of an article's file with a label for its tab."""
    start, title, rest = article.split("\n", 2)
    return f"{start}\n{title}\n{tomli_w.dumps({'short': clean_line(short)})}{rest}"
