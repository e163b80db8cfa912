"""Large articles: opening a pack reads their beginning, and the rest when it is asked for."""

from pathlib import Path

import pytest

from ccgbrief.pack import Article, PackError, check_pack, files, read_pack

FRONT = '+++\ntitle = "Long"\nbackground = "Since"\n+++\n'
BODY = "# Said\n\nOne thing.\n\n## Since\n\n> “Another”\n> — Somebody, of somewhere\n"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(files, "LARGE", 10)
    monkeypatch.setattr(files, "COARSEST_CLOCK", -(10**12))  # as if it had stood for some time
    (tmp_path / "articles").mkdir()
    manifest = 'format = 1\nid = "x"\ntitle = "X"\narticles = ["long"]\n'
    (tmp_path / "pack.toml").write_text(manifest, encoding="utf-8")
    (tmp_path / "articles/long.md").write_text(FRONT + BODY, encoding="utf-8")
    return tmp_path


def opened(folder: Path) -> Article:
    return read_pack(folder).articles[0]


def test_a_large_article_is_the_same_as_one_that_was_read_whole(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = opened(pack)
    monkeypatch.setattr(files, "LARGE", 10**6)
    whole = opened(pack)
    assert large == whole
    assert large.passages == whole.passages
    assert large.digest != whole.digest


def test_its_passages_are_read_when_they_are_asked_for(pack: Path) -> None:
    article = opened(pack)
    (pack / "articles/long.md").write_text(FRONT + "Only this.\n", encoding="utf-8")
    assert [passage.text for passage in article.passages] == ["Only this."]


def test_a_change_is_seen_without_reading_it(pack: Path) -> None:
    before = opened(pack).digest
    assert opened(pack).digest == before
    (pack / "articles/long.md").write_text(FRONT + BODY.replace("One", "Two"), encoding="utf-8")
    assert opened(pack).digest != before


@pytest.mark.parametrize("data", [b"", FRONT.encode() + b"\0"], ids=["emptied", "no text"])
def test_what_cannot_be_read_by_then_is_said_in_its_place(pack: Path, data: bytes) -> None:
    article = opened(pack)
    (pack / "articles/long.md").write_bytes(data)
    (passage,) = article.passages
    assert passage.text.startswith(str(pack / "articles/long.md"))
    assert "; " in passage.text


@pytest.mark.parametrize("front", ["", '+++\ntitle = "x', '+++\nshort = "x"\n+++\n'])
def test_a_beginning_that_is_none_is_told_at_once(pack: Path, front: str) -> None:
    (pack / "articles/long.md").write_text(front + BODY, encoding="utf-8")
    with pytest.raises(PackError, match=r"long\.md"):
        opened(pack)


def test_check_reads_all_of_it(pack: Path) -> None:
    assert check_pack(pack) == []
    (pack / "articles/long.md").write_bytes((FRONT + BODY).encode() + b"\0")
    assert ["cannot be read" in str(problem) for problem in check_pack(pack)] == [True]
