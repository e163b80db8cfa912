"""The references are read back by pandoc, as BibTeX and as CSL-JSON."""

import json
import subprocess
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from ccgbrief.converters import pandoc
from ccgbrief.pack import Article, Page, Passage, PassageKind
from ccgbrief.pack.references import (
    Reference,
    as_bibtex,
    as_csl_json,
    date_parts,
    free_date,
    gather_references,
)

QUOTE = Passage(
    "roles",
    0,
    PassageKind.QUOTATION,
    "nobody knows who owns it",
    speaker="A manager",
    page=Page("3"),
)
PLAIN = Passage("roles", 1, PassageKind.PARAGRAPH, "Money is short.")


def article(**given: Any) -> Article:
    said = {"author": "Richard Vize", "publication": "The Paper", "published": "3 March 2015"}
    return Article("roles", "Who owns what?", Path("roles.md"), parse=tuple, **said | given)


def read_back(text: str, form: str) -> list[dict[str, Any]]:
    command = [*pandoc(), "-f", form, "-t", "csljson"]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return list(json.loads(done.stdout))


@pytest.mark.parametrize(("write", "form"), [(as_bibtex, "bibtex"), (as_csl_json, "csljson")])
def test_an_article_is_read_back_as_it_was_written(write: Any, form: str) -> None:
    given = article(url="https://example.org/a_b%20c", pages="12–14")
    (read,) = read_back(write([Reference(given, (QUOTE, PLAIN))]), form)
    assert read["id"] == "roles"
    assert read["type"] == "article-journal"
    assert read["author"] == [{"family": "Vize", "given": "Richard"}]
    assert read["title"].replace('<span class="nocase">', "").startswith("Who owns what?")
    assert read["container-title"] == "The Paper"
    assert read["issued"]["date-parts"][0][:2] == [2015, 3]
    assert read["URL"] == "https://example.org/a_b%20c"
    assert read["note"] == "“nobody knows who owns it” (A manager, p. 3); Money is short."


@pytest.mark.parametrize(("write", "form"), [(as_bibtex, "bibtex"), (as_csl_json, "csljson")])
def test_signs_of_the_format_stay_signs(write: Any, form: str) -> None:
    given = article(author="The editors", publication="R&D {50%} $5 #1 a_b ~ ^", published="")
    (read,) = read_back(write([Reference(given)]), form)
    assert read["author"] == [{"literal": "The editors"}]
    assert read["container-title"] == "R&D {50%} $5 #1 a_b ~ ^"
    assert "issued" not in read


@pytest.mark.parametrize("braces", ["{", "}", "}{", "{{}", "{}"])
def test_a_brace_without_a_pair_ends_no_field_of_bibtex(braces: str) -> None:
    """BibTeX counts every brace, also one after a backslash, which pandoc does not."""
    words = f"The set {braces}a of costs"
    said = dict.fromkeys(("author", "publication", "pages"), words)
    given = replace(article(url=f"https://example.org/?g={braces}", **said), title=words)
    passage = PLAIN._replace(text=words)
    written = as_bibtex([Reference(given, (passage,))])
    for line in written.splitlines()[1:-1]:
        _, _, value = line.removesuffix("},").partition("{")
        depths = [0, *accumulate((sign == "{") - (sign == "}") for sign in value)]
        assert min(depths) == depths[-1] == 0, line
    (read,) = read_back(written, "bibtex")
    assert (read["title"], read["container-title"], read["note"]) == (words, words, words)
    assert read["author"] == [{"literal": words}]
    assert unquote(read["URL"]) == given.url


@pytest.mark.parametrize(("write", "form"), [(as_bibtex, "bibtex"), (as_csl_json, "csljson")])
@pytest.mark.parametrize(
    "author",
    [
        *("Ash, Ann", "Ash, Ann (Dr)", "Ash, A., Birch, B.", "Ann Ash, Chair", "Dr Ann Ash"),
        *("Ann Ash, Medical Director", "The Board of Health and Care", "NHS England", "Age UK"),
        *("Department of Health and Social Care", "Public Health England", "Bank of England"),
    ],
)
def test_what_may_be_no_person_is_one_name(author: str, write: Any, form: str) -> None:
    (read,) = read_back(write([Reference(article(author=author))]), form)
    assert read["author"] == [{"literal": author}]


@pytest.mark.parametrize(
    "author",
    [
        "Ann Ash; Bob Birch",
        "Ann Ash and Bob Birch",
        "Ann Ash, and Bob Birch",
        "Ann Ash & Bob Birch",
    ],
)
def test_authors_are_parted_where_each_is_certainly_a_person(author: str) -> None:
    (read,) = json.loads(as_csl_json([Reference(article(author=author))]))
    assert read["author"] == [
        {"family": "Ash", "given": "Ann"},
        {"family": "Birch", "given": "Bob"},
    ]


def test_several_authors_are_several_and_a_paper_without_publication_is_a_document() -> None:
    given = article(author="Richard Vize, A. B. Author and The Board", publication="")
    (read,) = json.loads(as_csl_json([Reference(given)]))
    assert read["type"] == "document"
    assert read["author"] == [
        {"family": "Vize", "given": "Richard"},
        {"family": "Author", "given": "A. B."},
        {"literal": "The Board"},
    ]
    assert as_bibtex([Reference(given)]).startswith("@misc{roles,\n")


@pytest.mark.parametrize(
    ("published", "parts"),
    [
        ("2015", (2015, 0, 0)),
        ("March 2015", (2015, 3, 0)),
        ("3 March 2015", (2015, 3, 3)),
        ("2015-11", (2015, 11, 0)),
        ("2015-11-03", (2015, 11, 3)),
        ("2015-13-40", (2015, 0, 0)),
        ("March or April 2015", (2015, 0, 0)),
        ("some time ago", (0, 0, 0)),
        ("", (0, 0, 0)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_certain(
    published: str, parts: tuple[int, int, int]
) -> None:
    assert date_parts(published) == parts


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("Thursday 3rd of March 2015", ""),
        ("2015-11-03", ""),
        ("", ""),
        ("Spring 2026", "Spring 2026"),
        ("2026/27", "2026/27"),
        ("May–June 2026", "May–June 2026"),
        ("2026-11-31", "2026-11-31"),
        ("last year", "last year"),
    ],
)
def test_a_date_that_says_anything_else_is_given_as_it_is_written(
    published: str, said: str
) -> None:
    assert free_date(published) == said
    reference = [Reference(article(published=published))]
    (item,) = json.loads(as_csl_json(reference))
    assert item.get("issued", {}).get("literal", "") == said
    assert f"  year = {{{said}}},\n" in as_bibtex(reference) or not said


def test_passages_of_one_article_are_one_reference() -> None:
    one, other = article(), Article("b", "B", Path("b.md"), parse=tuple)
    found = gather_references([(one, QUOTE), (other, None), (one, PLAIN)])
    assert found == [Reference(one, (QUOTE, PLAIN)), Reference(other)]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "data:,a", "//host"])
@pytest.mark.parametrize("write", [as_bibtex, as_csl_json])
def test_only_pages_of_the_web_go_out_as_addresses(write: Any, url: str) -> None:
    assert url not in write([Reference(article(url=url))])
