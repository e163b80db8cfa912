"""Does keys in the order they came, for what is typed into: the search box and the note editor."""

from textual import events
from textual.widget import Widget


async def do_in_order(widget: Widget, event: events.Key) -> None:
    """Do now what the widget itself binds to a key, and have nothing else done with the key.

    Textual does bindings only once a key has bubbled up to the app: of `a`, backspace, `b` that
    come in one read, as on a slow line, the backspace would take the `b`.
    """
    if bindings := widget._bindings.key_to_bindings.get(event.key):  # noqa: SLF001 (no other way)
        event.stop()
        event.prevent_default()
        await widget.run_action(bindings[0].action)
