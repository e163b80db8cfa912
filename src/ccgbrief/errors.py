"""The errors whose text is one line for the reader: raised in any room, printed by the command."""


class UserError(Exception):
    """Something cannot be done; the text is one line that names the file and the cure."""
