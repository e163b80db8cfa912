"""Reads papers in a separate process, so that a hostile or broken file can end only that.

The libraries that read PDF, Word and HTML are large, partly in C, and process files that anybody
may have made. Whatever takes too long or too much memory there, or crashes, is one line here.
"""

import errno
import logging
import multiprocessing
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import NamedTuple, cast

from ccgbrief.files import reason
from ccgbrief.papers.archives import Members, members
from ccgbrief.papers.article import Draft, ReadingOptions, make_draft
from ccgbrief.papers.formats import format_of, read_paper
from ccgbrief.papers.mail import attachments
from ccgbrief.papers.paper import PaperError, Source, Tell
from ccgbrief.papers.splitting import split, with_agenda_remark
from ccgbrief.system import holding_interrupts, limit_memory

DEEPEST = 3
"""Nested archives and messages."""

QUIET = 60.0
"""Seconds without a word of the reading process after which it is given up; a page is a word."""

MEMORY = 1_000_000_000
"""Bytes that the reading process may use, where the system knows such a limit."""

_BROKEN = "reading it broke down: it is damaged or made to do harm; get another copy"
_UNLOADED = "there is not enough memory to load what reads it; close other programs"
_TOO_LARGE = "reading it takes more memory than a paper may; divide it into several files"
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EMFILE, errno.ENFILE)
_SLOW = "reading it takes more than a minute; divide it into several files, or get another copy"

UNMAPPED = "failed to map segment"
"""What the system says of a library that it has no memory for."""


class Reading(NamedTuple):
    """A paper that a file holds, and the articles that it becomes, or why it becomes none."""

    drafts: tuple[Draft, ...] = ()
    problem: str = ""
    source: Source | None = None
    """The paper where it is a file within the one that was read."""


Make = Callable[[Source, ReadingOptions, Tell], Iterator[Reading]]


def make(source: Source, options: ReadingOptions, tell: Tell, depth: int = 0) -> Iterator[Reading]:
    """Yield the papers that a file holds, itself first; raises PaperError if it cannot be read.

    What cannot be read of the files in it, which are `depth` deep in others, costs no other one.
    """
    kind = format_of(source).name
    if kind != "zip":
        own = source if depth else None
        try:
            yield Reading(_drafts(source, options, tell), source=own)
        except PaperError as error:
            if not _holds_files(source, kind):
                raise
            yield Reading(problem=str(error), source=own)
    for name, read in _files_in(source, kind):
        if depth == DEEPEST:
            raise PaperError(f"it stands more than {DEEPEST} archives or messages deep; unpack it")
        named = Source(name, b"", source.keep_all)
        if kind != "zip":  # what is attached has a title of its own
            options = replace(options, title="")
        try:
            yield from make(replace(named, data=read()), options, tell, depth + 1)
        except PaperError as error:
            yield Reading(problem=str(error), source=named)
        except Exception as error:  # noqa: BLE001 - whatever a library raises over a broken file
            yield Reading(problem=_why(error), source=named)


def _files_in(source: Source, kind: str) -> Members:
    match kind:
        case "zip":
            return members(source)
        case "eml":
            return attachments(source)
        case "pdf":
            from ccgbrief.papers.pdf.annotations import attached  # noqa: PLC0415 (PDFium: 30 ms)

            return attached(source)
        case "ics":
            from ccgbrief.papers.invitations import attached_files  # noqa: PLC0415 (icalendar)

            return attached_files(source)
    return iter(())


def _holds_files(source: Source, kind: str) -> bool:
    try:
        return next(_files_in(source, kind), None) is not None
    except Exception:  # noqa: BLE001 - whatever a library raises over a broken file
        return False


def _drafts(source: Source, options: ReadingOptions, tell: Tell) -> tuple[Draft, ...]:
    """Return the articles that a paper becomes: one, or with `split` one a bookmark."""
    paper = read_paper(source, tell)
    parts = split(paper) if options.split else [(with_agenda_remark(paper), None)]
    return tuple(replace(make_draft(part, source.name, options), item=item) for part, item in parts)


class Worker:
    """A process that makes articles of papers; begun when needed, and again after a crash."""

    def __init__(self, quiet: float = QUIET, work: Make = make) -> None:
        self._quiet = quiet
        self._work = work
        self._process: BaseProcess | None = None
        self._ours: Connection | None = None

    def read(self, source: Source, options: ReadingOptions, tell: Tell) -> Iterator[Reading]:
        """Yield the papers that a file holds; raises PaperError if it cannot be read."""
        try:
            connection = self._begun()
        except (OSError, MemoryError) as error:
            why = reason(error) if isinstance(error, OSError) else "no memory"
            raise PaperError(f"no process can be started ({why}); close other programs") from error
        try:
            connection.send((source, options))
            problem = yield from self._readings(connection, tell)
        except (EOFError, OSError):
            self.close()
            problem = _BROKEN
        except BaseException:
            self.close()
            raise
        if problem:
            raise PaperError(problem)

    def _readings(self, connection: Connection, tell: Tell) -> Generator[Reading, None, str | None]:
        """Yield what the process has read; return why it reads no more, None if that is all."""
        while connection.poll(self._quiet):
            match connection.recv():
                case (int(page), int(count)):
                    tell(page, count)
                case Reading() as reading:
                    yield reading
                case problem:
                    return cast("str | None", problem)
        self.close()
        return _SLOW

    def _begun(self) -> Connection:
        if self._process is None or not self._process.is_alive() or self._ours is None:
            self.close()
            context = multiprocessing.get_context("spawn")
            self._ours, theirs = context.Pipe()
            process = context.Process(
                target=_serve, args=(theirs, self._work), name="ccgbrief reading", daemon=True
            )
            try:
                with holding_interrupts():
                    process.start()
                    self._process = process
            finally:
                theirs.close()
        return self._ours

    def close(self) -> None:
        if self._ours:
            self._ours.close()
        if self._process:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._ours = None


def _serve(connection: Connection, work: Make) -> None:
    """Read what comes in until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asked ends us; also on Windows
    limit_memory(MEMORY)
    logging.disable()  # what a library remarks on a file is not for the one who adds it
    warnings.simplefilter("ignore")
    sys.stdout = None  # what it prints neither
    with suppress(EOFError, OSError):
        while True:
            source, options = connection.recv()
            connection.send(_problem(connection, work, source, options))


def _problem(
    connection: Connection, work: Make, source: Source, options: ReadingOptions
) -> str | None:
    """Send the papers that a file holds; return why no more are read, None if that is all."""
    try:
        for reading in work(source, options, lambda page, count: connection.send((page, count))):
            connection.send(reading)
    except PaperError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - whatever a library raises over a broken file
        return _why(error)
    return None


def _why(error: Exception) -> str:
    """Return why a paper could not be read, which may be the computer's fault and not its own."""
    if isinstance(error, MemoryError):
        return _TOO_LARGE
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return f"{tempfile.gettempdir()} has no room to read it ({reason(error)}); make some there"
    return _UNLOADED if UNMAPPED in str(error) else _BROKEN
