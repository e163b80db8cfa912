"""The names that can be typed, kept with an index so that no pack is read."""

import sqlite3
from contextlib import closing
from dataclasses import replace

from ccgbrief.pack import Pack
from ccgbrief.search.catalogue import (
    SCHEMA,
    Catalogue,
    catalogue_of,
    read_catalogue,
    write_catalogue,
)
from ccgbrief.search.filters import Place


def test_a_catalogue_that_was_kept_is_read_as_it_was(pack: Pack) -> None:
    wanted = catalogue_of(pack)
    assert wanted.articles
    assert wanted.others
    assert wanted.aliases
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SCHEMA)
        for catalogue in (Catalogue(), wanted, wanted):
            write_catalogue(connection, catalogue)
            assert read_catalogue(connection) == catalogue


def test_an_article_has_its_title_and_what_is_none_has_none(pack: Pack) -> None:
    catalogue = catalogue_of(pack)
    assert catalogue.title("third-barometer") == "Barometer of the boards"
    assert catalogue.title(pack.duties[0].id) == ""


def test_an_article_answers_to_its_title_and_its_short_name(pack: Pack) -> None:
    one = replace(pack.articles[0], short="Vize")
    catalogue = catalogue_of(replace(pack, articles=(one,)))
    assert catalogue.articles == (Place(one.id, (one.title, "Vize")),)
