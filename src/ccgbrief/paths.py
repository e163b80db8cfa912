"""Where files live: the only place that knows, so that `ccgbrief where` can tell all of it."""

import os
import zlib
from pathlib import Path

from platformdirs import PlatformDirs

_PACKAGE = Path(__file__).parent
"""This package; importlib.resources would say the same and takes 6 ms to import."""

PACK_LOCK = ".changing.lock"
"""In a pack's folder while papers are added or removed."""

_DIRS = PlatformDirs("ccgbrief", appauthor=False)


def shipped_pack() -> Path:
    """Return the folder of the pack that ships with the program, installed or in a checkout."""
    packaged = _PACKAGE / "content"
    if packaged.is_dir():
        return packaged
    checkout = _PACKAGE.resolve().parents[1]
    if (checkout / "pyproject.toml").is_file() and (checkout / "content").is_dir():
        return checkout / "content"
    raise FileNotFoundError(
        f"{packaged}: the shipped pack is missing; install ccgbrief again or use --pack"
    )


def notebook_file(pack_id: str) -> Path:
    """Return where the notebook of the pack `pack_id` is kept unless `--notes` names another."""
    return Path(_DIRS.user_data_dir) / f"{pack_id}.toml"


def final_minutes(notebook: Path) -> Path:
    """Return the folder beside a notebook for the final minutes of its meetings."""
    return notebook.parent / "minutes"


def index_file(pack_id: str) -> Path:
    """Return where the search index of the pack `pack_id` is cached; safe to delete."""
    return Path(_DIRS.user_cache_dir) / f"{pack_id}.index"


def notes_index_file(notebook: Path, *, private: bool) -> Path:
    """Return where the search index of a notebook is cached, with or without private notes."""
    kind = "notes" if private else "public-notes"
    return Path(_DIRS.user_cache_dir) / f"{_name(notebook)}.{kind}"


def sketches_file(folder: Path) -> Path:
    """Return where the sketches of the articles in a pack's folder are cached; safe to delete."""
    return Path(_DIRS.user_cache_dir) / f"{_sum(folder)}.sketches"


def own_papers(pack_id: str) -> Path:
    """Return the folder of the papers the reader has put beside the shipped pack of that id."""
    return Path(_DIRS.user_data_dir) / "papers" / pack_id


def state_folder() -> Path:
    """Return the folder for what is kept beside the notebook: generations and rescued text."""
    return Path(_DIRS.user_state_dir)


def position_file(pack_id: str) -> Path:
    """Return the file that keeps where in the pack the reader left off."""
    return state_folder() / f"{pack_id}.left-off.json"


def minutes_file(notebook: Path) -> Path:
    """Return the file that remembers what minutes of a notebook have held."""
    return state_folder() / f"{_name(notebook)}.minutes.json"


def meetings_file(pack_id: str) -> Path:
    """Return where earlier versions kept when minutes of the pack were last written."""
    return state_folder() / f"{pack_id}.meetings.json"


def _name(notebook: Path) -> str:
    """Return what files that belong to a notebook are called."""
    return f"{notebook.stem[:40]}-{_sum(notebook)}"


def _sum(path: Path) -> str:
    """Return eight digits that tell files and folders of one name apart."""
    return f"{zlib.crc32(os.fsencode(os.path.realpath(path))):08x}"


def config_file() -> Path:
    """Return the file in which the reader sets keys and colours."""
    return Path(_DIRS.user_config_dir) / "config.toml"


def synonyms_file() -> Path:
    """Return the file in which the reader says which words mean the same."""
    return Path(_DIRS.user_config_dir) / "synonyms.toml"
