"""P9, P10, P12: whatever a notebook's file holds, it opens, says so, and nothing is lost.

The inputs are numbered as in the list of bad inputs that this room was planned with; number 20 is
in `test_faults`.
"""

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import tomli

from ccgbrief.kinds import NoteKind
from ccgbrief.notebook import Failed, NotebookStore, Place, Saved, Status
from ccgbrief.notebook.serialization import read_contents
from tests.notebook.children import opened, texts
from tests.slips import misspelt_keys

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and modes of POSIX")

GOOD = """\
format = 1
pack = "pack"

[ticked.complaints]
at = 2026-11-22T10:03:00Z
rev = 1
by = "k3v9"

[[notes]]
id = "7f3c2a"
kind = "action"
article = "losing-its-way"
words = "who owns primary care"
text = "Ask the area team"
written = 2026-11-22T10:04:10Z
rev = 2
by = "k3v9"
"""


def with_file(folder: Path, data: bytes | str) -> NotebookStore:
    """Open a notebook whose file holds `data`, and which has a good backup; look at it twice."""
    (folder / "notes.toml").write_bytes(data if isinstance(data, bytes) else data.encode())
    (folder / "notes.toml.bak").write_text(GOOD, "utf-8")
    file = opened(folder)
    file.refresh()
    return file


BROKEN: dict[str, tuple[bytes, str]] = {
    "2 cut off in a string": (GOOD[:-60].encode(), "(at "),
    "3 nothing but NUL bytes": (b"\0" * 500, "NUL"),
    "4 marks of a conflict": (
        b"<<<<<<< HEAD\n" + GOOD.encode() + b"=======\n" + GOOD.encode() + b">>>>>>> theirs\n",
        "line 1,",
    ),
    "6 UTF-16 without a mark": (GOOD.encode("utf-16-le"), "NUL"),
    "6 Windows-1252": (GOOD.replace("Ask", "‘Ask’").encode("cp1252"), "not in UTF-8"),
    "6 UTF-8 and Windows-1252": (f"{GOOD}# – é\n".encode() + b"# \xa37\n", "not in UTF-8"),
    "7 a key twice": (b"format = 1\nformat = 1\n", "line 2,"),
    "10 a table that is none": (
        b'format = 1\npack = "pack"\nticked = 3\n',
        "`ticked` is not a table",
    ),
    "10 notes that are none": (b"format = 1\nnotes = 3\n", "`notes` is not a list"),
    "12 a key of 20 000 parts": (b".".join([b"a"] * 20_000) + b" = 1", "nests more than 32"),
    "13 1 000 arrays in one another": (b"a = " + b"[" * 1000 + b"]" * 1000, "nests more than 32"),
    "13 1 000 tables in one another": (b"a = " + b"{a=" * 1000 + b"1" + b"}" * 1000, "nests"),
    "14 a number of 5 000 digits": (b"a = " + b"1" * 5000, "digits"),
    "too many tables": (b"[[a]]\n" * 300_000, "too many entries"),
    "too many values": (b"a = [" + b"1," * 2_500_000 + b"]", "too many entries"),
    "a quotation mark never closed": (b'a = "' + b'\\"' * 1_000_000, "(at "),
    "brackets that only close": (b"]" * 1_000_000, "line 1,"),
}


