"""Records who is at the meeting, and writes its minutes, for the main screen."""

import asyncio
from collections.abc import Callable, Mapping
from functools import partial

from ccgbrief.notebook import Contents
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.notebook.meeting import doubtful_heading
from ccgbrief.tui.notebook_changes import NotebookChanges
from ccgbrief.tui.workspace import Workspace
from ccgbrief.view.keys import Handlers
from ccgbrief.view.meeting_form import (
    fields_today,
    known_people,
    merged_fields,
    suggested_fields,
    write_fields,
)
from ccgbrief.view.note_draft import lost_letters
from ccgbrief.view.preferences import Preferences


class MinuteTaking:
    """Opens the form for the meeting itself, and writes the minutes."""

    def __init__(
        self,
        workspace: Workspace,
        changes: NotebookChanges,
        preferences: Preferences,
        is_writing: Callable[[], bool],
        search: Callable[[str], None],
    ) -> None:
        """`is_writing` returns whether a note is open, which has to be finished first, and says so.

        `search` is given a word that was typed when the format of minutes was asked for.
        """
        self._workspace = workspace
        self._changes = changes
        self._preferences = preferences
        self._is_writing = is_writing
        self._search = search

    @property
    def commands(self) -> Handlers:
        return {"meeting": self.edit_meeting, "minutes": self._ask_for_minutes}

    def edit_meeting(self, typed: Mapping[str, str] | None = None) -> None:
        """Open the form, with what was `typed` into it before a program ended."""
        if self._is_writing():
            return
        from ccgbrief.tui.screens.meeting_form import MeetingScreen  # noqa: PLC0415 (with Textual's Input 6 ms)

        session, today = self._workspace.session, local_today()
        series, notebook, name = session.series, session.notebook, session.pack.series
        fields = fields_today(notebook, today, name)
        written: list[tuple[Contents, list[str]]] = []

        def hold(typed: Mapping[str, str]) -> None:
            keep = partial(write_fields, fields=typed, today=today, series=name)
            self._changes.autosave.hold(keep if any(typed.values()) else None)

        def write(typed: Mapping[str, str]) -> None:
            before = notebook.contents
            merged, both = merged_fields(fields, typed, fields_today(notebook, today, name))
            write_fields(notebook, merged, today, name)
            if notebook.contents != before:
                written.append((before, both))

        def close(_: object) -> None:
            for before, both in written:
                self._changes.history.record("Who is here", before)
                twice = f"; {', '.join(both)} was written elsewhere too, and both are kept"
                now = fields_today(notebook, today, name)
                lost = lost_letters("".join(now.values()), "".join(fields.values()))
                doubt = lost or doubtful_heading(now, today)
                said = f"Attendance saved; {doubt or 'the minutes begin with it'}"
                said += twice if both else ""
                self._changes.kept(said)
            form.question.do_then()

        form = MeetingScreen(
            fields,
            typed or fields,
            suggested_fields(series, today, session.pack.title),
            known_people(notebook, series),
            session.pack.quorum,
            hold,
            write,
        )
        self._workspace.screen.app.push_screen(form, close)
        if typed:
            hold(typed)

    def _ask_for_minutes(self) -> None:
        """Ask for the format of the minutes, which is the usual one from then on."""
        # 12 ms, not before the first minutes
        from ccgbrief.minutes.formats import FORMATS  # noqa: PLC0415
        from ccgbrief.tui.screens.minutes_box import Chosen, MinutesScreen  # noqa: PLC0415
        from ccgbrief.view.minutes import before_writing  # noqa: PLC0415

        def close(chosen: Chosen | None) -> None:
            if chosen and chosen.form:
                self._preferences.choose_minutes(chosen.form)
                self._write_minutes(chosen.form, private=chosen.private)
            elif chosen:
                self._search(chosen.query)

        commands = {command.id: command.key for command in self._preferences.commands}
        box = MinutesScreen(
            commands["minutes"],
            [(form, each.name) for form, each in FORMATS.items()],
            self._preferences.settings.minutes,
            partial(
                before_writing,
                self._workspace.session,
                commands["meeting"],
                self._workspace.reader.shown.public,
            ),
        )
        self._workspace.screen.app.push_screen(box, close)

    def _write_minutes(self, form: str, *, private: bool) -> None:
        from ccgbrief.minutes.formats import FORMATS  # noqa: PLC0415 (as above)
        from ccgbrief.view.minutes import minutes_writer  # noqa: PLC0415

        write = minutes_writer(
            self._workspace.session,
            public=self._workspace.reader.shown.public,
            private=private,
            form=form,
            settings=self._preferences.settings,
        )
        if FORMATS[form].is_text:
            self._workspace.say(write())
            return
        self._workspace.say(f"Writing the minutes as {FORMATS[form].name} …")
        minutes, unsaid = object(), self._workspace.session.unsaid
        unsaid[minutes] = "Minutes not written: the program ended before they were"
        self._workspace.screen.run_worker(self._say_soon(write, minutes))

    async def _say_soon(self, write: Callable[[], str], minutes: object) -> None:
        """Do in a thread what takes seconds, and report the outcome.

        If the program is left meanwhile, the thread goes on, and the outcome is said at its end.
        """
        unsaid = self._workspace.session.unsaid

        def work() -> None:
            unsaid[minutes] = write()

        await asyncio.to_thread(work)
        if self._workspace.screen.app.return_code is None:  # it still runs
            self._workspace.say(unsaid.pop(minutes))
