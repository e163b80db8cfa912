"""P10: what is written is read again as what it was, and only TOML 1.0 is written."""

import re
import tomllib
from datetime import UTC, datetime

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.notebook import Contents, Mark, NotebookHead
from ccgbrief.notebook.model import UnparsedItem
from ccgbrief.notebook.schema import table_of_note
from ccgbrief.notebook.serialization import read_contents, write_contents
from ccgbrief.notebook.toml_limits import MAX_DEPTH, MAX_LEVELS, refuse_costly
from tests.notebook.strategies import contents, many


def one_unparsed_a_place(written: Contents) -> bool:
    """Return whether no two unparsed items claim one place, for which one must move."""
    places = [
        (unparsed.table, unparsed.key) for unparsed in written.unparsed if unparsed.table != "notes"
    ]
    return len(places) == len(set(places))


def outcome_of(data: bytes) -> str:
    """Return why `data` is refused, or nothing."""
    try:
        read_contents(data)
    except ValueError as error:
        return str(error)
    return ""


def names(written: Contents) -> list[tuple[str, int, str]]:
    """Return what each version of each note is told from others by."""
    return [(n.id, n.rev, n.by) for versions in written.notes.values() for n in versions]


def is_named_apart(written: Contents) -> bool:
    """Return whether no two versions of a note have one name, which only a copy by hand has."""
    return len(names(written)) == len(set(names(written)))


@many(200)
@given(contents)
def test_versions_of_a_note_under_one_name_are_told_apart_once(written: Contents) -> None:
    once = read_contents(write_contents(written, NotebookHead("pack"))).contents
    assert is_named_apart(once)
    assert read_contents(write_contents(once, NotebookHead("pack"))).contents == once
    every = [note.content for versions in written.notes.values() for note in versions]
    assert {n.content for versions in once.notes.values() for n in versions} == {*every}


@many(300)
@given(contents.filter(one_unparsed_a_place).filter(is_named_apart), st.text(max_size=8))
def test_every_notebook_is_read_as_it_was_written(written: Contents, pack: str) -> None:
    """P10."""
    reading = read_contents(write_contents(written, NotebookHead(pack)))
    assert reading.contents == written
    assert (reading.format, reading.head.pack) == (1, pack)
    notes = [note for versions in written.notes.values() for note in versions]
    marks = [mark for table in written.marks.values() for mark in table.values()]
    unknown = len([*written.extra, *filter(None, (each.extra for each in notes))])
    unknown += sum(bool(mark.extra) for mark in marks)
    assert len(reading.faults) == len(written.unparsed) + unknown


@many(100)
@given(contents)
def test_a_parser_of_toml_1_0_reads_it_too(written: Contents) -> None:
    tomllib.loads(write_contents(written, NotebookHead("pack")).decode())


