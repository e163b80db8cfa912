"""Shows papers that commands add, revise or remove while the pack is open, for the main screen."""

from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from functools import partial

from ccgbrief.session import ReadPack
from ccgbrief.tui.workspace import Workspace
from ccgbrief.view.pack_watch import PackNews, PackWatch

LOOK_SECONDS = 0.7
"""Seconds between checks of the files, so that changes appear within two seconds."""


class PackFollowing:
    """Checks the files of the pack in a thread, one check at a time."""

    def __init__(self, workspace: Workspace, show: Callable[[ReadPack], None]) -> None:
        """`show` is given the pack as it was read again."""
        self._workspace = workspace
        self._watch = PackWatch(workspace.session)
        self._show = show
        self._busy = False

    def start(self) -> None:
        self._workspace.screen.set_interval(LOOK_SECONDS, self._begin)

    def _begin(self) -> None:
        if not self._busy:
            self._busy = True
            self._workspace.screen.run_worker(self._look, thread=True, group="pack")

    def _look(self) -> None:
        news = self._watch.look()
        with suppress(RuntimeError, CancelledError):  # the app has ended meanwhile
            self._workspace.screen.app.call_from_thread(partial(self._take, news))

    def _take(self, news: PackNews | None) -> None:
        self._busy = False
        if news is None or not self._workspace.screen.is_attached:
            return
        picked = len(self._workspace.reader.shown.picked)
        if news.read:
            self._show(news.read)
        if news.message:
            lost = picked - len(self._workspace.reader.shown.picked)
            gone = f"no longer selected, since they are gone: {lost}" if lost else ""
            self._workspace.status.report("; ".join(filter(None, (news.message, gone))))
