"""A row of the palette is one line, and commands are found by what people call them elsewhere."""

import pytest

from ccgbrief.view.palette import in_one_line, names_meant


def test_a_row_has_name_meaning_and_key_at_the_right() -> None:
    assert in_one_line("Undo", "Take back the last change", "u", 40) == (
        "Undo",
        "  Take back the last change",
        "        u",
    )


def test_what_does_not_fit_is_cut_after_a_whole_word() -> None:
    assert in_one_line("Undo", "Take back the last change", "u", 28)[1] == "  Take back the last…"
    assert in_one_line("Undo", "Take back the last change", "u", 18)[1] == ""


@pytest.mark.parametrize("columns", [12, 30, 73, 94])
@pytest.mark.parametrize("key", ["", "u", "ctrl+q"])
def test_a_row_fills_its_columns_and_no_more(columns: int, key: str) -> None:
    row = "".join(in_one_line("Write the minutes", "Write them into a file", key, columns))
    assert len(row) == columns
    assert row.endswith(key)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("exit", ("Quit",)),
        ("Exi", ("Quit",)),
        ("print", ("Minutes",)),
        ("dark", ("Theme: dark",)),
        ("dark mode", ("Theme: dark",)),
        ("find", ("Search",)),
        ("q", ("Quit",)),
        (":wq", ("Quit",)),
        (":w", ("Save",)),
        ("save", ("Save", "Minutes")),
        ("wr", ()),
        ("ex", ()),
        ("hedge", ()),
    ],
)
def test_another_word_leads_to_the_name(typed: str, names: tuple[str, ...]) -> None:
    assert names_meant(typed) == names
