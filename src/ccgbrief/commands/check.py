"""`ccgbrief check` and `ccgbrief where`: what is wrong with a pack, and where files live."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from ccgbrief import paths
from ccgbrief.commands.opening import likely_id
from ccgbrief.commands.output import DONE, NO, CommandError, print_message, print_result
from ccgbrief.files import is_there, reason
from ccgbrief.notebook.backups import rescued_before
from ccgbrief.text import counted

if TYPE_CHECKING:
    from ccgbrief.pack.problems import Problem


def check(wanted: Namespace) -> int:
    """List every problem of a pack, and of the reader's own papers that open with it."""
    folder = wanted.folder or wanted.pack or paths.shipped_pack()
    cure = "name the folder of a pack" if wanted.folder else "name a pack folder with --pack"
    own = [paths.own_papers(likely_id(folder))] if folder == paths.shipped_pack() else []
    count = 0
    for each in (folder, *own):
        try:
            is_there = each == folder or each.exists()
            beside = None if each == folder else folder
            problems = _problems(each, cure, beside) if is_there else None
        except OSError as error:
            raise CommandError(f"{each}: {reason(error)}; {cure}") from error
        if problems is not None:
            for problem in problems:
                print_result(str(problem))
            many = counted(len(problems), "problem") if problems else "no problems"
            print_result(f"{each}: {many}")
            count += len(problems)
    return NO if count else DONE


def _problems(folder: Path, cure: str, beside: Path | None) -> "list[Problem]":
    """Return every problem of the pack in a folder, or of own papers beside another."""
    from ccgbrief.pack import CHANGE_JOURNAL, check_pack, read_pack  # noqa: PLC0415 (`where`…)

    problems = []
    if (folder / CHANGE_JOURNAL).exists():
        from ccgbrief.pack_editing import recover  # noqa: PLC0415 (only after a kill)

        problems += recover(folder)
        if not problems and (folder / CHANGE_JOURNAL).exists():
            said = "it is being changed, so what is said of it may not hold; check it again"
            print_message(f"{folder}: {said} afterwards")
    problems += check_pack(folder, read_pack(beside) if beside else None)
    if any(problem.file == folder for problem in problems):  # it is not a pack at all
        raise CommandError(str(problems[0]._replace(cure=cure)))
    return problems


def where(wanted: Namespace) -> int:
    """List every file that is read or written, and what is wrong with the settings.

    A draft of a notebook that was moved is offered nowhere, but it is listed.
    """
    folder: Path = wanted.pack or paths.shipped_pack()
    pack_id = likely_id(folder) or "PACK"
    notebook = wanted.notes or paths.notebook_file(pack_id)
    if not notebook.name:
        raise CommandError(f"{notebook}: it is a folder, not a file; name a file with --notes")
    is_shipped = folder == paths.shipped_pack()
    papers = paths.own_papers(pack_id) if is_shipped else folder
    for what, path in (
        ("pack", folder),
        ("notebook", notebook),
        ("its last good copy", notebook.with_name(f"{notebook.name}.bak")),
        ("its lock", notebook.with_name(f"{notebook.name}.lock")),
        ("older copies, rescued notes", paths.state_folder()),
        *(
            ("written, and not kept or saved", file)
            for file in sorted(rescued_before(paths.state_folder()))
        ),
        ("actions sent to calendars", paths.calendar_file(notebook)),
        ("final minutes", paths.final_minutes(notebook)),
        *([("your own papers beside it", papers)] if is_shipped else []),
        ("lock while it is changed", papers / paths.PACK_LOCK),
        ("search index (safe to delete)", paths.index_file(pack_id)),
        ("index of notes (safe to delete)", paths.notes_index_file(notebook, private=False)),
        ("article index (safe to delete)", paths.sketches_file(papers)),
        ("earlier searches (safe to delete)", paths.searches_file(pack_id)),
        ("settings", paths.config_file()),
        ("your synonyms", paths.synonyms_file()),
    ):
        print_result(f"{what + ':':<34} {path}{'' if is_there(path) else ' (not there yet)'}")
    if is_there(paths.config_file()):
        from ccgbrief.view.preferences import Preferences  # noqa: PLC0415 (few write one)

        for fault in Preferences(paths.config_file()).faults:
            print_result(f"{'':<34} {fault}")
    return DONE
