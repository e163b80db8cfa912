"""The guide for people who write packs: its examples make a pack, and it tells every key."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from ccgbrief.pack import (
    AgendaItem,
    Area,
    Article,
    Duty,
    Figure,
    Term,
    Value,
    check_pack,
    read_pack,
)
from ccgbrief.paths import shipped_pack

EXAMPLE = re.compile(
    r"^## (\S+[.]\w+)\n(?:(?!```)[^\n]*\n)*```(?:toml)?\n(.*?)^```", re.MULTILINE | re.DOTALL
)


@pytest.fixture
def guide() -> str:
    return (shipped_pack() / "README.md").read_text(encoding="utf-8")


def test_its_examples_are_a_pack_without_a_problem(guide: str, tmp_path: Path) -> None:
    examples: dict[str, str] = dict(EXAMPLE.findall(guide))
    article = examples.pop("articles/NAME.md")
    assert len(examples) == 7
    for name, text in examples.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "first-paper.md").write_text(article, encoding="utf-8")
    second = '+++\ntitle = "Second"\n+++\n\nAnother.\n'
    (tmp_path / "articles" / "second-paper.md").write_text(second, encoding="utf-8")
    assert check_pack(tmp_path) == []
    pack = read_pack(tmp_path)
    assert (len(pack.areas), len(pack.duties), len(pack.figures), len(pack.terms)) == (1, 1, 1, 1)
    assert pack.plain_words[0] == ("money", "budget")
    assert [item.article for item in pack.agenda] == ["second-paper"]
    assert [p.speaker for p in pack.articles[0].passages if p.speaker] == ["Patients’ group"]


def keys() -> list[str]:
    read = {f.name for f in fields(Article)}
    read.update(*(kind._fields for kind in (AgendaItem, Area, Duty, Figure, Term, Value)))
    made = {"path", "parse", "begin", "skim", "digest"}
    return sorted(
        (read - made) | {"format", "title", "summary", "edition", "series", "quorum", "articles"}
    )


@pytest.mark.parametrize("key", keys())
def test_it_tells_every_key_in_a_table(guide: str, key: str) -> None:
    rows = [line.partition(" | ")[0] for line in guide.splitlines() if line.startswith("| `")]
    assert any(f"`{key}`" in row for row in rows)
