"""Opens the finder over a pack: by reading it, or where nothing has changed from its cache.

The finder itself is imported only here: the screen shows its first picture without it.
"""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ccgbrief.search.catalogue import Catalogue, catalogue_of
from ccgbrief.search.entries import Entry
from ccgbrief.search.fingerprints import UNSTAMPED, Stamps

if TYPE_CHECKING:
    from ccgbrief.pack import Pack
    from ccgbrief.search.cache import Wanted
    from ccgbrief.search.finder import Finder
    from ccgbrief.search.index import Index


def open_finder(
    pack: "Pack",
    notes: Iterable[Entry] = (),
    cache: Path | None = None,
    stamps: Stamps = UNSTAMPED,
) -> "Finder":
    """Open the pack for finding; `cache` is the file that keeps its index, None to keep none.

    With `stamps` of its files, the next one need not read the pack.
    """
    from ccgbrief.search.cache import open_index, rebuild_index  # noqa: PLC0415 (imports SQLite)
    from ccgbrief.search.finder import Finder  # noqa: PLC0415

    wanted = _wanted(pack, stamps)
    rebuild = partial(rebuild_index, wanted, cache)
    return Finder(wanted.catalogue, open_index(wanted, cache), notes, rebuild)


def open_cached_finder(
    cache: Path,
    folders: Iterable[Path],
    notes: Callable[[Catalogue], Iterable[Entry]],
    read: Callable[[], "Pack"],
) -> "Finder | None":
    """Open the finder over packs in `folders` from the file `cache`, without reading them.

    None where the file is not known to be of just these as they are now. `read` is asked for the
    pack if the file turns out to be damaged.
    """
    from ccgbrief.search.cache import open_unchanged, rebuild_index  # noqa: PLC0415 (SQLite)
    from ccgbrief.search.finder import Finder  # noqa: PLC0415

    found = open_unchanged(cache, folders)
    if found is None:
        return None
    index, catalogue = found

    def rebuild() -> "Index":
        return rebuild_index(_wanted(read(), UNSTAMPED), cache)

    return Finder(catalogue, index, notes(catalogue), rebuild)


def _wanted(pack: "Pack", stamps: Stamps) -> "Wanted":
    from ccgbrief.search.cache import Wanted  # noqa: PLC0415
    from ccgbrief.search.sources import read_sources  # noqa: PLC0415 (imports the room of packs)

    return Wanted(read_sources(pack), catalogue_of(pack), stamps)
