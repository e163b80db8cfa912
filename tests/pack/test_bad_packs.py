"""Packs with a problem: each is reported with file, line where it is known, key, and cure."""

import errno
import os
import sys
from pathlib import Path

import pytest

from ccgbrief import files
from ccgbrief.pack import read_pack
from tests.pack.spoiling import refused, spoil, told

needs_posix = pytest.mark.skipif(
    sys.platform == "win32", reason="no pipes, no links without rights"
)

pytestmark = pytest.mark.usefixtures("must_end")

PACK, DUTIES, FIGURES, TERMS = "pack.toml", "duties.toml", "figures.toml", "glossary.toml"
ARTICLE = "articles/early-doors.md"
FRONT = 'begin it with the lines +++, title = "…" and +++'
CURE = "put a plain UTF-8 text file there, or take it out of the pack"

ARTICLES = 'pack.toml:10: articles: {}; write articles = ["…"]'
NO_LIST = 'pack.toml:10: articles: is not a list of texts; write articles = ["…", "…"]'
DUTTY = "duties.toml:1: dutty: is not a known key; write duty"

FATAL = [
    (PACK, "format = 1", "", "pack.toml: format: is missing; write format = 1"),
    (
        PACK,
        "format = 1",
        "format = 2",
        "pack.toml:1: format: is 2, not 1; install a newer ccgbrief",
    ),
    (PACK, "format = 1", "format = 0", "pack.toml:1: format: is 0, not 1; write format = 1"),
    (
        PACK,
        "format = 1",
        "format = true",
        "pack.toml:1: format: is not a number of reasonable size; write format = 1",
    ),
    (PACK, 'id = "surgery-hours"', "", 'pack.toml: id: is missing; write id = "…"'),
    (
        PACK,
        "surgery-hours",
        "../x\\u001b",
        "pack.toml:2: id: “../x␛” is not a plain name; use letters, digits and hyphens",
    ),
    (
        PACK,
        "surgery-hours",
        "x" * 81,
        f"pack.toml:2: id: “{'x' * 81}” is not a plain name; use at most 80 letters, digits and"
        " hyphens",
    ),
    (
        PACK,
        "surgery-hours",
        "Config",
        "pack.toml:2: id: “Config” is reserved; choose another",
    ),
    (
        PACK,
        "surgery-hours",
        "Com1.board",
        "pack.toml:2: id: “Com1.board” is reserved; choose another",
    ),
    (
        PACK,
        '"late-lights"]',
        '"late-lights", "aux.v2"]',
        "pack.toml:10: articles: “aux.v2” is a name that no file can have on Windows; "
        "rename the article",
    ),
    (PACK, 'title = "', 'title = [] # "', 'pack.toml:3: title: is not a text; write title = "…"'),
    (PACK, 'title = "', 'title = true # "', 'pack.toml:3: title: is not a text; write title = "…"'),
    (
        PACK,
        'title = "',
        'title = " \\u00ad" # "',
        'pack.toml:3: title: is missing; write title = "…"',
    ),
    (PACK, '"2026-11"', "nan", 'pack.toml:9: edition: is not a text; write edition = "…"'),
    (
        PACK,
        '"2026-11"',
        f"0x{'f' * 5_000}",
        'pack.toml:9: edition: is not a text; write edition = "…"',
    ),
    (
        PACK,
        '"2026-11"',
        f'"{"x" * 20_001}"',
        "pack.toml:9: edition: is longer than 20,000 characters; shorten it",
    ),
    (ARTICLE, 'title = "', '# "', 'articles/early-doors.md: title: is missing; write title = "…"'),
    (
        ARTICLE,
        'author = "',
        'author = 1e400 # "',
        'articles/early-doors.md:4: author: is not a text; write author = "…"',
    ),
    (
        ARTICLE,
        'author = "',
        'author = "\n',
        "articles/early-doors.md:4: is not valid TOML (Illegal character '\\n'); fix it",
    ),
    (
        PACK,
        'edition = "2026-11"',
        'title = """\n  id = "x"\n"""',
        "pack.toml:11: is not valid TOML (“title” is set twice, first on line 3); "
        "take one of them out",
    ),
    (
        ARTICLE,
        'kind = "opinion"',
        'short = "Doors"',
        "articles/early-doors.md:7: is not valid TOML (“short” is set twice, first on line 3); "
        "take one of them out",
    ),
    (PACK, '["early-doors", "late-lights"]', "[]", ARTICLES.format("is empty")),
    (PACK, '["early-doors", "late-lights"]', '"early-doors"', NO_LIST),
    (DUTIES, "[[duty]]", "[[dutty]]", DUTTY),
    (
        FIGURES,
        'article = "late-lights"\n',
        "",
        'figures.toml:1: article: is missing; write article = "…"',
    ),
    (
        DUTIES,
        "close-late",
        "close late",
        "duties.toml:12: id: “close late” is not a plain name; use letters, digits and hyphens",
    ),
    (DUTIES, 'id = "close-late"\n', "", 'duties.toml:11: id: is missing; write id = "…"'),
    (DUTIES, 'title = "Close', '# "', 'duties.toml:11: title: is missing; write title = "…"'),
    (
        DUTIES,
        '"A key to the gate"',
        "7",
        'duties.toml:5: ready: is not a list of texts; write ready = ["…", "…"]',
    ),
    (
        DUTIES,
        'watch = ["',
        'watch = "" # ["',
        'duties.toml:6: watch: is not a list of texts; write watch = ["…", "…"]',
    ),
    (
        DUTIES,
        '"A key to the gate"',
        ", ".join(['"x"'] * 1_000),
        "duties.toml:5: ready: has more than 1,000 texts of 20,000 characters; shorten it",
    ),
    (
        DUTIES,
        '"A key to the gate"',
        f'"{"x" * 20_001}"',
        "duties.toml:5: ready: has more than 1,000 texts of 20,000 characters; shorten it",
    ),
    (
        TERMS,
        "[[term]]",
        "[term]",
        "glossary.toml:1: term: is not a list of tables; begin each with a line [[term]]",
    ),
    (
        TERMS,
        '"organisation"',
        '"company"',
        "glossary.toml:4: kind: is “company”; write one of organisation, role, policy, person",
    ),
    (TERMS, 'meaning = "', '# "', 'glossary.toml:1: meaning: is missing; write meaning = "…"'),
    (
        FIGURES,
        "value = 21",
        'value = "21"',
        "figures.toml:8: value: is text, not a number; write value = 21",
    ),
    (
        FIGURES,
        "value = 21",
        'value = "many"',
        "figures.toml:8: value: is text, not a number; write value = 12",
    ),
    (FIGURES, ", value = 21", "", "figures.toml:8: value: is missing; write value = 12"),
    (
        FIGURES,
        "value = 140",
        "value = 1e16",
        "figures.toml:23: value: is not a number of reasonable size; write value = 12",
    ),
    (
        FIGURES,
        "value = 140",
        "value = inf",
        "figures.toml:23: value: is not a number of reasonable size; write value = 12",
    ),
    (
        FIGURES,
        "stated = false",
        'stated = "no"',
        "figures.toml:8: stated: is neither true nor false; write stated = true or stated = false",
    ),
    (
        FIGURES,
        "500.5",
        "0",
        "figures.toml:21: top: is 0, which no bar can show; write a number above 0",
    ),
    (
        FIGURES,
        "[[figure.values]]",
        "[figure.values]",
        "figures.toml:23: values: is not a list of tables; write values = [{ … }, { … }]",
    ),
]
"""File, what stands there, what is put for it, and what is said."""


