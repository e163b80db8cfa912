"""The part of the main screen that copies, and that the reader's choices are made in."""

from functools import partial

from ccgbrief.session import Session
from ccgbrief.tui.screens.writing import WritingScreen
from ccgbrief.view.blocks import Address
from ccgbrief.view.copying import copied, copy_message, words_of
from ccgbrief.view.preferences import Choices


class CopyingScreen(WritingScreen):
    """Gives what is under the cursor to the clipboard, as the reader has chosen."""

    def __init__(self, session: Session, choices: Choices | None = None) -> None:
        super().__init__(session)
        self.choices = choices or Choices()
        self.status.name_keys(self.choices.commands)

    def action_copy(self) -> None:
        """Copy what is under the cursor with its citation."""
        self._copy(copied(self.session.pack, self.reader.current, self.choices.settings.copy))

    def action_copy_words(self) -> None:
        """Copy what is under the cursor without its citation."""
        self._copy(words_of(self.reader.current))

    def _copy(self, text: str) -> None:
        if text:
            from ccgbrief.view.clipboard import give_to_system  # noqa: PLC0415 (at the first copy)

            self.app.copy_to_clipboard(text)
            # The terminal may refuse and never says so; a program may be slow, so in a thread.
            self.run_worker(partial(give_to_system, text), thread=True, group="clipboard")
            self.say(copy_message(text, self.reader.tab))

    def action_turn_copy(self) -> None:
        """Copy in the next form from now on."""
        self.say(self.choices.turn_copy())

    def action_choose_copy(self, form: str) -> None:
        """Copy in that form from now on."""
        self.say(self.choices.choose_copy(form))

    def action_settings(self) -> None:
        """Say where the settings are, and write the file if it is not there."""
        self.say(self.choices.show_file())

    def go_from_palette(self, address: Address) -> None:
        """Go to a place that was chosen by its name."""
        if self.is_finding:
            self.leave_search()
        self.go(address)
