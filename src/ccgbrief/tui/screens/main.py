"""The main screen: its keys, and what belongs to all of it."""

from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from ccgbrief.tui.autosave import Holds
from ccgbrief.tui.screens.copying import CopyingScreen
from ccgbrief.view.keymap import textual_keys
from ccgbrief.view.keys import COMMANDS
from ccgbrief.view.links import Question, open_page, question_on

_ACTIONS = frozenset(command.action.partition("(")[0] for command in COMMANDS)


class MainScreen(CopyingScreen):
    """Binds the table of commands to what moving, finding, writing and copying can do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        # With priority all of them are done in the order of the keys, and what follows `/` or `n`
        # in one burst reaches the box or the editor.
        *(
            Binding(c.keys, c.action, c.label, tooltip=c.help, id=c.id, show=False, priority=True)
            for c in COMMANDS
        ),
        # Screens move the focus with these; here it belongs to what is read or typed.
        Binding("tab,shift+tab", "stay", "", show=False),
    ]

    _question = Question(())
    """About a link, the last that was asked."""

    def on_mount(self) -> None:
        """Show what holds from the beginning."""
        self.stand()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys to what is typed into while something is."""
        del parameters
        # Whatever else than the reader can have the focus here is typed into.
        return not (action in _ACTIONS and self.focused not in (None, self.reader))

    async def do(self, action: str) -> None:
        """Do what a command of the table says: for the palette."""
        await self.run_action(action)

    def action_stay(self) -> None:
        """Keep the focus where it is."""

    def action_back(self) -> None:
        """Close the note that is open, or go back."""
        if self.editor:
            self.editor.action_close()
        else:
            super().action_back()

    def action_show_link(self) -> None:
        """Show where a link under the cursor leads, and ask whether to open it."""
        again = self._question.next() if self._is_asked else None
        self._question = again or question_on(self.session.pack, self.reader.current)
        self.say(self._question.text)

    def action_open(self) -> None:
        """Open the link that was asked about, or what the cursor rests on."""
        if self._is_asked and self._question.page:
            self.say(open_page(self._question.page))
        else:
            super().action_open()

    @property
    def _is_asked(self) -> bool:
        """Whether the question about a link stands there, and the cursor is still on it."""
        here = question_on(self.session.pack, self.reader.current).targets
        return self.status.message == self._question.text and here == self._question.targets

    def action_public(self) -> None:
        """Hide private notes, or show them again."""
        public = not self.reader.shown.public
        self.reader.set_public(public=public)
        self.renew_found()
        self.stand()
        self.say("Private notes are hidden" if public else "Private notes are shown")

    def action_change_key(self, command_id: str) -> None:
        """Ask for another key for a command."""
        from ccgbrief.tui.screens.key_prompt import KeyScreen  # noqa: PLC0415 (seldom shown)

        command = next(each for each in self.choices.commands if each.id == command_id)
        asked = KeyScreen(command, partial(self.choices.choose_key, command_id))
        self.app.push_screen(asked, self._key_given)

    def _key_given(self, said: str | None) -> None:
        if said:
            self.app.set_keymap(textual_keys(self.choices.keys))
            self.status.name_keys(self.choices.commands)
            self.status.offer()
            self.say(said)

    def action_help(self) -> None:
        """Show all keys."""
        from ccgbrief.tui.screens.help import HelpScreen  # noqa: PLC0415 (not before it is asked for)

        self.app.push_screen(HelpScreen(self.choices.commands))

    def stand(self) -> None:
        """Show what holds for as long as it does."""
        super().stand()
        marks = {
            "READ ONLY": self._autosave.holds is Holds.READ_ONLY,
            "NOT SAVED": self._autosave.holds is Holds.FAILING,
            "PUBLIC VIEW": self.reader.shown.public,
        }
        self.status.stand(" · ".join(mark for mark, holds in marks.items() if holds))
