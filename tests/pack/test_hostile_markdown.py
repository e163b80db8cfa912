"""Markdown written to take for ever, or to be lost on the way: P12, RELIABILITY section 4."""

import re

import pytest

from ccgbrief.pack import Page, PassageKind, read_passages
from ccgbrief.pack.markdown import is_too_rich
from ccgbrief.pack.passages import MAX_PASSAGE

pytestmark = pytest.mark.usefixtures("must_end")

TABLE = "|" + "a|" * 300 + "\n|" + "-|" * 300 + "\n" + ("|" + "a|" * 300 + "\n") * 300

RICH = {
    "brackets": "[" * 200_000,
    "images": "![" * 200_000,
    "emphasis": "*a**b_" * 200_000,
    "code": "`" * 200_000 + " `` ",
    "tags": "<a " * 200_000,
    "entities": "&Hat;" * 200_000,
    "table": TABLE,
    "list": "- a\n" * 60_000,
    "loose list": "- a\n\n" * 60_000,
    "lines": "word word\n" * 200_000,
    "headings": "# h\n" * 60_000,
    "definitions": "".join(f"[a{i}]: http://x\n" for i in range(50_000)),
    "blank lines": "\n" * 200_000,
    "backslashes": "\\" * 200_000,
    "spaces": (" " * 1_000 + "\n") * 21_000,
}
"""What would take the parser many seconds, or does at ten times the size."""

PLAIN = {
    "one line": "word " * 2_000_000,
    "one word": "w" * 10_000_000,
    "speaker of spaces": "> x\n> — " + " " * 1_000_000 + ",",
    "speaker of commas": "> x\n> — " + "," * 1_000_000,
    "heading of spaces": "a\n" * 40_000 + "\n# " + " " * 1_000_000 + "\nx",
    "comments": "<div>" + "<!--" * 500_000,
    "page of spaces": "<div>\n" + "<!--" * 1_000 + " " * 1_000_000,
    "quotations": ">" * 50_000 + " a",
    "brackets closed": "[a](b" + "(" * 500_000,
    "a long address": "<http://" + "a" * 1_000_000,
    "a short wide table": "|" + "a|" * 1_000 + "\n|" + "-|" * 1_000 + "\n" + "|a\n" * 2_000,
}
"""What takes the parser no long time, or must not take us any."""


@pytest.mark.parametrize("name", RICH)
def test_what_would_take_too_long_is_read_plainly_with_nothing_lost(name: str) -> None:
    markdown = RICH[name]
    assert is_too_rich(markdown)
    passages = read_passages("paper", markdown)
    told = "".join(p.text for p in passages)
    marks = {"backslashes": r"\\", "table": r"[-|]", "list": "-", "loose list": "-"}.get(name, "$.")
    kinds = {
        PassageKind.PARAGRAPH,
        *({PassageKind.ROW, PassageKind.ITEM} if "$" not in marks else ()),
    }
    assert {p.kind for p in passages} <= kinds
    assert plain(told, marks) == plain(markdown, marks)


def plain(text: str, marks: str) -> str:
    return "".join(re.sub(marks, "", text).split())


def test_a_plain_reading_knows_items_rows_and_what_is_escaped() -> None:
    text = "- a \\*b\\*\n    1. c\n\n| d \\| e | f |\n|---|---|\n| g |  |\n\n\\# \\\\h"
    passages = read_passages("paper", f"{text}\n\n{'[' * 100_000}")
    assert [(p.kind.value, p.text, p.level, p.marker, p.line) for p in passages[:5]] == [
        ("item", "a *b*", 0, "•", 1),
        ("item", "c", 1, "1.", 2),
        ("row", "d | e | f", 0, "", 4),
        ("row", "g | ", 0, "", 6),
        ("paragraph", "# \\h", 0, "", 8),
    ]


@pytest.mark.parametrize("markdown", PLAIN.values(), ids=PLAIN)
def test_what_is_only_long_is_read_to_its_end(markdown: str) -> None:
    passages = read_passages("paper", markdown)
    assert passages
    assert max(len(p.text) for p in passages) <= MAX_PASSAGE


@pytest.mark.parametrize(
    "markdown",
    [
        "[" * 50_000,
        "- a\n" * 15_000,
        "> a\n> — b\n\n" * 5_000,
        "*Some* of `this` [is](/rich).\n\n" * 3_000,
        "A paragraph of an ordinary length, such as this one is.\n\n" * 15_000,
    ],
)
def test_what_takes_a_second_is_still_read_as_markdown(markdown: str) -> None:
    assert not is_too_rich(markdown)


def test_a_plain_reading_knows_paragraphs_headings_pages_and_lines() -> None:
    ballast = "[" * 100_000
    passages = read_passages(
        "paper", f"a\nb\n\n## H *h*\n\n<!-- page 3 -->\n\n> c\x1b\n\n{ballast}"
    )
    assert [(p.kind.value, p.text, p.heading, p.level, p.page, p.line) for p in passages[:3]] == [
        ("paragraph", "a b", "", 0, None, 1),
        ("heading", "H *h*", "", 2, None, 4),
        ("paragraph", "> c␛", "H *h*", 0, Page("3"), 8),
    ]
