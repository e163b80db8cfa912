"""The themes by the names of the settings, for the app; none tells anything by colour alone.

The accent is for what has the focus. Each `Look` that has a colour has a hue of its own, under its
name, and so have keys where they are offered; what stands for nothing in particular is drawn as
text.
"""

from textual.theme import Theme

DARK = "textual-dark"
"""Textual's own, which every app begins with."""

DARK_HUES = {
    "heading": "#7fb4e6",
    "quote": "#b9c6a4",
    "note": "#d9c987",
    "question": "#72cfd0",
    "action": "#e8a5cf",
    "decision": "#8ed08e",
    "declaration": "#bba6f2",
    "overdue": "#ff8a80",
    "key": "#8fbfae",
    "secondary-text-style": "none",
}
"""The theme variables of our own; a theme has a value of its own for each of them."""


_LIGHT = Theme(
    name="light",
    dark=False,
    primary="#0b5394",
    secondary="#38618c",
    accent="#a34700",
    warning="#7a5200",
    error="#b00020",
    success="#1b6b3a",
    foreground="#1c1c1a",
    background="#fbfbf8",
    surface="#f0f0eb",
    panel="#e6e6df",
    variables={
        "heading": "#0b5394",
        "quote": "#3f5a2a",
        "note": "#7a5200",
        "question": "#00666b",
        "action": "#93226b",
        "decision": "#1b6b3a",
        "declaration": "#5a3ea6",
        "overdue": "#b00020",
        "key": "#2f6657",
        "secondary-text-style": "none",
        "text-muted": "#5c5c57",
        "text-primary": "#0b5394",
        "text-accent": "#a34700",
        "text-warning": "#7a5200",
        "text-success": "#1b6b3a",
        "scrollbar": "#a8a8a0",
        "scrollbar-background": "#f0f0eb",
    },
)
"""Ink on paper: every colour stands out from it by at least 4.5 to 1."""

_HIGH_CONTRAST = Theme(
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
        "heading": "#00ffff",
        "quote": "#e6ffd0",
        "note": "#ffdca8",
        "question": "#a8e8ff",
        "action": "#ffc4ec",
        "decision": "#7fff7f",
        "declaration": "#dccbff",
        "overdue": "#ffb8b8",
        "key": "#a8ffe0",
        "secondary-text-style": "italic",
        "text-muted": "#dddddd",
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
"""Black and white, and colours that stand out from black by at least 12 to 1."""

_TERMINAL = Theme(
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
        "heading": "ansi_blue",
        "quote": "ansi_default",
        "note": "ansi_default",
        "question": "ansi_cyan",
        "action": "ansi_bright_blue",
        "decision": "ansi_green",
        "declaration": "ansi_bright_magenta",
        "overdue": "ansi_red",
        "key": "ansi_cyan",
        "secondary-text-style": "dim",
        "block-cursor-foreground": "ansi_bright_white",
        "block-cursor-background": "ansi_blue",
        # Textual leaves out reverse here; without colours only a line is left.
        "block-cursor-text-style": "bold underline",
        "border-blurred": "ansi_default",
        "ansi-background": "ansi_default",
        "ansi-foreground": "ansi_default",
        "scrollbar": "ansi_blue",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
    },
)
"""Only what the terminal calls by name, on its own background, dark or light."""

_OURS = {theme.name: theme for theme in (_LIGHT, _HIGH_CONTRAST, _TERMINAL)}


def theme_called(name: str) -> Theme | None:
    """Return the theme of that name; None for `dark`, which Textual has as `DARK`."""
    return _OURS.get(name)
