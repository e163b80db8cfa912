"""Keeps the notebooks of earlier meetings and their files in step, beside the autosave."""

import asyncio
from collections.abc import Callable
from functools import partial
from time import monotonic

from ccgbrief.notebook import Failed, MergeBy, NotebookStore
from ccgbrief.tui.autosave import AGAIN
from ccgbrief.tui.workspace import Workspace


class EarlierNotebooks:
    """Saves what is ticked and answered in them; called on the app's own thread but for one."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._saving: set[NotebookStore] = set()
        self._failed: dict[NotebookStore, tuple[float, str]] = {}
        """When one could not be saved, and why."""

    @property
    def are_failing(self) -> bool:
        """Whether one has something that could not be saved."""
        return any(store.unsaved for store in self._failed)

    def save(self) -> None:
        """Save now what has changed in them."""
        for store in self._workspace.session.earlier_stores:
            if store.unsaved:
                self._workspace.screen.run_worker(self._save(store))

    def refresh(self, tell_app: Callable[[Callable[[], None]], None]) -> None:
        """Merge what others wrote, and save what their files lack then; called in a thread."""
        self._workspace.session.refresh()
        if lacking := self._workspace.session.lacking:
            tell_app(partial(self._write_back, lacking))

    def _write_back(self, lacking: list[NotebookStore]) -> None:
        for store in lacking:
            failed_at, said = self._failed.get(store, (-AGAIN, ""))
            if store not in self._saving and monotonic() >= failed_at + AGAIN:
                self._workspace.screen.run_worker(self._save(store, said))

    async def _save(self, store: NotebookStore, said_before: str = "") -> None:
        self._saving.add(store)
        outcome = await asyncio.to_thread(store.save)
        self._saving.discard(store)
        had_failed = self._failed.pop(store, None)
        if isinstance(outcome, Failed):
            self._failed[store] = monotonic(), outcome.message
            said = [outcome.message] if outcome.message != said_before else []
        else:
            said = [f"{store.path.name}: everything is saved again"] if had_failed else []
        if said := [*said, *store.take_messages(MergeBy.KEY)]:
            self._workspace.say("\n".join(said))
