import json
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given

from ccgbrief.kinds import NoteKind
from ccgbrief.minutes.build import Options, gather
from ccgbrief.minutes.json import as_json
from ccgbrief.minutes.selection import Selection
from ccgbrief.notebook import Notebook, Place
from ccgbrief.pack import Pack
from ccgbrief.text import clean
from tests.minutes.conftest import DAY, PAYLOADS, hostile, minutes_saying


def shape(value: Any) -> Any:
    """Return a value with every text left out."""
    match value:
        case dict():
            return {key: shape(item) for key, item in value.items()}
        case list():
            return [shape(item) for item in value]
        case str():
            return ""
    return value


def test_an_action_stands_with_ids_of_the_pack_and_iso_dates(
    pack: Pack, notebook: Notebook
) -> None:
    notebook.add_note(
        "Ask",
        kind=NoteKind.ACTION,
        owner="The clerk",
        due=date(2026, 12, 1),
        place=Place("roles", "nobody knows"),
    )
    minutes = json.loads(as_json(gather(pack, notebook, DAY)))
    assert (minutes["pack"], minutes["date"], minutes["public"]) == ("small", "2026-11-22", False)
    (action,) = minutes["actions"]
    assert action["article"] == "roles"
    assert action["due"] == "2026-12-01"
    assert action["written"] == "2026-11-22T10:01:00+00:00"
    assert action["words"] == "nobody knows who owns it"
    assert action["quotation"] is True


def test_duties_and_figures_stand_with_their_ids(pack: Pack, notebook: Notebook) -> None:
    notebook.tick("contracts")
    notebook.mark_read("survey")
    notebook.add_note("Half of them", place=Place(figure="answers"))
    minutes = json.loads(as_json(gather(pack, notebook, DAY, Options(reading=True))))
    assert {d["id"]: d["status"] for d in minutes["duties"]} == {
        "contracts": "in-place",
        "complaints": "not-started",
    }
    assert [article["id"] for article in minutes["articles"]] == ["survey"]
    (figure,) = minutes["figures"]
    assert figure["id"] == "answers"
    assert [value["stated"] for value in figure["values"]] == [True, False]


def test_areas_have_their_position_and_answers_and_the_head_its_labels(
    pack: Pack, notebook: Notebook
) -> None:
    notebook.add_note("Present: Jo")
    notebook.add_note("Outsiders decide", kind=NoteKind.DECISION, place=Place(area="conflicts"))
    answer = notebook.add_note("Nobody", place=Place(area="conflicts", words="Who decides?"))
    minutes = json.loads(as_json(gather(pack, notebook, DAY, Options(selection=Selection(DAY)))))
    assert (minutes["head"], minutes["since"]) == ({"Present": "Jo"}, "2026-11-22")
    (area,) = minutes["areas"]
    assert area["position"] == "Outsiders decide"
    assert area["prompts"] == [
        {"text": "Who decides?", "answers": ["Nobody"]},
        {"text": "Who?", "answers": []},
    ]
    assert [note["id"] for note in minutes["notes"]] == [answer.id]


def test_public_minutes_hold_no_private_word_in_json(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("Secret", private=True)
    assert "Secret" not in as_json(gather(pack, notebook, DAY, Options(public=True)))


@given(text=hostile())
@example(text="".join(PAYLOADS))
def test_no_text_breaks_the_shape_of_the_json(text: str) -> None:
    written = as_json(minutes_saying(text))
    minutes = json.loads(written)
    assert shape(minutes) == shape(json.loads(as_json(minutes_saying("x"))))
    assert minutes["notes"][0]["text"] == clean(text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_control_character_leaves_in_json(payload: str) -> None:
    written = as_json(minutes_saying(payload))
    assert clean(written) == written
    written.encode("utf-8")
