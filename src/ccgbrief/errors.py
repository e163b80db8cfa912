"""Errors whose text is one line for the reader, raised in any room and printed by the command."""


class UserError(Exception):
    """Something that cannot be done; the text is one line that names the file and the cure."""
