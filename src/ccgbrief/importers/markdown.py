"""Reads Markdown, with or without front matter."""

import re

import tomli

from ccgbrief.importers.paper import CELL_SEPARATOR, Block, Paper, Source, Tell
from ccgbrief.importers.plain import decoded, refuse_endless_lines
from ccgbrief.pack import PassageKind, read_passages
from ccgbrief.text import clean_line

_FRONT = re.compile(r"(?P<fence>\+\+\+|---)\n(?P<front>.*?\n)(?P=fence)\n(?P<body>.*)", re.DOTALL)
_SETTING = re.compile(r"(?P<key>\w+):\s*[\"']?(?P<value>.*?)[\"']?\s*")


def read_markdown(source: Source, tell: Tell) -> Paper:
    """Read Markdown; its own headings, lists, tables and page marks are kept."""
    text, remarks = decoded(source)
    refuse_endless_lines(text)
    matched = _FRONT.fullmatch(text)
    front = _front(matched["front"], matched["fence"]) if matched else {}
    blocks = [
        Block(
            kind=passage.kind,
            text=passage.text,
            level=passage.level,
            marker=passage.marker,
            page=passage.page,
            cells=tuple(passage.text.split(CELL_SEPARATOR))
            if passage.kind is PassageKind.ROW
            else (),
            speaker=passage.speaker,
            role=passage.role,
        )
        for passage in read_passages("", matched["body"] if matched else text)
    ]
    title = front.get("title", "")
    if not title and blocks and blocks[0].kind is PassageKind.HEADING and blocks[0].level == 1:
        title = blocks.pop(0).text
    tell(1, 1)
    return Paper(
        tuple(blocks),
        title=title,
        author=front.get("author", ""),
        publication=front.get("publication", ""),
        published=front.get("published", front.get("date", "")),
        remarks=remarks,
    )


def _front(text: str, fence: str) -> dict[str, str]:
    """Read front matter in TOML between `+++`, or the plain settings of YAML between `---`."""
    if fence == "+++":
        try:
            found = tomli.loads(text)
        except (ValueError, RecursionError):
            return {}
    else:
        found = {
            m["key"]: m["value"] for line in text.split("\n") if (m := _SETTING.fullmatch(line))
        }
    return {
        key: clean_line(str(value))
        for key, value in found.items()
        if not isinstance(value, dict | list)
    }
