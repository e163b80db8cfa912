"""How far a duty is, as the notebook has it: for the minutes."""

from enum import StrEnum

from ccgbrief.notebook import Notebook


class Status(StrEnum):
    """How far a duty is."""

    NOT_STARTED = "not-started"
    IN_HAND = "in-hand"
    IN_PLACE = "in-place"


def duty_status(notebook: Notebook, duty: str) -> Status:
    """Return how far the duty with that id is."""
    return Status.IN_PLACE if notebook.is_ticked(duty) else Status.NOT_STARTED
