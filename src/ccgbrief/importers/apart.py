"""Reads papers in a process of its own, so that a hostile or broken file ends only that one.

The libraries that read PDF, Word and HTML are large, partly in C, and meet files that anybody
may have made. What takes too long or too much memory there, or crashes, is one line here.
"""

import multiprocessing
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Self

from ccgbrief.importers.article import Draft, Options, make_draft
from ccgbrief.importers.formats import read_paper
from ccgbrief.importers.paper import PaperError, Source, Tell

QUIET = 20.0
"""Seconds without a word of the reading process after which it is given up; a page is a word."""

MEMORY = 3 << 30
"""Bytes that the reading process may use, where the system knows such a limit."""

_BROKEN = "reading it broke down: it is damaged or made to do harm; get another copy"
_SLOW = "reading it takes too long: it is damaged or made to do harm; get another copy"

Make = Callable[[Source, Options, Tell], Draft]


def make(source: Source, options: Options, tell: Tell) -> Draft:
    """Return the article that a file becomes; raises PaperError where it cannot be read."""
    return make_draft(read_paper(source, tell), source.name, options)


class ReadingRoom:
    """A process that makes articles of papers; begun when needed, and again after a crash."""

    def __init__(self, quiet: float = QUIET, work: Make = make) -> None:
        self._quiet = quiet
        self._work = work
        self._process: BaseProcess | None = None
        self._ours: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()

    def read(self, source: Source, options: Options, tell: Tell) -> Draft:
        """Return the article that a file becomes; raises PaperError where it cannot be read."""
        try:
            connection = self._begun()
            connection.send((source, options))
            answer = self._answer(connection, tell)
        except (EOFError, OSError) as error:
            self._end()
            raise PaperError(_BROKEN) from error
        except BaseException:
            self._end()
            raise
        if isinstance(answer, Draft):
            return answer
        raise PaperError(answer)

    def _answer(self, connection: Connection, tell: Tell) -> Draft | str:
        """Return the article, or why there is none."""
        while connection.poll(self._quiet):
            match connection.recv():
                case (int(page), int(count)):
                    tell(page, count)
                case Draft() as draft:
                    return draft
                case why:
                    return str(why)
        self._end()
        return _SLOW

    def _begun(self) -> Connection:
        if self._process is None or not self._process.is_alive() or self._ours is None:
            self._end()
            context = multiprocessing.get_context("spawn")
            self._ours, theirs = context.Pipe()
            self._process = context.Process(
                target=_serve, args=(theirs, self._work), name="ccgbrief reading", daemon=True
            )
            self._process.start()
            theirs.close()
        return self._ours

    def _end(self) -> None:
        if self._ours:
            self._ours.close()
        if self._process:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._ours = None


def _serve(connection: Connection, work: Make) -> None:
    """Read what comes in until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asked ends us
    _limit_memory()
    with suppress(EOFError, OSError):
        while True:
            source, options = connection.recv()
            connection.send(_answer(connection, work, source, options))


def _answer(connection: Connection, work: Make, source: Source, options: Options) -> Draft | str:
    try:
        return work(source, options, lambda page, count: connection.send((page, count)))
    except PaperError as error:
        return str(error)
    except MemoryError:
        return "reading it takes more memory than a paper may; part it into several files"
    except Exception:  # noqa: BLE001 - whatever a library raises over a broken file
        return _BROKEN


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