@pytest.mark.parametrize(("data", "why"), BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_understood_is_set_aside_and_reported_and_its_backup_offered(
    tmp_path: Path, data: bytes, why: str
) -> None:
    """P9: a new notebook takes its place, and not a byte of the old one is lost."""
    file = with_file(tmp_path, data)
    aside = tmp_path / "notes.toml.broken-2026-11-22"
    assert aside.read_bytes() == data
    offered, broken = file.take_messages()
    assert broken.startswith(f"{tmp_path / 'notes.toml'}: ")
    assert why in broken
    assert broken.endswith(
        f"; it is kept as {aside.name}: fix that and put it back, or go on with a new notebook"
    )
    assert offered.endswith(
        f"2 new or different in another copy, {tmp_path / 'notes.toml.bak'}; "
        "“merge” in ccgbrief --plain merges it"
    )
    assert not file.read_only
    file.notebook.add_note("new")
    assert file.save() == Saved()
    assert aside.read_bytes() == data
    assert texts(opened(tmp_path)) == ["new"]
    file.accept(file.copies[0])
    assert file.save() == Saved()
    assert sorted(texts(opened(tmp_path))) == ["Ask the area team", "new"]


@pytest.mark.parametrize(
    ("backup", "named"),
    [
        (GOOD, True),
        ("format =", False),
        (GOOD.replace('pack = "pack"', 'pack = "another"'), False),
        (None, False),
    ],
    ids=["good", "broken too", "of another pack", "none"],
)
def test_only_a_backup_that_can_be_put_in_its_place_is_named_to_the_commands(
    tmp_path: Path, backup: str | None, *, named: bool
) -> None:
    (tmp_path / "notes.toml").write_text("format =", "utf-8")
    if backup:
        (tmp_path / "notes.toml.bak").write_text(backup, "utf-8")
    file = opened(tmp_path)
    assert file.broken.endswith("fix it in a text editor") is not named
    assert (f", or put {tmp_path / 'notes.toml.bak'} in its place" in file.broken) is named
    told = file.set_broken_aside(lambda _: None)
    assert (", and what it held before as notes.toml.bak: " in told) is named


def test_what_is_broken_stays_in_place_until_something_else_is_saved(tmp_path: Path) -> None:
    """P9: a sync program may be in the midst of writing it."""
    data = b"format ="
    with_file(tmp_path, data).close()
    assert (tmp_path / "notes.toml").read_bytes() == data
    (tmp_path / "notes.toml").write_text(GOOD, "utf-8")
    assert texts(opened(tmp_path)) == ["Ask the area team"]


def test_each_broken_file_is_kept_once_and_none_in_place_of_another(tmp_path: Path) -> None:
    """P9."""
    for data in (b"a", b"b", b"a"):
        with_file(tmp_path, data)
    kept = {path.name: path.read_bytes() for path in tmp_path.glob("*.broken-*")}
    assert kept == {
        "notes.toml.broken-2026-11-22": b"a",
        "notes.toml.broken-2026-11-22-2": b"b",
    }


def test_what_cannot_be_set_aside_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P9."""

    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("ccgbrief.notebook.broken.place_new", refuse)
    file = with_file(tmp_path, b"format =")
    assert "for no copy could be made" in file.take_messages()[1]
    file.notebook.add_note("new")
    outcome = file.save()
    assert isinstance(outcome, Failed)
    assert outcome.rescue
    assert (tmp_path / "notes.toml").read_bytes() == b"format ="


@pytest.mark.parametrize("data", ["", "\n \n", None], ids=["1 empty", "blank", "missing"])
def test_an_empty_file_is_a_new_notebook(tmp_path: Path, data: str | None) -> None:
    if data is not None:
        (tmp_path / "notes.toml").write_text(data)
    file = opened(tmp_path)
    assert file.take_messages() == ()
    assert not file.unsaved
    file.notebook.add_note("new")
    assert file.save() == Saved()
    assert texts(opened(tmp_path)) == ["new"]
    assert not list(tmp_path.glob("*.b*"))


@pytest.mark.parametrize("left", ["", " \n"])
def test_a_file_that_was_emptied_after_its_only_save_is_not_taken_for_a_new_one(
    tmp_path: Path, left: str
) -> None:
    first = opened(tmp_path)
    first.notebook.add_note("Ask the parish")
    assert first.save() == Saved()
    (tmp_path / "notes.toml").write_text(left)
    offered = opened(tmp_path)
    (copy,) = offered.copies
    offered.accept(copy)
    assert texts(offered) == ["Ask the parish"]
    copy.path.unlink()  # as on another computer
    (said,) = opened(tmp_path).take_messages()
    assert "notes.toml: it is empty, though it was saved before; look for its notes" in said


@pytest.mark.parametrize("left", ["", 'format = 1\npack = "pack"\n'])
def test_the_backup_of_a_file_that_was_lost_outlives_new_saves(tmp_path: Path, left: str) -> None:
    """P4: whoever does not heed the offer at once must not lose what it offers."""
    file = with_file(tmp_path, left)
    for text in "abc":
        file.notebook.add_note(text)
        assert file.save() == Saved()
    kept = tmp_path / "notes.toml.bak-2026-11-22"
    assert kept.read_text("utf-8") == GOOD
    again = opened(tmp_path)
    (offer,) = again.copies
    assert offer.path == kept
    again.accept(offer)
    assert again.save() == Saved()
    assert "Ask the area team" in texts(opened(tmp_path))
    assert opened(tmp_path).copies == ()


def test_the_backup_of_a_file_that_was_lost_is_offered(tmp_path: Path) -> None:
    """P4."""
    file = with_file(tmp_path, "")
    assert [offer.path.name for offer in file.copies] == ["notes.toml.bak"]
    (tmp_path / "notes.toml").unlink()
    assert [offer.path.name for offer in opened(tmp_path).copies] == ["notes.toml.bak"]


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
    ],
    ids=["5 with a byte order mark", "6 UTF-16", "with line ends of Windows"],
)
def test_what_other_editors_make_of_the_file_is_read(
    tmp_path: Path, encode: Callable[[str], bytes]
) -> None:
    file = with_file(tmp_path, encode(GOOD))
    assert file.take_messages() == ()
    assert texts(file) == ["Ask the area team"]
    file.notebook.add_note("new")
    assert file.save() == Saved()
    assert texts(opened(tmp_path)) == ["Ask the area team", "new"]


OTHERS = {
    "8 a newer format": (GOOD.replace("format = 1", "format = 99"), "the newer format 99"),
    "a newer format of another shape": (
        GOOD.replace("format = 1", "format = 2\nticked = 3").replace("[ticked.complaints]", "[x]"),
        "the newer format 2",
    ),
    "no format": (GOOD.replace("format = 1", ""), "has no `format`"),
    "a format that is none": (GOOD.replace("format = 1", 'format = "1"'), "has no `format`"),
    "the articles of a pack": ('format = 1\narticles = ["a"]\n', "pack.toml of a pack"),
    "the name of a pack": ('format = 1\nid = "x"\ntitle = "X"\n', "pack.toml of a pack"),
    "another program's file": ('[project]\nname = "x"\n', "has no `format`"),
    "another pack": (
        GOOD.replace('"pack"', '"\x1b[2Jother"'.replace("\x1b", "\\u001b")),
        "pack “␛",
    ),
}


@pytest.mark.parametrize(("text", "why"), OTHERS.values(), ids=OTHERS)
def test_what_is_not_for_this_program_to_write_opens_read_only(
    tmp_path: Path, text: str, why: str
) -> None:
    """P10, P11."""
    file = with_file(tmp_path, text)
    assert why in file.read_only
    assert file.take_messages() == (file.read_only,)
    assert file.copies == ()
    assert file.close() == Saved()
    file.notebook.add_note("new")
    outcome = file.close()
    assert isinstance(outcome, Failed)
    assert why in outcome.message
    assert outcome.rescue
    assert "new" in outcome.rescue.read_text("utf-8")
    assert (tmp_path / "notes.toml").read_text("utf-8") == text
    assert not list(tmp_path.glob("*.broken*"))


def test_what_belongs_to_another_pack_never_gets_into_this_one(tmp_path: Path) -> None:
    """P9: not even when the right file comes into its place while the notebook is open."""
    file = with_file(tmp_path, GOOD.replace('"pack"', '"other"'))
    assert texts(file) == []
    file.path.write_text('format = 1\npack = "pack"\n', "utf-8")
    file.refresh()
    assert not file.read_only
    file.notebook.add_note("new")
    assert file.save() == Saved()
    assert texts(opened(tmp_path)) == ["new"]


def test_a_newer_format_shows_what_can_be_shown(tmp_path: Path) -> None:
    """P10."""
    file = with_file(tmp_path, GOOD.replace("format = 1", "format = 2"))
    assert texts(file) == ["Ask the area team"]
    assert file.notebook.is_ticked("complaints")


UNKNOWN = """\
format = 1
theme = "dark"
pack = "pack"
nothing = 0
number = nan

[ticked.complaints]
at = 2026-11-22T10:03:00Z
priority = "high"
steps = [{ done = true }, { done = false }]

[settings.deep]
list = [1, [2, "x"], { a = 1979-05-27 }]

[[notes]]
id = "7f3c2a"
text = "x"
written = 2026-11-22T10:04:10Z
colour = "red"
rev = 1
by = "k3v9"
at = 07:32:00

[notes.more]
x = 1.5
"""


def without_nan(document: dict[str, object]) -> dict[str, object]:
    assert str(document.pop("number")) == "nan"
    return document


def test_an_empty_id_is_as_none(folder: Path) -> None:
    action = (
        '[[notes]]\nkind = "action"\ntext = "Mend it"\nwritten = 2026-11-22T10:00:00Z\nid = ""\n'
    )
    file = with_file(folder, f'format = 1\npack = "pack"\n{action}{action.replace("Mend", "Sell")}')
    assert sorted(texts(file)) == ["Mend it", "Sell it"]
    assert file.notebook.tick_answered(file.notebook.add_note("Chair: Kim")) is None
    assert not any(note.done for note in file.notebook.notes())
    ring = file.notebook.add_note("Ring", kind=NoteKind.ACTION)
    answer = file.notebook.add_note("Rung", place=Place(question=ring.id))
    assert file.notebook.tick_answered(answer) is None


def test_no_misspelt_key_is_passed_over(tmp_path: Path) -> None:
    file = opened(tmp_path)
    book = file.notebook
    action = book.add_note("Ask them", kind=NoteKind.ACTION, owner="Ash", due=date(2026, 12, 1))
    book.edit_note(action, "Ask them all", place=Place("roles", "who owns it"), done=True)
    book.add_note("Secret", private=True, place=Place(duty="fees"))
    book.delete_note(book.add_note("Gone"))
    book.set_status("fees", Status.IN_HAND)
    book.set_owner("fees", "Elm")
    book.mark_read("roles")
    assert file.save() == Saved()
    text = file.path.read_text("utf-8")
    assert read_contents(text.encode()).faults == ()
    tried = 0
    for place, spoilt in misspelt_keys(text):
        tried += 1
        read = read_contents(spoilt.encode())
        assert read.faults or read.format is None, place
    assert tried > 100


def test_unknown_keys_are_told(tmp_path: Path) -> None:
    text = (
        'format = 1\npack = "pack"\n[ticked.a]\nat = 2026-11-22T10:03:00Z\npriority = 1\n'
        '[[notes]]\ntext = "x"\nwritten = 2026-11-22T10:04:10Z\ncolour = "red"\non = "a"\n'
    )
    told = [
        "ticked.a: not known, and without effect: `priority`",
        "note 1: not known, and without effect: `colour`, `on`",
    ]
    file = with_file(tmp_path, text)
    cure = "; it is kept as it is, fix it in a text editor"
    assert list(file.take_messages()) == [f"{file.path}: {each}{cure}" for each in told]
    assert texts(file) == ["x"]


@pytest.mark.parametrize(
    ("misspelt", "told"),
    [("[[note]]", "`note` is not a known key; write `notes`"), ("[[Notes]]", "`Notes` is not")],
)
def test_a_misspelt_table_is_told(tmp_path: Path, misspelt: str, told: str) -> None:
    file = with_file(tmp_path, GOOD.replace("[[notes]]", misspelt))
    (message,) = file.take_messages()
    assert message.startswith(f"{file.path}: {told}")
    assert texts(file) == []
    file.notebook.add_note("new")
    assert file.save() == Saved()
    assert "Ask the area team" in file.path.read_text("utf-8")


def test_unknown_keys_survive_every_change(tmp_path: Path) -> None:
    """Input 9, P10."""
    file = with_file(tmp_path, UNKNOWN)
    file.take_messages()
    assert not file.unsaved
    before = without_nan(tomli.loads(UNKNOWN))
    (note,) = file.notebook.notes()
    file.notebook.edit_note(note, "y")
    file.notebook.untick("complaints")
    assert file.save() == Saved()
    after = without_nan(tomli.loads(file.path.read_text("utf-8")))
    for table in (before, after):
        for known in ("rev", "by", "text", "kind", "seen"):
            table["notes"][0].pop(known, None)  # type: ignore[index]
        for known in ("rev", "by", "gone", "at"):
            table["ticked"]["complaints"].pop(known, None)  # type: ignore[index]
    assert after == before


def test_unknown_keys_changed_by_another_program_meanwhile_stay_changed(tmp_path: Path) -> None:
    """P10: this version never changes them, so what the file says is newer."""
    file = with_file(tmp_path, UNKNOWN)
    for theme in ("light", "amber", "zebra"):
        file.path.write_text(UNKNOWN.replace("dark", theme), "utf-8")
        file.notebook.add_note("new")
        assert file.save() == Saved()
        assert tomli.loads(file.path.read_text("utf-8"))["theme"] == theme


@pytest.mark.parametrize(
    ("status", "read", "is_told"),
    [
        ("in-hand", Status.IN_HAND, False),
        ("in-place", Status.IN_PLACE, False),
        ("not-started", Status.NOT_STARTED, False),
        ("", Status.IN_PLACE, False),
        ("not started", Status.NOT_STARTED, True),
        ("In-hand", Status.NOT_STARTED, True),
    ],
)
def test_a_status_that_is_none_is_held_back_and_told(
    folder: Path, status: str, read: Status, *, is_told: bool
) -> None:
    file = with_file(
        folder, f'format = 1\n[ticked.fees]\nat = 2026-11-22T10:00:00Z\nstatus = "{status}"\n'
    )
    assert file.notebook.status_of("fees") is read
    assert any("must be one of not-started" in m for m in file.take_messages()) == is_told
    file.notebook.add_note("new")
    assert file.save() == Saved()
    assert f'status = "{status}"' in file.path.read_text("utf-8") or not status


WRONG = {
    "text": ("text = 1", "note 1: `text` must be text in quotes"),
    "no text": ('words = ""', "note 1: `text` is missing"),
    "misspelt": ('texts = ""', "note 1: `texts` is not a known key; write `text`"),
    "swapped": ('text = ""\ndeu = 2026-12-01', "note 1: `deu` is not a known key; write `due`"),
    "capital": ('text = "s"\nPrivate = true', "note 1: `Private` is not a known key; write `p"),
    "kind": ('text = ""\nkind = "x"', "note 1: `kind` must be one of note, question, action, "),
    "rev": ('text = ""\nrev = true', "note 1: `rev` must be a whole number"),
    "low rev": ('text = ""\nrev = -1', "note 1: `rev` is out of range"),
    "near": ('text = ""\nnear = "3"', "note 1: `near` must be a whole number"),
    "low near": ('text = ""\nnear = -1', "note 1: `near` is out of range"),
    "private": ('text = ""\nprivate = "no"', "note 1: `private` must be true or false"),
    "due": ('text = ""\ndue = "soon"', "note 1: `due` must be a date like 2026-12-01"),
    "by": ('text = ""\nby = "a b:c"', "note 1: `by` must be a few letters and digits"),
    "seen": ('text = ""\nseen = "ab"', "note 1: `seen` must be pairs like k3v9:2"),
    "place": ('text = ""\nduty = 3', "note 1: `duty` must be text in quotes"),
    "when": (
        'text = ""\nwritten = 2026-11-22',
        "note 1: `written` must be a time like 2026-11-22T",
    ),
    "where": ('text = ""\nwritten = 2026-11-22T10:00:00', "note 1: `written` must be a time like"),
    "far ahead": ('text = ""\nwritten = 9999-12-31T05:56:56Z', "note 1: `written` must be a "),
    "long ago": ('text = ""\nwritten = 0001-01-01T00:00:00+14:00', "note 1: `written` must be a "),
}


@pytest.mark.parametrize(("lines", "why"), WRONG.values(), ids=WRONG)
def test_an_item_of_a_wrong_type_is_reported_and_kept_word_for_word(
    tmp_path: Path, lines: str, why: str
) -> None:
    """Input 10: it costs no other item, and can be mended in an editor."""
    when = "" if "written" in lines else "written = 2026-11-22T10:04:10Z\n"
    text = f'format = 1\npack = "pack"\n[[notes]]\n{when}{lines}\n' + GOOD.split("\n", 2)[2]
    wrong = tomli.loads(text)["notes"][0]
    file = with_file(tmp_path, text)
    (message,) = file.take_messages()
    assert message.startswith(f"{file.path}: {why}")
    assert message.endswith("; it is kept as it is, fix it in a text editor")
    assert texts(file) == ["Ask the area team"]
    assert file.notebook.is_ticked("complaints")
    file.notebook.add_note("new")
    assert file.save() == Saved()
    assert wrong in tomli.loads(file.path.read_text("utf-8"))["notes"]
    again = opened(tmp_path)
    assert texts(again) == ["Ask the area team", "new"]
    assert not again.unsaved


def test_wrong_ticks_are_kept_beside_right_ones_of_the_same_duty(tmp_path: Path) -> None:
    """Input 10."""
    file = with_file(
        tmp_path,
        'format = 1\npack = "pack"\nread.x = "yes"\n[ticked]\na = 1\nb = {at = "today"}\n'
        'c = {at = 2026-11-22T10:03:00Z}\n"\\u001b[2J" = 2\n',
    )
    assert len(file.take_messages()) == 4  # three of the four, and how many more
    assert list(file.notebook.ticked()) == ["c"]
    file.notebook.tick("a")
    assert file.save() == Saved()
    document = tomli.loads(file.path.read_text("utf-8"))
    assert document["read"] == {"x": "yes"}
    assert document["ticked"]["a~"] == 1
    assert document["ticked"]["b"] == {"at": "today"}
    again = opened(tmp_path)
    assert set(again.notebook.ticked()) == {"a", "c"}
    assert not again.unsaved


def test_no_message_carries_a_control_character(tmp_path: Path) -> None:
    """P11."""
    folder = tmp_path / "a\x1b[2J\nb"
    folder.mkdir()
    file = with_file(folder, 'format = 1\n[ticked]\n"\\u001b]0;x\\u0007" = 1\n')
    for message in file.take_messages():
        assert message.isprintable()
    for data in (b"a = \x1b[2J", b"\x1b[2J = 1", "\u202e = 1".encode()):
        for message in with_file(folder, data).take_messages():
            assert message.isprintable()


def test_a_file_of_60_mb_is_refused_and_not_touched(tmp_path: Path) -> None:
    """Input 11, P12."""
    with (tmp_path / "notes.toml").open("wb") as big:
        big.truncate(60_000_000)
    file = opened(tmp_path)
    assert file.take_messages() == (
        f"{file.path}: it is larger than 32 MB; fix that, or name another file with --notes",
    )
    file.notebook.add_note("new")
    outcome = file.close()
    assert isinstance(outcome, Failed)
    assert outcome.rescue
    assert (tmp_path / "notes.toml").stat().st_size == 60_000_000
    assert not list(tmp_path.glob("*.broken*"))


def test_duplicate_ids_are_both_kept(tmp_path: Path) -> None:
    """Input 15."""
    note = "\n".join(GOOD.splitlines()[8:])
    file = with_file(tmp_path, GOOD + "\n" + note.replace("Ask", "Do not ask") + "\n")
    assert sorted(texts(file)) == ["Ask the area team", "Do not ask the area team"]
    (message,) = file.take_messages()
    assert "written in two copies at once, and both kept" in message
    file.notebook.add_note("new")
    file.save()
    assert len(texts(opened(tmp_path))) == 3


def test_a_note_copied_in_an_editor_and_changed_has_a_name_of_its_own(
    tmp_path: Path,
) -> None:
    """Minutes printed the one text twice, and the other never."""
    note = "\n".join(GOOD.splitlines()[8:])
    file = with_file(tmp_path, f"{GOOD}\n{note.replace('Ask', 'Do not ask')}\n")
    assert len({each.key for each in file.notebook.notes(private=True)}) == 2
    file.notebook.add_note("new")
    file.save()
    again = opened(tmp_path)
    assert {each.key for each in file.notebook.notes()} == {
        each.key for each in again.notebook.notes()
    }


def test_a_note_copied_hundreds_of_times_costs_no_time(tmp_path: Path) -> None:
    """P12: more versions than two copies could have made are not compared, and all kept."""
    note = "\n".join(GOOD.splitlines()[8:])
    many = (
        note.replace("rev = 2", f"rev = {number}").replace("area team", f"area team {number}")
        for number in range(3000)
    )
    file = with_file(tmp_path, GOOD + "\n" + "\n".join(many) + "\n")
    assert len(texts(file)) == 3001
    assert not file.unsaved


def test_a_note_written_by_hand_needs_no_id_and_no_rev(tmp_path: Path) -> None:
    lines = '[[notes]]\ntext = "by hand"\nwritten = 2026-11-22T10:04:10Z\n'
    file = with_file(tmp_path, 'format = 1\npack = "pack"\n' + lines)
    (note,) = file.notebook.notes()
    (same,) = opened(tmp_path).notebook.notes()
    assert note == same
    file.notebook.edit_note(note, "by machine")
    assert file.save() == Saved()
    assert texts(opened(tmp_path)) == ["by machine"]


def test_a_file_deleted_while_open_is_written_again(tmp_path: Path) -> None:
    """Input 16, P8: absence is not deletion."""
    file = with_file(tmp_path, GOOD)
    file.path.unlink()
    assert not file.refresh()
    assert file.unsaved
    assert file.save() == Saved()
    assert texts(opened(tmp_path)) == ["Ask the area team"]


def test_a_folder_in_the_place_of_the_file_leads_to_a_rescue(tmp_path: Path) -> None:
    """Input 17, P5."""
    file = with_file(tmp_path, GOOD)
    file.path.unlink()
    file.path.mkdir()
    file.notebook.add_note("new")
    outcome = file.close()
    assert isinstance(outcome, Failed)
    assert "it is a folder, not a file" in outcome.message
    assert outcome.rescue
    assert "new" in outcome.rescue.read_text("utf-8")
    assert not list(file.path.iterdir())


def test_a_folder_that_went_away_is_not_made_again(tmp_path: Path) -> None:
    """P5: it may be a stick that was drawn; notes under its mount point would be lost from view."""
    folder = tmp_path / "stick"
    folder.mkdir()
    state = tmp_path / "state"
    file = NotebookStore.open(folder / "notes.toml", "pack", state)
    folder.rmdir()
    file.notebook.add_note("new")
    outcome = file.save()
    assert isinstance(outcome, Failed)
    assert outcome.rescue
    assert not folder.exists()


def test_a_folder_that_never_was_is_made(tmp_path: Path) -> None:
    file = NotebookStore.open(tmp_path / "a" / "b" / "notes.toml", "pack", tmp_path / "state")
    file.notebook.add_note("new")
    assert file.save() == Saved()
    assert file.path.is_file()


@posix
def test_a_loop_of_links_leads_to_a_rescue(tmp_path: Path) -> None:
    """Input 18, P5."""
    (tmp_path / "notes.toml").symlink_to("notes.toml")
    file = opened(tmp_path)
    assert "symbolic links" in file.read_only
    file.notebook.add_note("new")
    outcome = file.close()
    assert isinstance(outcome, Failed)
    assert outcome.rescue
    assert (tmp_path / "notes.toml").is_symlink()


@posix
def test_a_file_marked_read_only_leads_to_a_rescue_and_a_message(tmp_path: Path) -> None:
    """Input 19, P5."""
    file = with_file(tmp_path, GOOD)
    file.path.chmod(0o444)
    file.notebook.add_note("new")
    outcome = file.close()
    assert isinstance(outcome, Failed)
    assert outcome.message == (
        f"{file.path}: not saved: it is marked as read-only; allow writing there,"
        f" or name another file with --notes; unsaved changes are in {outcome.rescue}"
    )
    assert file.path.read_text("utf-8") == GOOD


@posix
@pytest.mark.parametrize("what", ["pipe", "/dev/zero", "/dev/full"])
def test_a_pipe_or_a_device_opens_read_only(tmp_path: Path, what: str) -> None:
    """P12."""
    if what == "pipe":
        os.mkfifo(tmp_path / "notes.toml")
    else:
        (tmp_path / "notes.toml").symlink_to(what)
    file = opened(tmp_path)
    assert "device, pipe or socket" in file.read_only
    file.notebook.add_note("new")
    assert isinstance(file.close(), Failed)


@posix
def test_a_linked_notebook_stays_a_link(tmp_path: Path) -> None:
    """P3."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "real.toml").write_text(GOOD, "utf-8")
    (tmp_path / "notes.toml").symlink_to("elsewhere/real.toml")
    file = opened(tmp_path)
    file.notebook.add_note("new")
    assert file.save() == Saved()
    assert (tmp_path / "notes.toml").is_symlink()
    assert "new" in (tmp_path / "elsewhere" / "real.toml").read_text("utf-8")


@posix
@pytest.mark.parametrize("link", ["notes.toml", "share"])
def test_a_link_to_a_drive_that_is_not_there_opens_read_only(tmp_path: Path, link: str) -> None:
    """P9: what is on the drive must not be taken for an empty notebook."""
    (tmp_path / link).symlink_to("unmounted/there")
    path = tmp_path / link if link.endswith("toml") else tmp_path / link / "notes.toml"
    file = NotebookStore.open(path, "pack", tmp_path / "state")
    assert f"the link {tmp_path / link} leads to nothing" in file.read_only
    file.notebook.add_note("new")
    outcome = file.close()
    assert isinstance(outcome, Failed)
    assert outcome.rescue
    assert not (tmp_path / "unmounted").exists()


def test_a_name_that_is_none_opens_read_only(tmp_path: Path) -> None:
    file = NotebookStore.open(tmp_path / "a\0b", "pack", tmp_path / "state")
    assert file.read_only
    file.notebook.add_note("new")
    assert isinstance(file.close(), Failed)


def test_what_could_not_be_opened_again_is_not_written(tmp_path: Path) -> None:
    """P1: to save more than the reader takes would lock everybody out."""
    file = with_file(tmp_path, GOOD)
    file.notebook.add_note("x" * 32_000_000)
    outcome = file.save()
    assert isinstance(outcome, Failed)
    assert "too large for a notebook" in outcome.message
    assert outcome.rescue
    assert file.path.read_text("utf-8") == GOOD


def test_a_note_counted_as_high_as_can_be_outlives_its_next_changes(tmp_path: Path) -> None:
    """P10: a number that leaves no room for the next was typed, and counts for none."""
    (tmp_path / "notes.toml").write_text(GOOD.replace("rev = 2", f"rev = {10**15 - 1}"), "utf-8")
    file = opened(tmp_path)
    (note,) = file.notebook.notes()
    for text in ("once", "twice"):
        note = file.notebook.edit_note(note, text)
        assert file.save() == Saved()
        again = opened(tmp_path)
        assert texts(again) == [text]
        assert again.take_messages() == ()
