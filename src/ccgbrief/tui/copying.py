"""Copies what is under the cursor in the form the reader has chosen; for the main screen."""

from collections.abc import Callable
from functools import partial

from textual.screen import Screen

from ccgbrief.session import Session
from ccgbrief.tui.widgets.reader import Reader
from ccgbrief.view.copying import copied, copy_message, give_to_system, words_of
from ccgbrief.view.keys import Handlers
from ccgbrief.view.preferences import Preferences


class Copying:
    """Gives text to the terminal's clipboard and to the system's."""

    def __init__(
        self,
        screen: Screen[None],
        session: Session,
        reader: Reader,
        preferences: Preferences,
        say: Callable[[str], None],
    ) -> None:
        self._screen = screen
        self._session = session
        self._reader = reader
        self._preferences = preferences
        self._say = say

    @property
    def commands(self) -> Handlers:
        """What the keys of this part do, by the ids of their commands."""
        return {
            "copy": self._copy_cited,
            "copy.words": lambda: self._copy(words_of(self._reader.current)),
            "copy.form": lambda: self._say(self._preferences.turn_copy()),
        }

    def _copy_cited(self) -> None:
        self._copy(
            copied(self._session.pack, self._reader.current, self._preferences.settings.copy)
        )

    def _copy(self, text: str) -> None:
        if text:
            self._screen.app.copy_to_clipboard(text)
            # The terminal may refuse and never says so; a program may be slow, so in a thread.
            give = partial(give_to_system, text)
            self._screen.run_worker(give, thread=True, group="clipboard")
            self._say(copy_message(text, self._reader.tab))
