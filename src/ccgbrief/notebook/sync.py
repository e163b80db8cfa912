"""Keeps a notebook united with what its file holds, as an open copy sees it, for `NotebookFile`."""

from pathlib import Path

from ccgbrief.notebook.backups import backup_of
from ccgbrief.notebook.external_edits import Hand
from ccgbrief.notebook.messages import Messages, conflict_told, faults_told
from ccgbrief.notebook.model import Contents
from ccgbrief.notebook.notebook import Notebook
from ccgbrief.notebook.settling import Settling
from ccgbrief.notebook.snapshot import Sight, look
from ccgbrief.text import clean_line


class Watch:
    """What one open copy of a notebook has seen in its file."""

    def __init__(self, path: Path, notebook: Notebook, messages: Messages) -> None:
        """Begin without a look; what the reader must know goes into `messages`."""
        self.sight: Sight | None = None
        """What was seen last."""
        self.on_disk = Contents()
        """What was in it."""
        self._path = path
        self._notebook = notebook
        self._messages = messages
        self._news = False
        self._settling = Settling()
        self._hand = Hand()

    @property
    def read_only(self) -> str:
        """Why nothing can be written, in one line with the cure; empty where it can."""
        barred = self.sight.barred if self.sight else ""
        return clean_line(f"{self._path}: {barred}") if barred else ""

    def look(self) -> tuple[Sight, bool]:
        """Look at the file, and take in what is new; return what is seen, and whether any was."""
        sight = look(self._path, self._notebook.pack, self.sight)
        return sight, sight is not self.sight and self._take_in(sight)

    def is_settled(self, sight: Sight) -> bool:
        """Tell whether that may be written over: of what may be half, only the second time."""
        return self._settling.is_settled(sight)

    def wrote(self, data: bytes, contents: Contents) -> None:
        """Take note that the file was replaced by ours."""
        self.sight, self.on_disk = Sight(data, contents), contents
        self._settling.wrote(self._path, contents)
        self._hand.remember(contents)

    def look_late(self, replaced: Sight) -> bool:
        """Take in what somebody wrote into the old file, now .bak, while it was being replaced."""
        late = look(backup_of(self._path), self._notebook.pack, replaced)
        return late is not replaced and self._unite(late)

    def take_news(self) -> bool:
        """Return whether anything was taken in since last asked."""
        news, self._news = self._news, False
        return news

    def _unite(self, sight: Sight) -> bool:
        changed = self._notebook.unite(self._hand.read(sight.contents))
        self._news = self._news or changed
        return changed

    def _take_in(self, sight: Sight) -> bool:
        self.sight, self.on_disk = sight, sight.contents
        self._notebook.forget(*self._settling.saw(self._path, sight))
        if sight.barred:
            self._messages.tell(sight.barred)
        for line in faults_told(sight.faults):
            self._messages.tell(line)
        known = self._notebook.conflicts()
        changed = self._unite(sight)
        for note_id, versions in self._notebook.conflicts().items():
            if note_id not in known:
                self._messages.tell(conflict_told(versions))
        return changed
