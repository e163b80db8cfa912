"""What a finder knows of a pack besides its entries; kept with them, so that no pack is read."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from ccgbrief.search.filters import Place

if TYPE_CHECKING:
    import sqlite3

    from ccgbrief.pack import Pack

SCHEMA = """
    CREATE TABLE place (id TEXT, is_article INTEGER, names TEXT);
    CREATE TABLE alias (one TEXT, other TEXT);
"""


class Catalogue(NamedTuple):
    """Names that can be typed."""

    articles: tuple[Place, ...] = ()
    others: tuple[Place, ...] = ()
    """Focus areas and duties."""
    aliases: tuple[tuple[str, str], ...] = ()
    """Pairs that mean the same: the glossary's."""

    @property
    def places(self) -> tuple[Place, ...]:
        """What `in:` can name."""
        return self.articles + self.others

    def title(self, article: str) -> str:
        """Return the title of the article with that id, `""` where there is none."""
        return next((place.names[0] for place in self.articles if place.id == article), "")


def catalogue_of(pack: "Pack") -> Catalogue:
    """Return the catalogue of a pack."""
    return Catalogue(
        tuple(Place(article.id, (article.title, article.short)) for article in pack.articles),
        (
            *(Place(area.id, (area.title,)) for area in pack.areas),
            *(Place(duty.id, (duty.title,)) for duty in pack.duties),
        ),
        tuple((term.term, term.expansion) for term in pack.terms),
    )


def write_catalogue(connection: "sqlite3.Connection", catalogue: Catalogue) -> None:
    """Keep the catalogue in an index, in the place of the one before."""
    connection.executescript("DELETE FROM place; DELETE FROM alias;")
    for is_article, places in ((1, catalogue.articles), (0, catalogue.others)):
        rows = ((place.id, is_article, "\n".join(place.names)) for place in places)
        connection.executemany("INSERT INTO place VALUES (?, ?, ?)", rows)
    connection.executemany("INSERT INTO alias VALUES (?, ?)", catalogue.aliases)


def read_catalogue(connection: "sqlite3.Connection") -> Catalogue:
    """Return the catalogue that was kept."""

    def places(rows: Iterable[tuple[str, str]]) -> tuple[Place, ...]:
        return tuple(Place(place_id, tuple(names.split("\n"))) for place_id, names in rows)

    select = "SELECT id, names FROM place WHERE is_article = ? ORDER BY rowid"
    return Catalogue(
        places(connection.execute(select, (1,))),
        places(connection.execute(select, (0,))),
        tuple(connection.execute("SELECT one, other FROM alias ORDER BY rowid")),
    )
