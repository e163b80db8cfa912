"""The list of articles in pack.toml: only it changes, and the owner's layout stays."""

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.importers.manifest import articles_of, with_article, without_article
from ccgbrief.importers.paper import PaperError

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
    assert with_article(ONE_LINE, "c") == ONE_LINE.replace('"b"', '"b", "c"')


def test_a_name_has_a_line_of_its_own_where_the_others_have() -> None:
    assert with_article(MANY_LINES, "c") == MANY_LINES.replace('  "b",\n', '  "b",\n  "c",\n')


def test_an_empty_list_takes_its_first_name() -> None:
    assert with_article("articles = []\n", "a") == 'articles = ["a"]\n'


def test_a_name_goes_with_its_line_and_nothing_else() -> None:
    assert without_article(MANY_LINES, "b") == MANY_LINES.replace('  "b",\n', "")
    assert without_article(ONE_LINE, "a") == ONE_LINE.replace('"a", ', "")
    assert without_article(ONE_LINE, "b") == ONE_LINE.replace(', "b"', "")


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
    more = with_article(manifest, "new")
    assert tomli.loads(more) == {"title": "x", "articles": [*names, "new"], "id": 1}
    fewer = without_article(more, names[0])
    assert articles_of(fewer) == [*names[1:], "new"]


@pytest.mark.parametrize(
    ("manifest", "reason"),
    [
        ("articles = [", "it is not TOML"),
        ("articles = 1", "not a list of texts"),
        ("articles\\u0020 = []", "it is not TOML"),
        ('"art\\u0069cles" = ["a"]\n', "in an unusual way"),
    ],
)
def test_a_manifest_that_cannot_be_changed_says_why(manifest: str, reason: str) -> None:
    with pytest.raises(PaperError, match=reason):
        with_article(manifest, "b")
