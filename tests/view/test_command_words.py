"""The palette finds commands by what people call them elsewhere."""

import pytest

from ccgbrief.view.command_words import names_meant


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("exit", ("Quit",)),
        ("Exi", ("Quit",)),
        ("print", ("Minutes", "Write the minutes as ")),
        ("dark", ("Theme: dark",)),
        ("dark mode", ("Theme: dark",)),
        ("find", ("Search",)),
        ("q", ("Quit",)),
        (":wq", ("Quit",)),
        (":w", ("Save",)),
        ("save", ("Save", "Minutes", "Write the minutes as ")),
        ("wr", ()),
        ("ex", ()),
        ("hedge", ()),
    ],
)
def test_another_word_leads_to_the_name(typed: str, names: tuple[str, ...]) -> None:
    assert names_meant(typed) == names
