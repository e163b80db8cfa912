"""Sees letters before they are obeyed: a word is searched for, a change is confirmed; for the app.

A word that is typed without `/` is one the reader meant to search for: what its first letters did
is taken back.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol, runtime_checkable

from textual import events
from textual.screen import Screen

from ccgbrief.tui.navigation import Navigation
from ccgbrief.tui.notebook_changes import NotebookChanges
from ccgbrief.tui.public_view import PublicView
from ccgbrief.tui.screens.box import BoxScreen
from ccgbrief.tui.workspace import Workspace
from ccgbrief.view.confirming import ASKED_EACH_TIME, change_asked_for
from ccgbrief.view.typed_words import Burst, Confirmation


@runtime_checkable
class WordFollower(Protocol):
    """A box that a letter opens, and that the rest of a word may then be typed into."""

    def follow(self, letters: str) -> None:
        """Record that the first letter came as fast as those of a word, after `letters`."""


def time_of(key: events.Key) -> float:
    """Return when a key was pressed, in seconds."""
    return key.time


class TypedLetters:
    """Remembers the letters that came last, and how the screen was before them."""

    def __init__(
        self,
        workspace: Workspace,
        navigation: Navigation,
        public_view: PublicView,
        changes: NotebookChanges,
        search: Callable[[str], None],
    ) -> None:
        """`search` is given a word that was typed, once what its letters did is taken back."""
        self._workspace = workspace
        self._reader = workspace.reader
        self._navigation = navigation
        self._public_view = public_view
        self._changes = changes
        self._search = search
        self._burst = Burst()
        self._confirmation = Confirmation()
        self._letter = self._word = ""
        """The letter that came last, and those before it which may be of the same word."""
        self._box: object = None
        """The box that a letter was typed into last."""
        self._is_after_word = False
        """Whether nothing but Escape was pressed since a word while reading."""
        self.remember_view()

    def remember_view(self) -> None:
        """Remember what is shown now, to come back to it, before a word."""
        self._before_word = self._navigation.view

    def show_before_word(self) -> None:
        """Show again what was shown before the word that was typed last, however slowly.

        It may have been keys all the same: what they have hidden from a room stays hidden.
        """
        self._keep_hidden()
        self._show_before_word()

    def _keep_hidden(self) -> None:
        now, before = self._reader.shown, self._before_word
        if now.public:
            shown = replace(before.shown, public=True, presenting=now.presenting)
            self._before_word = before._replace(shown=shown)

    def _show_before_word(self) -> None:
        shown = self._reader.shown
        self._navigation.show_again(self._before_word)
        self._public_view.follow(shown)

    def back(self) -> bool:
        """Go back to before a word that was typed just now; return whether it changed the view."""
        self._keep_hidden()
        is_changed = self._is_after_word and self._navigation.view != self._before_word
        self._is_after_word = False
        if is_changed:
            self.show_before_word()
        return is_changed

    def take(self, key: events.Key) -> bool:
        """Return whether a key completes what can only be a word, which is then searched for."""
        letter = key.character or ""
        if key.is_forwarded:  # it returns if nothing takes it
            return False
        over = self._workspace.screen.app.screen
        if over is not self._workspace.screen:
            return self._take_over(key, over)
        if not letter.isalpha():
            self._hear("", self._burst.end_word(time_of(key), letter))
            self._is_after_word &= key.key == "escape"
            return False
        is_first = self._burst.add(letter, time_of(key))
        before = self._burst.word[:-1]
        if self._workspace.screen.focused is not self._reader:
            self._tell_box(self._burst.lead.lstrip("jk"))
            self._burst.end_word(time_of(key))  # what is written there belongs to nothing read
            return False
        self._hear(letter, before)
        self._is_after_word = self._burst.is_slow_word
        if is_first:
            self._box = None
            if not self._burst.lead.strip("jk"):  # or it goes on with a word before it
                self.remember_view()
                self._changes.mark_changes()
        if not self._burst.is_word:
            return False
        self._changes.take_back_changes()
        self._show_before_word()
        self._search(self._burst.phrase)
        return True

    def _take_over(self, key: events.Key, over: Screen[Any]) -> bool:
        """Return whether a key goes on with a word, whose letter has opened a screen to read."""
        letter = key.character or ""
        if not (isinstance(over, BoxScreen) and over.is_for_reading and letter.isalpha()):
            return False
        self._burst.add(letter, time_of(key))
        if key.key in over.active_bindings or not self._burst.lead.strip("jk"):
            return False
        over.dismiss()
        self.show_before_word()
        self._search(self._burst.phrase)
        return True

    def _hear(self, letter: str, before: str) -> None:
        self._letter, self._word = letter, before
        self._confirmation.hear(letter)

    def _tell_box(self, before: str) -> None:
        """Tell what a letter has opened which letters of a word came before its first one."""
        box = self._workspace.screen.focused
        if box is not self._box:
            self._box = box
            if before and isinstance(box, WordFollower):
                box.follow(before)

    def must_confirm(self, command_id: str) -> bool:
        """Return whether the key that came last is not to be obeyed yet; say what it would do.

        A letter that changes a record does so at its second press.
        """
        reader, is_chosen = self._reader, self._reader.is_chosen
        change = change_asked_for(
            command_id,
            self._workspace.session,
            reader.shown,
            reader.current if is_chosen else None,
            reader.notes_here if is_chosen else list,
            self._changes.history,
        )
        is_hiding = command_id == "public" and not reader.shown.public
        in_word = bool(self._word.strip("jk"))
        if not in_word and (is_hiding or command_id == "minutes"):  # which asks by itself
            return False
        if self._letter and change and not self._confirmation.confirms(self._letter, self._word):
            self._workspace.say(f"{self._letter} again {change}")
        elif command_id == "tick" and in_word:
            again = f"space again {change}; to" if change else "To"
            self._workspace.say(f"{again} search, press / first")
        else:
            if command_id in ASKED_EACH_TIME:
                self._confirmation.hear("")
            return False
        return True
