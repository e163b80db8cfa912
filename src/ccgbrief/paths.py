"""Where files live. Nothing else knows, so that `ccgbrief where` can list everything."""

import os
import zlib
from pathlib import Path

from ccgbrief.errors import UserError
from ccgbrief.system import is_linux

_PACKAGE = Path(__file__).parent
"""This package's folder; importlib.resources would give the same but takes 6 ms to import."""

PACK_LOCK = ".changing.lock"
"""In a pack's folder while papers are added or removed."""

_ON_LINUX = {
    "data": ".local/share",
    "cache": ".cache",
    "state": ".local/state",
    "config": ".config",
}
"""Each kind of folder below the home folder, unless `XDG_…_HOME` names another."""


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
    """Return the path of the notebook for the pack `pack_id`, unless `--notes` names another."""
    return _folder("data") / f"{pack_id}.toml"


def has_notebook(pack_id: str) -> bool:
    """Return whether there is a notebook for the pack `pack_id` already, or only its backup."""
    file = notebook_file(pack_id)
    return any(file.parent.glob(f"{file.name}*"))


def final_minutes(notebook: Path) -> Path:
    """Return the folder for final minutes, beside the file to which a notebook may be a link."""
    return Path(os.path.realpath(notebook)).parent / "minutes"


def index_file(pack_id: str) -> Path:
    """Return the path of the cached search index for the pack `pack_id`; safe to delete."""
    return _folder("cache") / f"{pack_id}.index"


def notes_index_file(notebook: Path, *, private: bool) -> Path:
    """Return the path of a notebook's cached search index, with or without private notes."""
    kind = "notes" if private else "public-notes"
    return _folder("cache") / f"{_name(notebook)}.{kind}"


def sketches_file(folder: Path) -> Path:
    """Return the path of the cached sketches of a pack's articles; safe to delete."""
    return _folder("cache") / f"{_sum(folder)}.sketches"


def own_papers(pack_id: str) -> Path:
    """Return the folder of the papers that the reader has added to the shipped pack of that id."""
    return _folder("data") / "papers" / pack_id


def state_folder() -> Path:
    """Return the folder for what is kept beside the notebook: generations and rescued text."""
    return _folder("state")


def position_file(pack_id: str) -> Path:
    """Return the file that records where in the pack the reader left off."""
    return state_folder() / f"{pack_id}.left-off.json"


def made_file(pack_id: str) -> Path:
    """Return the file that names the folder of the pack that was last made with that id."""
    return state_folder() / f"{pack_id}.made"


def tour_file() -> Path:
    """Return the file that is there once the tour of a first start has ended."""
    return state_folder() / "tour.json"


def searches_file(pack_id: str) -> Path:
    """Return the file of the searches in a pack that led somewhere; safe to delete."""
    return state_folder() / f"{pack_id}.searches.json"


def minutes_file(notebook: Path) -> Path:
    """Return the file that records what was in the minutes of a notebook."""
    return state_folder() / f"{_name(notebook)}.minutes.json"


def calendar_file(notebook: Path) -> Path:
    """Return the file that records which actions of a notebook are in calendars."""
    return state_folder() / f"{_name(notebook)}.calendar.json"


def outputs_file() -> Path:
    """Return the file that records what `-o` has written, so that nothing else is overwritten."""
    return state_folder() / "outputs.json"


def _name(notebook: Path) -> str:
    """Return the common name of the files that belong to a notebook."""
    return f"{notebook.stem[:40]}-{_sum(notebook)}"


def _sum(path: Path) -> str:
    """Return eight digits that distinguish files or folders of the same name."""
    return f"{zlib.crc32(os.fsencode(os.path.realpath(path))):08x}"


def config_file() -> Path:
    """Return the settings file, in which the reader sets keys and colours."""
    return _folder("config") / "config.toml"


def synonyms_file() -> Path:
    """Return the file in which the reader lists synonyms."""
    return _folder("config") / "synonyms.toml"


def _folder(kind: str) -> Path:
    """Return the user's folder for data, cache, state or config; raises UserError if none is."""
    home = os.environ.get("HOME", "")
    if is_linux() and home.startswith("/"):
        named = os.environ.get(f"XDG_{kind.upper()}_HOME", "")
        return Path(named if named.startswith("/") else f"{home}/{_ON_LINUX[kind]}", "ccgbrief")
    from platformdirs import PlatformDirs  # noqa: PLC0415 (5 ms for each command)

    try:
        return Path(getattr(PlatformDirs("ccgbrief", appauthor=False), f"user_{kind}_dir"))
    except RuntimeError as error:  # as for a user whom the system does not know
        raise UserError("there is no home folder; set HOME to one that you may write to") from error
