"""The themes by the names of the settings, for the app; none tells anything by colour alone."""

from textual.theme import Theme

_BUILT_IN = {"dark": "textual-dark", "light": "textual-light"}


def theme_called(name: str) -> Theme | str:
    """Return the theme of that name, or its name among Textual's own."""
    if name == "high-contrast":
        return _high_contrast()
    return _terminal() if name == "terminal" else _BUILT_IN[name]


def _high_contrast() -> Theme:
    """Black and white, and three colours that stand out from black by at least 12 to 1."""
    return Theme(
        name="high-contrast",
        primary="#00ffff",
        secondary="#00ffff",
        accent="#ffff00",
        warning="#ffff00",
        error="#ffb0b0",
        success="#7fff7f",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#000000",
        boost="#000000",
        luminosity_spread=0,
        text_alpha=1.0,
        variables={
            "text-muted": "#ffffff",
            "text-disabled": "#dddddd",
            "text-primary": "#00ffff",
            "text-accent": "#ffff00",
            "text-warning": "#ffff00",
            "text-success": "#7fff7f",
            "block-cursor-background": "#ffff00",
            "block-cursor-foreground": "#000000",
            "block-cursor-blurred-background": "#ffff00",
            "block-cursor-blurred-foreground": "#000000",
            "input-selection-background": "#ffff00",
            "input-selection-foreground": "#000000",
            "scrollbar": "#ffffff",
            "scrollbar-hover": "#ffff00",
            "scrollbar-active": "#ffff00",
            "scrollbar-background": "#000000",
        },
    )


def _terminal() -> Theme:
    """Only what the terminal calls by name, on its own background, dark or light."""
    return Theme(
        name="terminal",
        ansi=True,
        primary="ansi_blue",
        secondary="ansi_cyan",
        accent="ansi_magenta",
        warning="ansi_magenta",
        error="ansi_red",
        success="ansi_green",
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        variables={
            # Reverse is seen on every background; black or white alone is not.
            "block-cursor-foreground": "ansi_default",
            "block-cursor-background": "ansi_default",
            "block-cursor-text-style": "reverse",
            "block-cursor-blurred-text-style": "reverse",
            "border-blurred": "ansi_default",
            "scrollbar": "ansi_blue",
            "scrollbar-background": "ansi_default",
            "scrollbar-background-hover": "ansi_default",
            "scrollbar-background-active": "ansi_default",
        },
    )
