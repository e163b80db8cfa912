"""The entries and names that are read from a pack, and that the names are cached with the index."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from ccgbrief.pack import Pack, read_pack
from ccgbrief.search.entries import Catalogue, Place
from ccgbrief.search.index import read_catalogue, renew_index, write_catalogue
from ccgbrief.search.sources import catalogue_of, read_sources


def test_a_stored_catalogue_is_read_as_it_was(pack: Pack) -> None:
    wanted = catalogue_of(replace(pack, plain_words=(("gate", "door"), ("way in", "door"))))
    assert wanted.articles
    assert wanted.others
    assert wanted.synonyms
    with closing(sqlite3.connect(":memory:")) as connection:
        renew_index(connection, ())
        for catalogue in (Catalogue(), wanted, wanted):
            write_catalogue(connection, catalogue)
            assert read_catalogue(connection) == catalogue


def test_only_articles_have_a_title_in_the_catalogue(pack: Pack) -> None:
    catalogue = catalogue_of(pack)
    assert catalogue.title("third-barometer") == "Barometer of the boards"
    assert catalogue.title(pack.duties[0].id) == ""


def test_an_article_answers_to_its_title_and_its_short_name(pack: Pack) -> None:
    one = replace(pack.articles[0], short="Vize")
    catalogue = catalogue_of(replace(pack, articles=(one,)))
    assert catalogue.articles == (Place(one.id, (one.title, "Vize")),)


def test_a_source_has_the_same_digest_wherever_the_pack_lies(
    two_article_pack: Path, tmp_path: Path
) -> None:
    before = [(s.name, s.digest) for s in read_sources(read_pack(two_article_pack))]
    moved = two_article_pack.rename(tmp_path / "elsewhere")
    assert [(s.name, s.digest) for s in read_sources(read_pack(moved))] == before
