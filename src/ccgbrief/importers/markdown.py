"""Reads Markdown, with or without front matter."""

import re
from collections.abc import Iterable
from dataclasses import replace

import tomli

from ccgbrief.importers.paper import Block, Paper, Source, Tell
from ccgbrief.importers.plain import decoded, refuse_endless_lines
from ccgbrief.pack import Passage, PassageKind, read_passages
from ccgbrief.text import clean_line

_FRONT = re.compile(r"(?P<fence>\+\+\+|---)\n(?P<front>.*?\n)(?P=fence)\n(?P<body>.*)", re.DOTALL)
_SETTING = re.compile(r"(?P<key>\w+):\s*[\"']?(?P<value>.*?)[\"']?\s*")


def read_markdown(source: Source, tell: Tell) -> Paper:
    """Read Markdown; its own headings, lists, tables and page marks are kept."""
    text, remarks = decoded(source)
    refuse_endless_lines(text)
    matched = _FRONT.fullmatch(text)
    front = _front(matched["front"], matched["fence"]) if matched else {}
    blocks = _blocks(read_passages("", matched["body"] if matched else text))
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


def _blocks(passages: Iterable[Passage]) -> list[Block]:
    """Return a block for each passage, the lines of preformatted text joined again."""
    blocks: list[Block] = []
    line = 0
    for passage in passages:
        is_code = passage.kind is PassageKind.CODE
        # Between two blocks of preformatted text stand the end of one and the beginning of another.
        if is_code and blocks and blocks[-1].kind is PassageKind.CODE and passage.line - line < 3:
            gap = "\n" * (passage.line - line)
            blocks[-1] = replace(blocks[-1], text=f"{blocks[-1].text}{gap}{passage.text}")
        else:
            blocks.append(
                Block(
                    kind=passage.kind,
                    text=passage.text,
                    level=0 if is_code else passage.level,
                    marker=passage.marker,
                    page=passage.page,
                    cells=passage.cells,
                    speaker=passage.speaker,
                    role=passage.role,
                )
            )
        line = passage.line
    return blocks


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
