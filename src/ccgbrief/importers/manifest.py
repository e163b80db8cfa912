"""Changes the list of articles in a pack.toml and nothing else: the owner's layout stays."""

import re
from collections.abc import Sequence

import tomli

from ccgbrief.importers.paper import PaperError
from ccgbrief.text import clean_line

_ARTICLES = re.compile(r"^[ \t]*(?:articles|\"articles\"|'articles')[ \t]*=[ \t]*\[", re.MULTILINE)
_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*"|'[^'\n]*')|(?P<comment>\#[^\n]*)|(?P<comma>,)|(?P<end>\])|\s+"""
)


def with_article(manifest: str, article: str) -> str:
    """Return a manifest that names an article more, at the end of the list."""
    return _changed(manifest, added=article)


def without_article(manifest: str, article: str) -> str:
    """Return a manifest that does not name an article any more."""
    return _changed(manifest, removed=article)


def articles_of(manifest: str) -> list[str]:
    """Return the articles that a manifest names; raises PaperError where it cannot be read."""
    found = _parsed(manifest).get("articles", [])
    if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
        raise PaperError('its articles are not a list of texts; write articles = ["…"]')
    return found


def _parsed(manifest: str) -> dict[str, object]:
    try:
        return tomli.loads(manifest)
    except (ValueError, RecursionError) as error:
        raise PaperError(f"it is not TOML ({clean_line(str(error))}); mend it") from error


def _changed(manifest: str, added: str = "", removed: str = "") -> str:
    """Try each place that looks like the list, until the change comes out as it was meant."""
    before = _parsed(manifest)
    names = articles_of(manifest)
    wanted = before | {
        "articles": [*(n for n in names if n != removed), *([added] if added else [])]
    }
    for found in _ARTICLES.finditer(manifest):
        tokens = _tokens(manifest, found.end())
        if not tokens:
            continue
        edited = (
            _inserted(manifest, tokens, added) if added else _taken_out(manifest, tokens, removed)
        )
        try:
            if tomli.loads(edited) == wanted:
                return edited
        except ValueError:
            continue
    change = f"write “{added}” into" if added else f"take “{removed}” out of"
    raise PaperError(f"its list of articles is written in an unusual way; {change} it by hand")


def _tokens(text: str, start: int) -> list[re.Match[str]]:
    """Return the tokens of a list up to the bracket that ends it, none where it is no list."""
    tokens: list[re.Match[str]] = []
    while found := _TOKEN.match(text, start):
        tokens.append(found)
        if found["end"]:
            return tokens
        start = found.end()
    return []


def _inserted(text: str, tokens: Sequence[re.Match[str]], added: str) -> str:
    """Write a name behind the last one: on a line of its own where each has one."""
    names = [token for token in tokens if token["text"]]
    if not names:
        return f'{text[: tokens[0].start()]}"{added}"{text[tokens[-1].start() :]}'
    last = names[-1]
    line_start = text.rfind("\n", 0, last.start()) + 1
    indent = text[line_start : last.start()]
    own_line = not indent.strip()
    gap = f"\n{indent}" if own_line else " "
    after = [token for token in tokens if token.start() >= last.end()]
    comma = next((token for token in after if token["comma"]), None)
    if comma is None:
        return f'{text[: last.end()]},{gap}"{added}"{text[last.end() :]}'
    end = comma.end()
    if own_line:  # a comment behind the last name stays with it
        line_end = text.find("\n", end)
        rest = text[end:line_end].strip()
        end = line_end if rest.startswith("#") or not rest else end
    return f'{text[:end]}{gap}"{added}",{text[end:]}'


def _taken_out(text: str, tokens: Sequence[re.Match[str]], removed: str) -> str:
    """Cut a name with its comma, and its line where nothing else stands on it."""
    names = [i for i, token in enumerate(tokens) if token["text"]]
    for place, i in enumerate(names):
        if tomli.loads(f"x = {tokens[i][0]}")["x"] != removed:
            continue
        start, end = tokens[i].span()
        comma = next((t for t in tokens[i:] if t["comma"]), None)
        if comma and (place + 1 == len(names) or comma.start() < tokens[names[place + 1]].start()):
            between = text[end : comma.start()]
            end = comma.end() if not between.strip() else end
        elif place:
            earlier = next(t for t in reversed(tokens[:i]) if t["comma"])
            start = earlier.start() if not text[earlier.end() : start].strip() else start
        return _cut(text, start, end)
    return text


def _cut(text: str, start: int, end: int) -> str:
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    if line_end >= 0 and not text[line_start:start].strip() and not text[end:line_end].strip():
        return text[:line_start] + text[line_end + 1 :]
    before, rest = text[:start], text[end:]
    if before.endswith((" ", "[")):
        rest = rest.lstrip(" ")
    return f"{before.rstrip(' ') if rest.startswith(']') else before}{rest}"
