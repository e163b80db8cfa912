"""Makes a starter pack: a page of explanations, and an example of everything else."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from glob import escape
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import tomli_w
from filelock import FileLock

from ccgbrief.errors import UserError
from ccgbrief.files import PRIVATE, make_folder, read_file, reason, write_file
from ccgbrief.pack import Area, Duty, Pack, PackError, Term, read_pack
from ccgbrief.pack.files import AREAS, DUTIES, FIGURES, GLOSSARY, MANIFEST, PLAIN_WORDS
from ccgbrief.pack.problems import with_others
from ccgbrief.pack.reader import MAX_SERIES, RESERVED
from ccgbrief.pack.schema import MAX_TEXT
from ccgbrief.pack_editing.manifest import ARTICLES, Manifest
from ccgbrief.pack_editing.names import pack_id
from ccgbrief.pack_editing.transaction import STAGING, UNWATCHED, Watch, changing, recover
from ccgbrief.papers.paper import PaperError
from ccgbrief.paths import (
    PACK_LOCK,
    final_minutes,
    has_notebook,
    made_file,
    notebook_file,
    shipped_pack,
    state_folder,
)
from ccgbrief.system import ILLEGAL, illegal_name
from ccgbrief.text import clean_line

FIRST_ARTICLE = "start-here"

MAX_PATH = 10_000
"""Bytes of a folder's name."""

PATIENCE = 30.0
"""Seconds to wait for others that are choosing an id: two at once might choose the same."""

_TABLES = (AREAS, DUTIES, FIGURES, GLOSSARY, PLAIN_WORDS)


class NewPack(NamedTuple):
    manifest: Path
    renamed: str = ""
    """Why its id is another than its title would make it, in one line."""
    joined: str = ""
    """What was done to the pack of the meeting before, as a sentence."""
    not_joined: str = ""
    """Why that pack or its notebook is not of the same series, and what follows, in one line."""
    doubts: tuple[str, ...] = ()
    """What of the new pack could not be confirmed, and what of the last could not be read."""


def new_pack(
    folder: Path,
    title: str = "",
    series: str = "",
    after: Path | None = None,
    watch: Watch = UNWATCHED,
    name_series: Callable[[], str] = str,
) -> NewPack:
    """Make a pack in a folder that is new or empty.

    The title is that of the folder's name unless it is given. With `after`, the folder of the pack
    of the meeting before, it has the areas, duties, glossary and series of that one, which is made
    of the series that is given if it is of none. `name_series` then has the notebook of that one
    name it, and returns why not. The new pack comes last, so that all of it can be done again until
    it is there. Raises PaperError, with nothing left of a pack that could not be made, which also
    says what was done to the one before.
    """
    name = clean_line(title) or clean_line(folder.resolve().name) or "A new pack"
    if len(name) > MAX_TEXT:
        raise PaperError(f"--title is longer than {MAX_TEXT:,} characters; give a shorter one")
    _refuse_reserved(folder, name)
    recover(folder)
    _refuse_unless_empty(folder)
    with changing(folder, watch) as change, _taking_turns():
        _refuse_unless_empty(folder)
        before = _pack_before(after) if after else None
        series = _series_of(clean_line(series), before)
        id_ = pack_id(name, _TakenIds(before, folder))
        for part, text in _parts(id_, name, series, before).items():
            change.put(part, text.encode())
        joined, not_joined = _join(before, series, watch) if before else ("", "")
        try:
            not_joined = not_joined or (name_series() if before else "")
            doubts = change.commit()
        except UserError as error:
            raise PaperError("; ".join(filter(None, [str(error), joined]))) from error
        _remember(id_, folder)
    doubts += _unread_in(before) if before else []
    renamed = _renamed(pack_id(name, [before.id] if before else ()), id_, folder)
    return NewPack(folder / MANIFEST, renamed, joined, not_joined, tuple(doubts))