@pytest.mark.parametrize(("name", "old", "new", "said"), FATAL)
def test_what_hides_something_of_the_pack_is_told_and_ends_the_reading(
    name: str, old: str, new: str, said: str, two_article_pack: Path
) -> None:
    spoil(two_article_pack, name, old, new)
    assert told(two_article_pack) == [f"!{said}"]
    assert refused(two_article_pack) == said


ARTICLE_NAMES = [
    "../../etc/passwd",
    "/etc/passwd",
    "a/b",
    "..",
    ".",
    "",
    "C:x",
    "a\\b",
    "a\0b",
    "~",
]


@pytest.mark.parametrize("name", ARTICLE_NAMES)
def test_an_article_is_a_plain_name_and_no_path(name: str, two_article_pack: Path) -> None:
    """RELIABILITY inputs 21 and 22."""
    written = '"a\\u0000b"' if "\0" in name else f"'{name}'"
    spoil(two_article_pack, PACK, '["early', f'[\n  {written},\n  "early')
    line = 10 if name in {"", "a\0b"} else 11  # of what is written otherwise the key is named
    problem = f"“{name.replace(chr(0), '␀')}” is not the name of a file in articles/"
    assert refused(two_article_pack) == (
        f"pack.toml:{line}: articles: {problem}; use letters, digits and hyphens"
    )


