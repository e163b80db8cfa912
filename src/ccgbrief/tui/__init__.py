"""How it is shown: the screen, and the only room that knows Textual."""