@contextmanager
def _taking_turns() -> Iterator[None]:
    """Let nobody else choose an id meanwhile, where that can be: two would choose the same."""
    lock = FileLock(state_folder() / "new.lock", timeout=PATIENCE, preserve_lock_file=True)
    with suppress(OSError, NotImplementedError):  # a time-out is an OSError too
        make_folder(state_folder())
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


class _TakenIds:
    """The ids that a new pack cannot have, since its notes would be in another pack's notebook."""

    def __init__(self, before: Pack | None, folder: Path) -> None:
        self._before = before
        self._folder = folder

    def __contains__(self, id_: object) -> bool:
        is_before = self._before is not None and id_ == self._before.id
        is_noted = has_notebook(str(id_)) or _has_minutes(str(id_))
        return is_before or is_noted or _pack_with(str(id_), self._folder) is not None


def _has_minutes(id_: str) -> bool:
    """Return whether final minutes are kept of a pack with that id, which may be archived."""
    day = "-".join(("[0-9]" * 4, "[0-9]" * 2, "[0-9]" * 2))
    with suppress(OSError):
        return any(final_minutes(notebook_file(id_)).glob(f"{escape(id_)}-{day}*"))
    return False


def _pack_with(id_: str, folder: Path) -> Path | None:
    """Return the folder of the shipped pack, or another that was made here, if it has that id."""
    others = [shipped_pack()]
    with suppress(OSError, ValueError):
        others.append(Path(os.fsdecode(read_file(made_file(id_), MAX_PATH))))
    for other in others:
        with suppress(OSError, ValueError, PackError):
            if other != folder.resolve() and read_pack(other).id == id_:
                return other
    return None


def _remember(id_: str, folder: Path) -> None:
    """Record where the pack with that id is, which may have no notebook yet."""
    with suppress(OSError, ValueError):
        make_folder(made_file(id_).parent)
        write_file(made_file(id_), os.fsencode(folder.resolve()), mode=PRIVATE)


def _renamed(usual: str, made: str, folder: Path) -> str:
    """Say that another pack already has the usual id, so that the new one does not share it."""
    if usual == made:
        return ""
    if other := _pack_with(usual, folder):
        return clean_line(
            f"the pack in {other} has the id “{usual}”, so that this one has “{made}”"
        )
    if not has_notebook(usual):
        kept = f"final minutes of a pack with the id “{usual}” are kept"
        return clean_line(f"{final_minutes(notebook_file(usual))}: {kept}; this one has “{made}”")
    return clean_line(
        f"{notebook_file(usual)} is the notebook of a pack with the id “{usual}”, so that this one "
        f'has “{made}”; if those notes are its own, write id = "{usual}" in {folder / MANIFEST}'
    )


def _pack_before(folder: Path) -> Pack:
    try:
        return read_pack(folder)
    except PackError as error:
        first = error.problems[0]
        if first.file != folder:
            raise
        raise PaperError(
            f"{folder}: it {first.what}; name the folder of a pack with --after"
        ) from error


def _unread_in(before: Pack) -> list[str]:
    """Say what of the tables that are taken over is not read, and so is not: no papers are."""
    files = {MANIFEST, AREAS, DUTIES, GLOSSARY, PLAIN_WORDS}
    told = (each for each in before.problems if each.fatal or each.until)
    found = [p for p in told if p.file.name in files and p.key not in {"articles", "evidence"}]
    said = "; what is not read of it is not in the new pack"
    return [with_others(found, before.folder, said)] if found else []


def _series_of(given: str, before: Pack | None) -> str:
    if len(given) > MAX_SERIES:
        raise PaperError(f"--series is longer than {MAX_SERIES} characters; give a shorter one")
    if before is None:
        return given
    manifest = before.folder / MANIFEST
    if not (given or before.series):
        raise PaperError(f"{manifest}: it names no series; give --series, or write it there")
    if given and before.series not in {"", given}:
        cure = "leave --series out, or --after"
        raise PaperError(f"{manifest}: it belongs to the series “{before.series}”; {cure}")
    return given or before.series


