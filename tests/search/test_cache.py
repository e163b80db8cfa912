"""The cache file: opened without reading an article, renewed in part, never trusted, never torn."""

import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ccgbrief.pack import Pack, Passage, read_pack
from ccgbrief.search import cache as search_cache
from ccgbrief.search.cache import open_finder
from ccgbrief.search.finder import Finder
from tests.search.making import found

WANTED = "nobody has ever counted who stands outside at half past seven"

QUERIES = ("counted who stands", "cuonted", "by:a is:quote", "in:early", "p:1", "a train")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "caches" / "pack.index"


def read(folder: Path) -> tuple[Pack, list[str]]:
    """Read the pack, and gather the ids of the articles that are parsed from now on."""
    pack = read_pack(folder)
    parsed: list[str] = []
    articles = []
    for article in pack.articles:
        parse = article.parse

        def watched(
            article_id: str = article.id, parse: Callable[[], tuple[Passage, ...]] = parse
        ) -> tuple[Passage, ...]:
            parsed.append(article_id)
            return parse()

        articles.append(replace(article, parse=watched))
    return replace(pack, articles=tuple(articles)), parsed


Opened = Callable[[], tuple[Finder, list[str]]]


@pytest.fixture
def opened(two_article_pack: Path, cache: Path) -> Iterator[Opened]:
    """Return a function that opens the pack as it is now, and tells which articles are parsed."""
    finders: list[Finder] = []

    def open_now() -> tuple[Finder, list[str]]:
        pack, parsed = read(two_article_pack)
        finders.append(open_finder(pack, (), cache))
        return finders[-1], parsed

    yield open_now
    for finder in finders:
        finder.close()


def test_opening_from_the_cache_parses_no_article(opened: Opened) -> None:
    opened()[0].close()
    finder, parsed = opened()
    assert any(WANTED in text for text in found(finder, "counted who stands"))
    assert parsed == []


def test_only_the_article_that_changed_is_read_again(
    two_article_pack: Path, opened: Opened
) -> None:
    opened()[0].close()
    article = two_article_pack / "articles" / "late-lights.md"
    article.write_text(article.read_text("utf-8") + "\nA wholly new zebra.\n", "utf-8")
    finder, parsed = opened()
    assert parsed == ["late-lights"]
    assert found(finder, "zebra") == ["A wholly new zebra."]
    assert any(WANTED in text for text in found(finder, "counted who stands"))


def test_what_was_taken_out_of_the_pack_is_found_no_more(
    two_article_pack: Path, opened: Opened
) -> None:
    opened()[0].close()
    article = two_article_pack / "articles" / "early-doors.md"
    article.write_text(article.read_text("utf-8").replace("train", "omnibus"), "utf-8")
    finder, _ = opened()
    assert not finder.find('"train"').hits
    assert finder.find('"omnibus"').hits


