"""Copies what is under the cursor in the form the reader has chosen; for the main screen."""

from dataclasses import replace
from functools import partial

from ccgbrief.tui.workspace import Workspace
from ccgbrief.view.copying import (
    copied,
    copied_together,
    copy_message,
    counted,
    give_to_system,
    with_or_without,
    words_of,
    write_together,
)
from ccgbrief.view.keys import Handlers
from ccgbrief.view.preferences import Preferences


class Copying:
    """Copies text to the terminal's clipboard and to the system's."""

    def __init__(self, workspace: Workspace, preferences: Preferences) -> None:
        self._workspace = workspace
        self._reader = workspace.reader
        self._preferences = preferences

    @property
    def commands(self) -> Handlers:
        return {
            "copy": self._copy_cited,
            "copy.pick": self._pick,
            "copy.write": self._write,
            "copy.words": lambda: self._copy(words_of(self._reader.current)),
            "copy.form": lambda: self._workspace.say(self._preferences.turn_copy()),
        }

    def _pick(self) -> None:
        """Pick out the passage under the cursor, or put it back."""
        current = self._reader.current
        if current is None or current.passage is None:
            self._workspace.refuse("copy.pick")
            return
        picked = with_or_without(current.passage, self._reader.shown.picked)
        self._reader.show_as(replace(self._reader.shown, picked=picked))
        keys = "y copies them with their citations, Z writes them into a file"
        said = f"{counted(picked)} selected; {keys}" if picked else "No passage is selected"
        self._workspace.say(said)

    def _write(self) -> None:
        shown, form = self._reader.shown, self._preferences.settings.copy
        self._workspace.say(write_together(shown.pack, shown.picked, form, shown.today))

    def _copy_cited(self) -> None:
        shown, form = self._reader.shown, self._preferences.settings.copy
        if shown.picked:
            self._copy(copied_together(shown.pack, shown.picked, form))
            count = counted(shown.picked)
            self._workspace.say(f"{count} sent to the clipboard; z on each deselects it")
        else:
            self._copy(copied(shown.pack, self._reader.current, form))

    def _copy(self, text: str) -> None:
        if text:
            self._workspace.screen.app.copy_to_clipboard(text)
            # The terminal may refuse silently; a program may be slow, so it runs in a thread.
            give = partial(give_to_system, text)
            self._workspace.screen.run_worker(give, thread=True, group="clipboard")
            self._workspace.say(copy_message(text, self._reader.tab))
