"""The list of articles in pack.toml: only it changes, and the owner's layout stays."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.pack_editing.manifest import Manifest
from ccgbrief.papers.paper import PaperError

HEAD = "format = 1\n"


def changed(text: str, *, add: str = "", remove: str = "") -> str:
    """Change the list of articles of a manifest that begins with its format."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "pack.toml").write_bytes(f"{HEAD}{text}".encode())
        manifest = Manifest(Path(folder))
        data = manifest.changed([add] if add else [], [remove] if remove else [])
    return data.decode().removeprefix(HEAD)


ONE_LINE = 'id = "p"\narticles = ["a", "b"]  # in order\ntitle = "P"\n'
MANY_LINES = '''# mine
summary = """
articles = ["not this"]
"""
articles = [
  "a",  # the first
  # a line about b
  "b",
  # more will come
]

[later]
articles = 1
'''


def test_a_name_is_written_behind_the_last_on_its_line() -> None:
    assert changed(ONE_LINE, add="c") == ONE_LINE.replace('"b"', '"b", "c"')


def test_a_name_has_a_line_of_its_own_where_the_others_have() -> None:
    more = '  # more will come\n  "c"\n]'
    assert changed(MANY_LINES, add="c") == MANY_LINES.replace("  # more will come\n]", more)


def test_an_empty_list_takes_its_first_name() -> None:
    assert changed("articles = []\n", add="a") == 'articles = ["a"]\n'


def test_line_ends_and_a_byte_order_mark_stay(tmp_path: Path) -> None:
    data = '\ufeffformat = 1\r\narticles = [\r\n  "a",\r\n]\r\n'.encode()
    (tmp_path / "pack.toml").write_bytes(data)
    more = b'  "a",\r\n  "b",\r\n'
    assert Manifest(tmp_path).changed(["b"]) == data.replace(b'  "a",\r\n', more)


def test_a_manifest_in_utf_16_becomes_utf_8_as_it_is_changed(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_bytes(f"{HEAD}{ONE_LINE}# höurs\n".encode("utf-16"))
    (tmp_path / "duties.toml").write_bytes('[[duty]]\nid = "öpen"\n'.encode("utf-16"))
    manifest = Manifest(tmp_path)
    assert "öpen" in manifest.ids()
    assert tomli.loads(manifest.changed(["c"]).decode())["articles"] == ["a", "b", "c"]


def test_a_name_goes_with_its_line_and_nothing_else() -> None:
    assert changed(MANY_LINES, remove="b") == MANY_LINES.replace('  "b",\n', "")
    assert changed(ONE_LINE, remove="a") == ONE_LINE.replace('"a", ', "")
    assert changed(ONE_LINE, remove="b") == ONE_LINE.replace(', "b"', "")
    assert changed('articles = ["a.md", "b"]\n', remove="a") == 'articles = ["b"]\n'


@given(
    names=st.lists(st.sampled_from("abcdefg"), min_size=1, unique=True),
    separator=st.sampled_from([",", ", ", ",\n  ", ' ,  # é ] " \n\t', "\n,\n"]),
    ending=st.sampled_from(["", ",", ", # ]\n", "\n"]),
    quote=st.sampled_from("\"'"),
)
def test_any_layout_is_changed_as_it_was_meant(
    names: list[str], separator: str, ending: str, quote: str
) -> None:
    quoted = separator.join(f"{quote}{name}{quote}" for name in names)
    manifest = f'title = "x"\narticles = [{quoted}{ending}]\nid = 1\n'
    more = changed(manifest, add="new")
    assert tomli.loads(more) == {"title": "x", "articles": [*names, "new"], "id": 1}
    fewer = changed(more, remove=names[0])
    assert tomli.loads(fewer)["articles"] == [*names[1:], "new"]


@pytest.mark.parametrize(
    ("manifest", "problem"),
    [
        (b"format = 1\narticles = [", "it is not valid TOML"),
        (b"format = 1\narticles = 1", "not a list of texts"),
        (b"format = 1\narticles = ['../a']", "“../a” is not the name of an article"),
        (b"format = 2\narticles = []", "its format is 2, not 1"),
        (b"format = 1\narticles = ['\xff']", "it is not UTF-8"),
        (b"#" * 1_100_000, "it is larger than 1 MB"),
    ],
)
def test_a_manifest_that_cannot_be_changed_says_why(
    tmp_path: Path, manifest: bytes, problem: str
) -> None:
    (tmp_path / "pack.toml").write_bytes(manifest)
    with pytest.raises(PaperError, match=problem) as told:
        Manifest(tmp_path)
    assert str(tmp_path / "pack.toml") in str(told.value)


def test_a_pack_takes_no_more_articles_than_can_be_read(tmp_path: Path) -> None:
    names = ", ".join(f'"a{number}"' for number in range(10_000))
    (tmp_path / "pack.toml").write_text(f"format = 1\narticles = [{names}]\n")
    with pytest.raises(PaperError, match="at most 10,000 articles"):
        Manifest(tmp_path).changed(["b"])


@pytest.mark.parametrize(
    ("listed", "after"),
    [
        ("[]", '["b", "c"]'),
        ('["a"]', '["a", "b", "c"]'),
        ('["a",]', '["a", "b", "c"]'),
        ('[\n  "a",\n]', '[\n  "a",\n  "b",\n  "c",\n]'),
        ('[\n    "a"\n]', '[\n    "a",\n    "b",\n    "c"\n]'),
        ("[\n]", '[\n    "b",\n    "c"\n]'),
    ],
)
def test_a_plain_list_grows_in_its_own_layout(tmp_path: Path, listed: str, after: str) -> None:
    manifest = "format = 1 # mine\narticles = {}\n\n[extra]\na = 1\n"
    (tmp_path / "pack.toml").write_text(manifest.format(listed), "utf-8", newline="")
    assert Manifest(tmp_path).changed(["b", "c"]).decode() == manifest.format(after)