def _join(before: Pack, series: str, watch: Watch) -> tuple[str, str]:
    """Have the pack of the meeting before name the series; return what to say: done, or why not."""
    if before.series:
        return "", ""
    title = clean_line(before.title)
    try:
        doubts = _write_series(before.folder, series, watch)
    except PaperError as error:
        until = (
            f'nothing from “{title}” is carried over until its {MANIFEST} says series = "{series}"'
        )
        return "", clean_line(f"{error}; {until}")
    done = f"“{title}” belongs to the series “{series}” too now: {before.folder / MANIFEST}"
    return clean_line("; ".join([done, *doubts])), ""


def _refuse_reserved(folder: Path, title: str) -> None:
    """Refuse a folder or a title of which no pack can be made, or none that opens on Windows."""
    if name := illegal_name(folder.resolve()):
        stem = "".join("-" if sign in ILLEGAL else sign for sign in name.partition(".")[0].rstrip())
        better = str(folder).replace(name, f"{stem}-pack", 1)
        raise PaperError(f"{folder}: no folder can have this name on Windows; call it {better}")
    if (made := pack_id(title, ())) in RESERVED:
        cure = f"call it {made}-pack, by the folder’s name or --title"
        raise PaperError(f"{folder}: no pack can have the id {made}; {cure}")


def _refuse_unless_empty(folder: Path) -> None:
    try:
        found = {path.name for path in folder.iterdir()} if folder.exists() else set()
    except OSError as error:
        raise PaperError(f"{folder}: {reason(error)}; name a new folder") from error
    if found - {PACK_LOCK, STAGING}:
        raise PaperError(f"{folder}: there is something in this folder; name a new one")


def _write_series(folder: Path, series: str, watch: Watch) -> list[str]:
    if folder.resolve() == shipped_pack().resolve():
        raise PaperError(f"{folder}: it ships with ccgbrief and is not changed")
    with changing(folder, watch) as change:
        manifest = Manifest(folder)
        change.put(MANIFEST, manifest.in_series(series), manifest.data)
        return change.commit()


def _parts(id_: str, title: str, series: str, before: Pack | None) -> dict[str, str]:
    """Return the files of a new pack, the manifest last: it makes the folder a pack."""
    starter = files(__package__) / "starter"
    if before:
        parts, quorum = _tables_of(before), before.quorum
    else:
        parts = {name: (starter / name).read_text(encoding="utf-8") for name in _TABLES}
        quorum = 0
    article = f"{FIRST_ARTICLE}.md"
    parts[f"{ARTICLES}/{article}"] = (starter / article).read_text(encoding="utf-8")
    said = {"format": 1, "id": id_, "title": title}
    said |= {"series": series} if series else {}
    said |= {"quorum": quorum} if quorum else {}
    manifest = tomli_w.dumps(said)
    if not series:
        manifest += 'series = ""  # the same for all meetings of one board\n'
    parts[MANIFEST] = (
        f'{manifest}summary = ""  # a few sentences for the overview\n'
        f'edition = ""  # for example 2026-11\n'
        f'articles = [  # in the order of their tabs\n  "{FIRST_ARTICLE}",\n]\n'
    )
    return parts


def _tables_of(pack: Pack) -> dict[str, str]:
    """Return the files of a pack that do not depend on its papers."""
    plain_words: dict[str, list[str]] = {}
    for said, own in pack.plain_words:
        plain_words.setdefault(own, []).append(said)
    tables = {
        AREAS: ("area", [_stated(area, "evidence") for area in pack.areas]),
        DUTIES: ("duty", [_stated(duty, "evidence") for duty in pack.duties]),
        GLOSSARY: ("term", [_stated(term) for term in pack.terms]),
    }
    stated: dict[str, dict[str, Any]] = {name: {key: rows} for name, (key, rows) in tables.items()}
    stated[PLAIN_WORDS] = plain_words
    return {name: tomli_w.dumps(values) for name, values in stated.items() if any(values.values())}


def _stated(item: Area | Duty | Term, *without: str) -> dict[str, Any]:
    """Return what is stated of an item, as a table of TOML."""
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in item._asdict().items()
        if value and key not in without
    }
