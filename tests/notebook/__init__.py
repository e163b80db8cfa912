"""The notebook: what is written in it is never lost."""