BYTES = {
    "empty": (b"", f":1: is an empty article; {FRONT}"),
    "blank": (b"\n \n", f":1: is an empty article; {FRONT}"),
    "without front matter": (
        b"# Title\n",
        f":1: does not begin with front matter between two lines +++; {FRONT}",
    ),
    "front matter without end": (
        b'+++\ntitle = "x"\n+++more\n',
        f":1: does not begin with front matter between two lines +++; {FRONT}",
    ),
    "endless front matter": (
        b"+++\n" + b"#\n" * 9_000 + b"+++\n",
        f":1: does not begin with front matter between two lines +++; {FRONT}",
    ),
    "binary": (
        bytes(range(256)),
        f": cannot be read (it is not text (it holds control characters)); {CURE}",
    ),
    "NUL": (b"+++\n\0", f": cannot be read (it is not text (it holds NUL characters)); {CURE}"),
    "half a character": (
        b"\xff\xfea",
        f": cannot be read (it is not text (broken UTF-16-LE)); {CURE}",
    ),
}


@pytest.mark.parametrize(("data", "said"), BYTES.values(), ids=BYTES)
def test_an_article_that_is_no_article_is_refused(
    data: bytes, said: str, two_article_pack: Path
) -> None:
    """RELIABILITY inputs 28 and 32."""
    (two_article_pack / ARTICLE).write_bytes(data)
    assert refused(two_article_pack) == f"{ARTICLE}{said}"
    assert told(two_article_pack) == [f"!{ARTICLE}{said}"]


HOSTILE_TOML = {
    "a key of 20,000 parts": (
        ".".join("a" * 20_000) + " = 1",
        ": is not valid TOML (TOML key has more than the allowed 1000 parts); fix it",
    ),
    "1,000 nested arrays": (
        f"duty = {'[' * 1_000}{']' * 1_000}",
        ": is not valid TOML (TOML inline arrays/tables are nested more than the allowed "
        "400 levels); fix it",
    ),
    "300 nested arrays": (
        f"duty = {'[' * 300}{']' * 300}",
        ":1: duty: is not a list of tables; begin each with a line [[duty]]",
    ),
    "5,000 digits": (
        f"a = {'1' * 5_000}",
        ": is not valid TOML (a number has too many digits); fix it",
    ),
    "a megabyte": ("#" * 1_000_000, f": cannot be read (it is larger than 256 kB); {CURE}"),
    "a conflict of versions": (
        '[[duty]]\nid = "a"\n<<<<<<< mine\n',
        ":3: is not valid TOML (Invalid statement); fix it",
    ),
    "a control character": (
        '\n\na = "\x1b]0;x\x07"\n',
        ":3: is not valid TOML (Illegal character '\\x1b'); fix it",
    ),
}


@pytest.mark.parametrize(("text", "said"), HOSTILE_TOML.values(), ids=HOSTILE_TOML)
def test_toml_written_to_exhaust_is_refused(text: str, said: str, two_article_pack: Path) -> None:
    """P12, RELIABILITY inputs 4 and 11 to 14, in a table of the pack."""
    (two_article_pack / DUTIES).write_text(text, encoding="utf-8")
    assert refused(two_article_pack) == f"{DUTIES}{said}"


def test_thousands_of_problems_are_all_reported_with_their_lines(two_article_pack: Path) -> None:
    """P12: to look through the file for each would take hours."""
    (two_article_pack / DUTIES).write_text("[[duty]]\n" * 9_000, encoding="utf-8")
    (two_article_pack / TERMS).write_text(
        "".join(f"k{i} = 1\n" for i in range(9_000)), encoding="utf-8"
    )
    said = told(two_article_pack)
    assert '!duties.toml:9000: title: is missing; write title = "…"' in said
    assert "!glossary.toml:9000: k8999: is not a known key; take it out" in said
    assert refused(two_article_pack) == (
        'duties.toml:1: id: is missing; write id = "…" (26999 more: ccgbrief check PACK lists them)'
    )


