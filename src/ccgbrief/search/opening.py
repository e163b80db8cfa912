"""Opens the finder over a pack: by reading it, or where nothing has changed from its cache."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ccgbrief.search.cache import Wanted, open_index, open_unchanged, rebuild_index
from ccgbrief.search.catalogue import Catalogue, catalogue_of
from ccgbrief.search.entries import Entry
from ccgbrief.search.finder import Finder
from ccgbrief.search.index import Index
from ccgbrief.search.stamps import UNSTAMPED, Stamps

if TYPE_CHECKING:
    from ccgbrief.pack import Pack


def open_finder(
    pack: "Pack",
    notes: Iterable[Entry] = (),
    cache: Path | None = None,
    stamps: Stamps = UNSTAMPED,
) -> Finder:
    """Open the pack for finding; `cache` is the file that keeps its index, None to keep none.

    With `stamps` of its files, the next one need not read the pack.
    """
    wanted = _wanted(pack, stamps)
    rebuild = partial(rebuild_index, wanted, cache)
    return Finder(wanted.catalogue, open_index(wanted, cache), notes, rebuild)


def open_cached_finder(
    cache: Path,
    folders: Iterable[Path],
    notes: Callable[[Catalogue], Iterable[Entry]],
    read: Callable[[], "Pack"],
) -> Finder | None:
    """Open the finder over packs in `folders` from the file `cache`, without reading them.

    None where the file is not known to be of just these as they are now. `read` is asked for the
    pack if the file turns out to be damaged.
    """
    found = open_unchanged(cache, folders)
    if found is None:
        return None
    index, catalogue = found

    def rebuild() -> Index:
        return rebuild_index(_wanted(read(), UNSTAMPED), cache)

    return Finder(catalogue, index, notes(catalogue), rebuild)


def _wanted(pack: "Pack", stamps: Stamps) -> Wanted:
    from ccgbrief.search.sources import read_sources  # noqa: PLC0415 (imports the room of packs)

    return Wanted(read_sources(pack), catalogue_of(pack), stamps)