@many(100)
@given(contents)
def test_notes_are_written_as_the_library_would_write_them(written: Contents) -> None:
    notes = [note for versions in written.notes.values() for note in versions]
    tables = [table_of_note(note) for note in sorted(notes, key=lambda note: note.written)]
    document = {"format": 1, "pack": "pack", **({"notes": tables} if tables else {})}
    alone = write_contents(Contents(notes=written.notes), NotebookHead("pack"))
    as_tables = tomli_w.dumps(document, indent=100)  # or short notes would stand in one line
    usual = re.sub(r"(?m)^(?: {100})+", lambda wide: " " * (len(wide[0]) // 25), as_tables)
    assert alone.decode() == usual


@many(300)
@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(str.encode)
    | st.text("[]{}.,='\"\\#\n ab1", max_size=300).map(str.encode)
)
def test_reading_any_bytes_ends_in_a_notebook_or_in_one_line(data: bytes) -> None:
    """P9, P11."""
    assert outcome_of(data).isprintable()


@many(100)
@given(contents, st.data())
def test_a_damaged_file_is_read_or_refused_and_nothing_else(
    written: Contents, data: st.DataObject
) -> None:
    """P9: cut off anywhere, or with some bytes turned into others."""
    whole = write_contents(written, NotebookHead("pack"))
    at = data.draw(st.integers(0, len(whole)))
    damage = data.draw(st.binary(max_size=4))
    assert outcome_of(whole[:at]).isprintable()
    assert outcome_of(whole[:at] + damage + whole[at + len(damage) :]).isprintable()


def test_times_are_written_as_toml_writes_them() -> None:
    at = datetime(2026, 11, 22, 10, 3, tzinfo=UTC)
    data = write_contents(Contents(ticked={"a": Mark(at)}), NotebookHead("pack"))
    assert b"at = 2026-11-22T10:03:00Z\n" in data


def test_two_unparsed_items_of_one_place_are_both_kept() -> None:
    unparsed = frozenset(
        {UnparsedItem("ticked", "a", "value = 1\n"), UnparsedItem("ticked", "a", "value = 2\n")}
    )
    reading = read_contents(write_contents(Contents(unparsed=unparsed), NotebookHead("pack")))
    assert {each.value for each in reading.contents.unparsed} == {"value = 1\n", "value = 2\n"}


def test_the_order_of_unknown_keys_says_nothing() -> None:
    """P7: another program may write them in its own order; that is no conflict."""
    lines = ["x = 1", "y = [{ a = 1 }, { b = 2 }]", "z = { q = 1, p = [1] }", "[t]\nu = 1"]
    one, two = (
        read_contents(f"format = 1\nticked.a.at = 2026-11-22T10:03:00Z\n{text}".encode())
        for text in ("\n".join(lines), "\n".join([*reversed(lines[:3]), lines[3]]))
    )
    assert one.contents == two.contents


def nested(levels: int) -> str:
    return "a = " + "[" * levels + "]" * levels


@pytest.mark.parametrize(
    "text",
    [
        nested(MAX_DEPTH),
        "a" + ".a" * MAX_DEPTH + " = 1",
        "x = [" + "1.5, " * 1000 + "]",
        'x = "' + "[{." * 1000 + '"',
        "x = '" + "[{." * 1000 + "'",
        'x = """' + '[{.\n"' * 1000 + '"""',
        "x = '''" + "[{.\n'" * 1000 + "'''",
        "# " + "[{." * 1000,
        'x = "\\"' + "[" * 50 + '"',
        "1.5.6 = 1\n" * 30,
    ],
)
def test_what_costs_little_passes_the_scan(text: str) -> None:
    refuse_costly(text)


@pytest.mark.parametrize(
    "text",
    [
        nested(MAX_DEPTH + 1),
        "a" + ".a" * (MAX_DEPTH + 1) + " = 1",
        "[a" + ".a" * (MAX_DEPTH + 1) + "]",
        "x = 'a\\' # '\ny = " + "[" * 50,
        'x = """a"" \\""" [ """\ny = ' + "[" * 50,
        'a = "unclosed\nb = ' + "[" * 50,
        'a = "plain"\n' * 3 + "b = " + "[" * 50,
        "a = '''\nb = \"'''\"\nc = " + "[" * 50,
    ],
)
def test_what_nests_too_deep_does_not_wherever_strings_end(text: str) -> None:
    """P12."""
    with pytest.raises(ValueError, match=re.escape(f"nests more than {MAX_DEPTH} levels")):
        refuse_costly(text)


def test_depth_made_of_keys_and_tables_together_is_refused_after_parsing() -> None:
    """P12: it would exhaust the stack of whatever walks it later, a save for one."""
    part = "a" + ".a" * 30 + " = {"
    text = part * 4 + "}" * 4
    with pytest.raises(ValueError, match=f"nests more than {MAX_LEVELS} levels"):
        read_contents(text.encode())


DAY = "2026-11-22T10:03:00Z"


def test_lists_of_keys_that_are_not_known_are_written_as_plain_toml() -> None:
    unknown = 'tags = [\n    "x",\n    [\n        1,\n    ],\n    "' + " " * 100 + 'y",\n]\n'
    end = f'rev = 1\nby = ""\n{unknown}'
    note = f'[[notes]]\nid = "a"\nkind = "note"\ntext = "t"\nwritten = {DAY}\n{end}'
    data = f'format = 1\npack = "p"\n{unknown}\n[ticked.a]\nat = {DAY}\n{end}\n{note}'.encode()
    read = read_contents(data)
    assert write_contents(read.contents, read.head).decode() == data.decode()