def damaged(data: bytes) -> Iterator[bytes]:
    """Yield a cache file that was cut, emptied, overwritten, or changed in some bytes."""
    yield b""
    yield b"not a database at all"
    yield data[: len(data) // 2]
    yield data[:-1]
    yield bytes(len(data))
    yield data[:100] + bytes(len(data) - 100)
    chance = random.Random(0)
    for _ in range(200 if os.environ.get("CCGBRIEF_LONG") else 20):
        spoilt = bytearray(data)
        length = chance.choice((1, 16, 512, 4096))
        start = chance.randrange(len(data) - length)
        spoilt[start : start + length] = chance.randbytes(length)
        yield bytes(spoilt)


def test_a_cache_that_has_grown_is_not_read_to_its_end(
    cache: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened()[0].close()
    read: list[int] = []
    checksum = search_cache._checksum

    def counted(data: bytes | memoryview) -> bytes:
        read.append(len(data))
        return checksum(data)

    monkeypatch.setattr(search_cache, "_checksum", counted)
    os.truncate(cache, grown := 2**30)
    opened()[0].close()
    assert read
    assert max(read) < grown


def test_a_damaged_cache_is_made_again_by_the_next_search(cache: Path, opened: Opened) -> None:
    finder, _ = opened()
    wanted = [finder.find(typed) for typed in QUERIES]
    for data in damaged(cache.read_bytes()):
        cache.write_bytes(data)
        mended, _ = opened()
        assert [mended.find(typed) for typed in QUERIES] == wanted
        mended.close()
        whole, parsed = opened()
        assert [whole.find(typed) for typed in QUERIES] == wanted
        assert parsed == []
        whole.close()


def test_no_page_of_a_damaged_cache_is_taken_over(
    two_article_pack: Path, cache: Path, opened: Opened
) -> None:
    opened()[0].close()
    data = cache.read_bytes()
    start = data.index(b"counted")
    cache.write_bytes(data[:start] + b"haunted" + data[start + 7 :])
    article = two_article_pack / "articles" / "late-lights.md"
    article.write_text(article.read_text("utf-8") + "\nA wholly new zebra.\n", "utf-8")
    finder, _ = opened()
    assert any(WANTED in text for text in found(finder, "counted who stands"))
    assert not finder.find('"haunted"').hits


def test_a_cache_damaged_while_it_is_open_is_made_again(cache: Path, opened: Opened) -> None:
    finder, _ = opened()
    data = cache.read_bytes()
    cache.write_bytes(data[:4096] + bytes(len(data) - 4096))
    assert any(WANTED in text for text in found(finder, "counted who stands"))
    finder.close()
    again, parsed = opened()
    assert any(WANTED in text for text in found(again, "counted who stands"))
    assert parsed == []


def test_a_cache_of_another_format_is_made_again(cache: Path, opened: Opened) -> None:
    cache.parent.mkdir()
    with sqlite3.connect(cache) as other:
        other.execute("CREATE TABLE entry (something)")
        other.execute("PRAGMA user_version = 99")
    other.close()
    finder, _ = opened()
    assert any(WANTED in text for text in found(finder, "counted who stands"))


def test_a_cache_may_be_deleted_while_it_is_open(cache: Path, opened: Opened) -> None:
    finder, _ = opened()
    cache.unlink()
    assert any(WANTED in text for text in found(finder, "counted who stands"))


def test_a_second_process_with_a_newer_pack_leaves_the_first_its_own(
    two_article_pack: Path, opened: Opened
) -> None:
    first, _ = opened()
    article = two_article_pack / "articles" / "early-doors.md"
    article.write_text(article.read_text("utf-8").replace("half past seven", "dawn"), "utf-8")
    second, _ = opened()
    assert any(WANTED in text for text in found(first, "counted who stands"))
    assert any("outside at dawn" in text for text in found(second, "counted who stands"))


OPEN_AND_FIND = """
import sys
from pathlib import Path
from ccgbrief.pack import read_pack
from ccgbrief.search.cache import open_finder
finder = open_finder(read_pack(Path(sys.argv[1])), (), Path(sys.argv[2]))
print(finder.find("counted who stands").hits[0].entry.text)
"""


def test_processes_that_make_the_cache_at_once_all_find(
    two_article_pack: Path, cache: Path
) -> None:
    command = [sys.executable, "-c", OPEN_AND_FIND, str(two_article_pack), str(cache)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        for _ in range(3)
    ]
    assert all(WANTED in process.communicate()[0] for process in running)
    assert list(cache.parent.iterdir()) == [cache]


@pytest.mark.parametrize(
    "obstacle", ["file for a folder", "folder for a file", "link to a device", "pipe"]
)
def test_where_no_cache_can_be_the_search_works_without(
    cache: Path, obstacle: str, opened: Opened
) -> None:
    if obstacle == "file for a folder":
        cache.parent.write_text("in the way")
    elif obstacle == "link to a device":
        cache.parent.mkdir()
        cache.symlink_to("/dev/zero")
    elif obstacle == "folder for a file":
        (cache / "full").mkdir(parents=True)
    else:
        cache.parent.mkdir()
        os.mkfifo(cache)
    finder, _ = opened()
    assert any(WANTED in text for text in found(finder, "counted who stands"))


def test_nothing_is_left_beside_the_cache(cache: Path, opened: Opened) -> None:
    opened()[0].close()
    assert list(cache.parent.iterdir()) == [cache]


def test_an_interrupted_write_leaves_the_cache_whole(
    two_article_pack: Path, cache: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened()[0].close()
    before = cache.read_bytes()
    article = two_article_pack / "articles" / "late-lights.md"
    article.write_text(article.read_text("utf-8") + "\nA wholly new zebra.\n", "utf-8")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("ccgbrief.files.move_file", interrupted)
        with pytest.raises(KeyboardInterrupt):
            opened()
    assert list(cache.parent.iterdir()) == [cache]
    assert cache.read_bytes() == before


def test_on_windows_no_file_of_the_cache_stays_open(
    small: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There, a file that is open cannot be replaced; here, it is enough that it may be gone."""
    cache = tmp_path / "small.index"
    open_finder(small, (), cache).close()
    monkeypatch.setattr("sys.platform", "win32")
    finder = open_finder(small, (), cache)
    cache.write_bytes(b"")
    assert finder.find("hawthorn").hits
    finder.close()
