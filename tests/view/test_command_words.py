"""The palette finds commands by what people call them elsewhere."""

import pytest

from ccgbrief.view.command_words import names_meant


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("exit", ("Quit",)),
        ("Exi", ("Quit",)),
        ("print", ("Write the minutes as ", "Minutes")),
        ("dark", ("Theme: dark",)),
        ("q", ("Quit",)),
        (":wq", ("Quit",)),
        (":w", ("Save",)),
        ("save", ("Save", "Write the minutes as ", "Minutes")),
        ("wr", ()),
        ("ex", ()),
        ("hedge", ()),
    ],
)
def test_another_word_leads_to_the_name(typed: str, names: tuple[str, ...]) -> None:
    assert names_meant(typed) == names
