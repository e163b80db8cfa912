import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.minutes.build import gather
from ccgbrief.minutes.json import as_json
from ccgbrief.minutes.markdown import as_markdown
from ccgbrief.minutes.wording import as_printed
from ccgbrief.notebook import Notebook
from ccgbrief.pack import Pack
from tests.minutes.conftest import DAY


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("@Jo to write by Friday #estates", "Jo to write by Friday (estates)"),
        ("Ask for a split @Practice manager, by May", "Ask for a split (Practice manager), by May"),
        ("Draft the report @Jo and @Kim #a #b-c", "Draft the report (Jo and Kim) (a, b-c)"),
        ("Ring @Jo by Friday", "Ring Jo by Friday"),
        ("Please ring @Jo", "Please ring Jo"),
        ("Count @Dr Ash", "Count (Dr Ash)"),
        ("Write the brief @Jo", "Write the brief (Jo)"),
        ("Write to @Dr A Rao", "Write to Dr A Rao"),
        ("Budget: @Jo/@Kim to check the #estates roof", "Budget: Jo/Kim to check the estates roof"),
        ("Repair the roof at #estates.", "Repair the roof at estates."),
        ("We visit #Elm, #Oak.", "We visit Elm, Oak."),
        ("Sale of #Elm – #Oak", "Sale of Elm – Oak"),
        ("Done? #a, #b", "Done? a, b"),
        ("Sell it.\n#tag1 #tag2", "Sell it.\ntag1 tag2"),
        ("Chase it now @jo@nhs.uk", "Chase it now (jo@nhs.uk)"),
        ('@"Kim" acts, by May', "Kim acts, by May"),
    ],
)
def test_an_action_is_printed_without_the_signs_and_with_all_its_words(
    typed: str, printed: str
) -> None:
    assert as_printed(typed, is_action=True) == printed


@pytest.mark.parametrize(
    "text",
    [
        "Mail jo@nhs.uk about C# and issue #12 @ noon",
        "https://x.uk/#top and https://x.uk/@user",
        "Two\n\nlines & (brackets)",
    ],
)
def test_signs_that_name_neither_an_owner_nor_a_tag_stay(text: str) -> None:
    assert as_printed(text, is_action=True) == as_printed(text, is_action=False) == text


def test_in_other_notes_a_name_stays_in_its_sentence() -> None:
    assert as_printed("Who pays @Kim?", is_action=False) == "Who pays Kim?"


def test_minutes_print_notes_so_and_keep_them_as_typed_in_json(
    pack: Pack, notebook: Notebook
) -> None:
    typed = "@Jo to write by Friday #estates"
    notebook.add_note(typed, kind=NoteKind.ACTION, owner="Jo")
    notebook.add_note("Present: @Jo, Kim")
    minutes = gather(pack, notebook, DAY)
    assert "Jo to write by Friday (estates)" in (text := as_markdown(minutes))
    assert "Present: Jo, Kim" in text
    assert typed in as_json(minutes)