@needs_posix
@pytest.mark.parametrize("name", [PACK, DUTIES, ARTICLE])
def test_only_plain_files_within_the_pack_are_read(name: str, two_article_pack: Path) -> None:
    """RELIABILITY inputs 23 to 27."""
    file = two_article_pack / name
    kept = file.read_bytes()
    outside = two_article_pack.parent / "outside"
    outside.write_bytes(kept)

    def said(why: str) -> str:
        return f"{name}: cannot be read ({why}); {CURE}"

    for target, why in (
        (outside, "it is a link that leads out of the pack"),
        ("/dev/zero", "it is a link that leads out of the pack"),
        (file.name, "too many levels of symbolic links"),
        ("nothing", "no such file or directory"),
    ):
        file.unlink()
        file.symlink_to(target)
        assert refused(two_article_pack) == said(why)
    file.unlink()
    os.mkfifo(file)
    assert refused(two_article_pack) == said("it is a device, pipe or socket, not a file")
    file.unlink()
    file.mkdir()
    assert refused(two_article_pack) == said("it is a folder, not a file")
    file.rmdir()
    with file.open("wb") as giant:
        giant.truncate(8 << 30)
    assert "it is larger than" in refused(two_article_pack)
    file.unlink()
    (file.parent / "beside").write_bytes(kept)
    file.symlink_to("beside")
    assert read_pack(two_article_pack).articles


@pytest.mark.parametrize("name", [PACK, DUTIES, ARTICLE])
def test_a_file_that_may_not_be_read_needs_somebodys_leave_and_no_other_file(
    name: str, two_article_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.read_file

    def refuse(file: Path, cap: int, most: int | None = None) -> bytes:
        if file == two_article_pack / name:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(file, cap, most)

    monkeypatch.setattr("ccgbrief.pack.files.read_file", refuse)
    assert refused(two_article_pack) == (
        f"{name}: cannot be read (permission denied); allow reading it, or ask its owner to"
    )


@needs_posix
def test_a_linked_folder_of_articles_is_refused_and_a_linked_pack_is_read(
    two_article_pack: Path,
) -> None:
    """RELIABILITY input 23: the reader chose where the pack is, the pack chose the rest."""
    link = two_article_pack.parent / "link"
    link.symlink_to(two_article_pack)
    assert read_pack(link).id == "surgery-hours"
    (two_article_pack / "articles").rename(two_article_pack.parent / "elsewhere")
    (two_article_pack / "articles").symlink_to(two_article_pack.parent / "elsewhere")
    assert "leads out of the pack" in refused(two_article_pack)


def test_a_pack_beside_one_whose_name_begins_alike_is_outside(two_article_pack: Path) -> None:
    """RELIABILITY section 4: a sibling `packX` is not within `pack`."""
    sibling = two_article_pack.parent / "packX"
    sibling.mkdir()
    (two_article_pack / DUTIES).rename(sibling / DUTIES)
    try:
        (two_article_pack / DUTIES).symlink_to(sibling / DUTIES)
    except OSError:
        pytest.skip("no links without rights")
    assert "leads out of the pack" in refused(two_article_pack)


def test_where_no_pack_is_the_folder_is_named(tmp_path: Path) -> None:
    cure = "name a pack folder with --pack"
    missing = "PACK: is not a pack folder (pack.toml: no such file or directory)"
    gone = "PACK: is not a pack folder (there is no such folder)"
    assert refused(tmp_path / "nowhere") == f"{gone}; {cure}"
    assert refused(tmp_path) == f"{missing}; {cure}"
    (tmp_path / "file").touch()
    assert refused(tmp_path / "file") == (
        f"PACK: is not a pack folder (pack.toml: not a directory); {cure}"
    )
    assert refused(tmp_path / ("x" * 300)) == (
        f"PACK: is not a pack folder (pack.toml: file name too long); {cure}"
    )
    assert "is not a pack folder" in refused(tmp_path / "a\0b")


def test_the_first_line_says_how_many_more_there_are(two_article_pack: Path) -> None:
    spoil(two_article_pack, PACK, "format = 1", "format = 2")
    spoil(two_article_pack, DUTIES, 'title = "Close', '# "')
    spoil(two_article_pack, DUTIES, "", "\nmore = 1\n")
    assert refused(two_article_pack) == (
        "pack.toml:1: format: is 2, not 1; install a newer ccgbrief "
        "(1 more: ccgbrief check PACK lists them)"
    )
