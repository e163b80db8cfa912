"""Saves changes to notes of earlier meetings in their own notebooks, for note taking."""

import asyncio

from ccgbrief.notebook import Failed, Meeting, Note
from ccgbrief.text import clean_line
from ccgbrief.tui.workspace import Workspace


class EarlierMeetings:
    """Finds the meeting of a note, and saves changes there."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, note: Note | None) -> Meeting | None:
        """Return the earlier meeting of a note; None if it is from this meeting."""
        return self._workspace.session.series.meeting_of(note) if note else None

    def keeps(self, note: Note) -> bool:
        """Return whether a note is of an earlier meeting, where only ticks can be set; say so."""
        meeting = self.of(note)
        if meeting:
            title = clean_line(meeting.title)
            self._workspace.say(
                f"It is of “{title}”: open that pack to change it; space says that it is done"
            )
        return meeting is not None

    def refuses(self, meeting: Meeting | None) -> bool:
        """Return whether the notebook of a meeting cannot be written; say why."""
        problem = meeting.store.read_only if meeting else ""
        if problem:
            self._workspace.say(problem)
        return bool(problem)

    def save(self) -> None:
        """Save now what has changed in their notebooks."""
        for meeting in self._workspace.session.series.meetings:
            if meeting.store.unsaved:
                self._workspace.screen.run_worker(self._save(meeting))

    async def _save(self, meeting: Meeting) -> None:
        outcome = await asyncio.to_thread(meeting.store.save)
        if isinstance(outcome, Failed):
            self._workspace.say(outcome.message)
