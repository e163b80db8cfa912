"""No key that is misspelt by a letter, in any file of a pack, is passed over without a word."""

from pathlib import Path

from ccgbrief.pack import PackError, read_pack
from tests.slips import misspelt_keys

AGENDA = '[[item]]\nnumber = "1"\ntitle = "Doors"\narticle = "early-doors"\nlead = "Dr Ash"\n'

ANY_KEY = {"plain-words.toml"}
"""Files in which words are keys."""


def test_every_misspelt_key_is_said_or_keeps_the_pack_from_opening(two_article_pack: Path) -> None:
    folder = two_article_pack
    (folder / "agenda.toml").write_text(AGENDA, "utf-8")
    assert not read_pack(folder).hidden
    tables = {file for file in folder.glob("*.toml") if file.name not in ANY_KEY}
    tried = 0
    for file in sorted({*tables, *folder.glob("articles/*.md")}):
        text = file.read_text("utf-8")
        fence, front, rest = "", text, ""
        if file.suffix == ".md":
            _, front, rest = text.split(fence := "+++", 2)
        for place, spoilt in misspelt_keys(front):
            tried += 1
            file.write_text(f"{fence}{spoilt}{fence}{rest}", "utf-8")
            assert said(folder), f"{file.name}, line {place}"
        file.write_text(text, "utf-8")
    assert tried > 100


def said(folder: Path) -> str:
    try:
        return read_pack(folder).hidden
    except PackError as error:
        return str(error)
