from functools import partial

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Notebook, Place
from ccgbrief.pack import Pack
from ccgbrief.search import Entry, Kind
from ccgbrief.search.sources import read_sources
from ccgbrief.view import tabs
from ccgbrief.view.address import (
    Address,
    Key,
    address_of_entry,
    address_of_place,
    note_key,
    passage_key,
    place_order,
    read_key,
    row_key,
    section_key,
    unfolded_by,
)
from ccgbrief.view.blocks import Block
from ccgbrief.view.goto_targets import destinations
from ccgbrief.view.panes import blocks_of
from ccgbrief.view.view_state import ViewState
from tests.small_pack import with_texts


def block_at(pack: Pack, notebook: Notebook, address: Address) -> Block:
    """Return the block that the screen shows for an address."""
    owner = unfolded_by(address)
    blocks = blocks_of(address.tab, ViewState(pack, notebook, frozenset({owner})))
    return next(block for block in blocks if block.key == address.key)


def test_whatever_is_found_is_somewhere_to_go(pack: Pack, notebook: Notebook) -> None:
    entries = [entry for source in read_sources(pack) for entry in source.entries()]
    assert {entry.kind for entry in entries} == set(Kind)
    for entry in entries:
        shown = block_at(pack, notebook, address_of_entry(entry)).text
        # What a search marks in an entry's text, it marks in the block: they begin alike.
        assert entry.text.startswith(shown)
        assert shown == entry.text or entry.kind is Kind.FIGURE


def test_whatever_has_a_name_is_somewhere_to_go(pack: Pack, notebook: Notebook) -> None:
    for place in destinations(pack):
        if place.address.key:
            block_at(pack, notebook, place.address)
        else:
            assert place.address.tab in {tab.id for tab in tabs.tabs_of(pack)}


def test_a_note_that_is_found_is_shown_among_the_notes(small: Pack, notebook: Notebook) -> None:
    note = notebook.add_note("Ask", place=Place(duty="measure"))
    address = address_of_entry(Entry(NoteKind.NOTE, note.id, 0, note.text))
    assert address.tab == tabs.NOTES
    assert block_at(small, notebook, address).note == note


@pytest.mark.parametrize(
    ("place", "address"),
    [
        (Place(duty="measure"), Address(tabs.DUTIES, section_key("measure", 0))),
        (Place(area="drought"), Address(tabs.AREAS, section_key("drought", 0))),
        (Place(article="first-paper"), Address("first-paper", "title")),
        (
            Place(article="first-paper", words="has become blurred"),
            Address("first-paper", passage_key(1)),
        ),
        (Place(), None),
        (Place(duty="a-duty-of-old"), None),
        (Place(area="an-area-of-old"), None),
        (Place(article="a-paper-of-old"), None),
        (Place(article="first-paper", words="zebras crossing by the windmill"), None),
    ],
)
def test_what_a_note_hangs_on_has_a_place_unless_it_is_gone(
    small: Pack, place: Place, address: Address | None
) -> None:
    assert address_of_place(small, place) == address


def test_notes_on_passages_alike_are_sorted_by_where_each_stands(small: Pack) -> None:
    pack = with_texts(small, "For example", "Between", "For example")
    first, second = (Place("first-paper", "For example", near=near) for near in (0, 2))
    between = Place("first-paper", "Between")
    by_place = sorted([second, between, first], key=partial(place_order, pack))
    assert by_place == [first, between, second]


@pytest.mark.parametrize(
    "key",
    [passage_key(12), section_key("roles", 3), note_key("7f3c2a"), row_key("roles", "evidence", 1)],
)
def test_a_key_is_read_as_it_was_written(key: Key) -> None:
    assert read_key(str(key)) == key


def test_only_particulars_need_unfolding() -> None:
    assert unfolded_by(Address(tabs.DUTIES, section_key("measure", 0))) == ""
    assert unfolded_by(Address(tabs.DUTIES, section_key("measure", 1))) == ""
    assert unfolded_by(Address(tabs.DUTIES, section_key("measure", 4))) == "measure"
    assert unfolded_by(Address(tabs.AREAS, row_key("trimming", "evidence", 1))) == "trimming"
    assert unfolded_by(Address("first-paper", passage_key(4))) == ""
