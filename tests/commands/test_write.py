import json
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from ccgbrief import paths
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.notebook.lock import lock_of
from ccgbrief.pack import read_pack
from tests.commands.conftest import Run
from tests.pack.spoiling import spoil


def notes_of(run: Run, here: list[str]) -> list[dict[str, object]]:
    shown: list[dict[str, object]] = json.loads(run("show", *here, "notes", "--json").out)
    return shown


def test_a_place_without_a_name_is_not_the_meeting(run: Run, here: list[str]) -> None:
    done = run("note", *here, "Ask for it", "--on", "")
    assert done.status == 2
    assert done.one_line.startswith("--on: there is no article, duty or focus area “”")


def test_a_tick_says_how_far_it_is_and_is_there_the_next_time(run: Run, here: list[str]) -> None:
    done = run("tick", *here, "open-early")
    assert (done.status, done.err) == (0, "")
    assert done.out == "Ticked: Open at seven (1 of 2 in place)\n"
    assert "(2 of 2 in place)" in run("tick", *here, "close-late").out
    assert run("untick", *here, "open-early").out == ("Unticked: Open at seven (1 of 2 in place)\n")


def test_a_tick_says_that_two_duties_have_one_id(
    run: Run, here: list[str], two_article_pack: Path
) -> None:
    spoil(two_article_pack, "duties.toml", '"close-late"', '"open-early"')
    told = run("tick", *here, "open-early").err
    assert "rename one of them; until then what is said of one is of both" in told


def test_a_private_note_is_confirmed_as_private(run: Run, here: list[str]) -> None:
    assert run("note", *here, "for me", "--private").out == "Saved (note): for me (private)\n"
    assert run("note", *here, "for all").out == "Saved (note): for all\n"


def test_ticking_twice_is_no_fault(run: Run, here: list[str]) -> None:
    assert run("tick", *here, "open-early").out == run("tick", *here, "open-early").out
    run("untick", *here, "open-early")
    assert run("untick", *here, "open-early").status == 0


@pytest.mark.parametrize("command", ["tick", "untick"])
def test_an_unknown_duty_is_told_with_the_nearest_and_nothing_is_written(
    run: Run, here: list[str], notes: Path, command: str
) -> None:
    done = run(command, *here, "open-erly")
    assert done.status == 2
    assert done.one_line == "there is no duty “open-erly” in the pack; did you mean open-early?"
    far = run(command, *here, "\x1b]0;x\x07")
    assert far.status == 2
    assert far.one_line == (
        "there is no duty “␛]0;x␇” in the pack; use one of open-early, close-late"
    )
    assert not notes.exists()


def test_a_note_is_written_and_told(run: Run, here: list[str]) -> None:
    done = run("note", *here, "Ask the gate")
    assert (done.status, done.out) == (0, "Saved (note): Ask the gate\n")
    (note,) = notes_of(run, here)
    assert note["text"] == "Ask the gate"
    assert not {"article", "duty", "area", "words"} & set(note)


@pytest.mark.parametrize(
    "text",
    [
        "private: Ask them",
        " (Private) Ask them",
        "Item 4: private: Ask them",
        "private – Ask them",
        "**private** Ask them",
        "Item Budget plan: private: Ask them",
        "Item 10 (a): private: Ask them",
        "item 4 - private: Ask them",
        "@Ash, private: Ask them",
        "- private: Ask them",
        "Private note: Ask them",
        "PRIVATE AND CONFIDENTIAL – Ask them",
    ],
)
def test_a_note_that_says_that_it_is_private_is_private(
    run: Run, here: list[str], text: str
) -> None:
    assert run("note", *here, text).out.endswith(f"{text.strip()} (private)\n")
    assert "Ask them" not in run("show", "notes", *here).out
    for meant in (
        "Private providers",
        "Private-sector beds",
        "(private practice) rates",
        "Private notes of the GP",
        "Private session: rates",
    ):
        assert "(private)\n" not in run("note", *here, f"{meant} are to be asked").out


@pytest.mark.parametrize(
    ("anchor", "place"),
    [
        ("open-early", {"duty": "open-early"}),
        ("access", {"area": "access"}),
        ("late-lights", {"article": "late-lights"}),
        (
            "late-lights: we heet eleven rooms",
            {"article": "late-lights", "words": "“we heat eleven rooms for three patients”"},
        ),
    ],
)
def test_a_note_hangs_on_what_was_named(
    run: Run, here: list[str], anchor: str, place: dict[str, str]
) -> None:
    assert run("note", *here, "x", "--on", anchor).status == 0
    (note,) = notes_of(run, here)
    assert {key: note[key] for key in place} == place


def test_words_in_several_passages_are_told_with_the_lines_and_hang_nowhere(
    run: Run, here: list[str], notes: Path
) -> None:
    done = run("note", *here, "x", "--on", "early-doors: seven")
    assert done.status == 2
    assert done.one_line == (
        "--on: “seven” is in several passages of early-doors: "
        "line 13 “Patients who leave home at seven ask for”, "
        "line 15 “nobody has ever counted who stands outside at”, "
        "line 18 “Two receptionists have to begin at seven.”; give words of one of them"
    )
    assert not notes.exists()


def test_passages_that_no_words_tell_apart_are_written_on_on_the_screen(
    run: Run, here: list[str], two_article_pack: Path
) -> None:
    paper = two_article_pack / "articles" / "early-doors.md"
    paper.write_text(f"{paper.read_text('utf-8')}\nFor example\n\nx\n\nFor example\n", "utf-8")
    done = run("note", *here, "x", "--on", "early-doors: For example")
    assert done.status == 2
    assert done.one_line.endswith("“For example”; write on one of them on the screen")


def test_it_is_said_what_words_were_taken_for_that_stand_nowhere_to_the_letter(
    run: Run, here: list[str]
) -> None:
    done = run("note", *here, "x", "--on", "late-lights: we heet eleven rooms")
    assert done.err == "ccgbrief: --on: read as “we heat eleven rooms for three patients”\n"
    assert run("note", *here, "x", "--on", "late-lights: we heat eleven rooms").err == ""


def test_a_note_may_be_on_a_line_of_an_area_or_a_duty(run: Run) -> None:
    pack = read_pack(paths.shipped_pack())
    area, duty = pack.areas[0], pack.duties[0]
    prompt, ready = area.prompts[0], duty.ready[0]
    assert run("note", "t", "--on", f"{area.id}: {prompt}").err == ""
    assert run("note", "t", "--on", f"{duty.id}: {ready[:-1].upper()}").err.endswith(
        f"read as “{ready}”\n"
    )
    told = json.loads(run("show", "notes", "--json").out)
    assert [note["words"] for note in told] == [prompt, ready]
    refused = run("note", "t", "--on", f"{duty.id}: zebras")
    assert refused.status == 2
    assert f"no line of {duty.id} has the words “zebras”" in refused.one_line


@pytest.mark.parametrize("kind", ["note", "question", "action", "decision", "declaration"])
def test_a_note_may_be_of_any_kind(run: Run, here: list[str], kind: str) -> None:
    run("note", *here, "x", "--kind", kind)
    assert notes_of(run, here)[0]["kind"] == kind


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--on", "open-erly"], "--on: there is no article, duty or focus area “open-erly” in "),
        (["--on", "late-lights: zebra crossing"], "--on: no passage of late-lights has the words"),
        (["--kind", "poem"], "--kind: there is no kind “poem”; give one of note, question"),
        (["--kind", "actoin"], "--kind: there is no kind “actoin”; did you mean action?"),
        (
            ["--due", "soon"],
            "--due: “soon” is not a date I know; try 1 December or",
        ),
        (["--due", "\x1b[31m"], "--due: “␛[31m” is not a date I know; try 1 December"),
    ],
)
def test_a_note_on_what_is_not_there_is_told_with_the_cure(
    run: Run, here: list[str], notes: Path, options: list[str], line: str
) -> None:
    done = run("note", *here, "x", *options)
    assert done.status == 2
    assert done.one_line.startswith(line)
    assert not notes.exists()


def test_an_owner_and_a_day_that_are_given_are_said_of_any_note(run: Run, here: list[str]) -> None:
    done = run("note", *here, "Ring", "--owner", "Kim", "--due", "2026-12-01")
    assert done.out == "Saved (note, Kim, 2026-12-01): Ring\n"


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b"])
def test_a_note_without_a_word_is_refused(
    run: Run, here: list[str], notes: Path, text: str
) -> None:
    for done in (run("note", *here, text), run("note", *here, "-", stdin=text.encode())):
        assert done.status == 2
        assert done.one_line.startswith("the note has no words")
    assert not notes.exists()


def test_a_note_may_come_from_standard_input_in_several_lines(run: Run, here: list[str]) -> None:
    done = run("note", *here, "-", stdin="first\r\nsecond “zoë”\n".encode())
    assert done.status == 0
    assert notes_of(run, here)[0]["text"] == "first\nsecond “zoë”"


@pytest.mark.parametrize(("given", "text"), [(b"caf\xe9", "café"), (b"\xff\xfeh\0i\0", "hi")])
def test_standard_input_in_an_old_encoding_is_read(
    run: Run, here: list[str], given: bytes, text: str
) -> None:
    run("note", *here, "-", stdin=given)
    assert notes_of(run, here)[0]["text"] == text


@pytest.mark.parametrize("given", [b"a\0b", b"x" * 2_000_000], ids=["NUL", "2 MB"])
def test_standard_input_that_is_no_note_is_told(run: Run, here: list[str], given: bytes) -> None:
    done = run("note", *here, "-", stdin=given)
    assert done.status == 2
    assert done.one_line.startswith("standard input: ")


def test_control_characters_become_symbols(run: Run, here: list[str]) -> None:
    done = run("note", *here, "a\x1b[31mb\u202e")
    assert done.out == "Saved (note): a␛[31mb\ufffd\n"
    assert notes_of(run, here)[0]["text"] == "a␛[31mb\ufffd"


def test_control_characters_are_taken_out_of_an_owner_and_told(run: Run, here: list[str]) -> None:
    done = run("note", *here, "a", "--kind", "action", "--owner", "c\x07\nd\x1b[0m")
    assert done.err == "ccgbrief: control characters were removed from the name\n"
    assert notes_of(run, here)[0]["owner"] == "c d[0m"


def test_signs_of_an_owner_that_cannot_be_shown_are_told(run: Run, here: list[str]) -> None:
    done = run("note", *here, "a", "--kind", "action", "--owner", "Ren\u202e Ash")
    assert done.err == ("ccgbrief: 1 × a character that cannot be shown was replaced by \ufffd\n")
    assert notes_of(run, here)[0]["owner"] == "Ren\ufffd Ash"


def test_an_action_says_who_and_by_when_in_its_own_words(run: Run, here: list[str]) -> None:
    run("note", *here, "Ask @Gate keeper, by 1 December 2031", "--kind", "action")
    (note,) = notes_of(run, here)
    assert (note["owner"], note["due"]) == ("Gate keeper", "2031-12-01")


def test_what_is_given_goes_before_the_words(run: Run, here: list[str]) -> None:
    given = ["--kind", "action", "--owner", "Kim", "--due", "2/12/2031"]
    run("note", *here, "Ask @Jo, by 1 December 2031", *given)
    (note,) = notes_of(run, here)
    assert (note["owner"], note["due"]) == ("Kim", "2031-12-02")


def test_a_meeting_on_no_day_and_more_votes_than_people_are_told_and_kept(
    run: Run, here: list[str]
) -> None:
    done = run("note", *here, "Date: 31 February\nPresent: Jo")
    assert (done.status, done.err) == (0, "ccgbrief: “31 February” is not a date I know\n")
    done = run("note", *here, "Yes: for 2, against 1", "--kind", "decision")
    assert (done.status, done.err) == (0, "ccgbrief: 3 votes, and 1 named as present\n")


@pytest.mark.parametrize(("ago", "option"), [(20, True), (50, True), (50, False)])
def test_a_day_that_has_passed_is_of_next_year_and_that_is_said(
    run: Run, here: list[str], ago: int, *, option: bool
) -> None:
    passed = local_today() - timedelta(days=ago)
    passed -= timedelta(passed.day == 29)  # of February, which has none next year
    day = f"{passed.day} {passed:%B}"
    given = ["Count @Jo", "--due", day] if option else [f"Count @Jo by {day}"]
    told = f"due {day} {passed.year + 1}: a day without a year is the next one"
    assert run("note", *here, *given, "--kind", "action").err == f"ccgbrief: {told}\n"
    given[-1] += f" {passed.year + 1}"
    assert run("note", *here, *given, "--kind", "action").err == ""


@pytest.mark.parametrize(
    ("text", "kind", "read"),
    [
        ("Ring @Ash by 1 December 2030", "action", "action, Ash, 2030-12-01"),
        ("@Ash, ring, today", "action", "action, Ash, no date"),
        ("Ring them next month", "action", "action, nobody named, no date"),
        ("@Dr Elm, partner, leaves", "declaration", "declaration, Dr Elm, leaves"),
        ("Partner at Elm", "declaration", "declaration, nobody named, no outcome"),
        ("Buy by 1 December 2030 @Ash", "decision", "decision, no votes"),
        ("Buy: 2 for, 1 against", "decision", "decision, for 2, against 1"),
    ],
)
def test_what_the_words_were_read_as_is_told(
    run: Run, here: list[str], text: str, kind: str, read: str
) -> None:
    assert run("note", *here, text, "--kind", kind).out == f"Saved ({read}): {text}\n"


@pytest.mark.parametrize(
    ("given", "owner"),
    [("@Kim", "Kim"), ("@Kim @Ash", "Kim and Ash"), ("@Kim and @Ash", "Kim and Ash")],
)
def test_an_owner_that_is_given_may_have_an_at_sign(
    run: Run, here: list[str], given: str, owner: str
) -> None:
    done = run("note", *here, "Ring", "--kind", "action", "--owner", given)
    assert (done.out, done.err) == (f"Saved (action, {owner}, no date): Ring\n", "")


def test_a_day_that_is_none_is_told_and_the_note_kept(run: Run, here: list[str]) -> None:
    done = run("note", *here, "Ask @Jo by 31 February", "--kind", "action")
    assert (done.status, done.out) == (0, "Saved (action, Jo, no date): Ask @Jo by 31 February\n")
    assert done.err == "ccgbrief: “by 31 February” is not a date I know; it is saved without one\n"


@pytest.fixture
def no_settling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have nothing wait until a file has settled."""
    monkeypatch.setattr("ccgbrief.notebook.store.SETTLING", 0.0)


@pytest.mark.usefixtures("no_settling")
@pytest.mark.parametrize("command", ["tick open-early", "note x"])
def test_a_notebook_that_is_no_toml_is_set_aside_and_told_and_the_next_command_begins_a_new_one(
    run: Run, here: list[str], notes: Path, command: str
) -> None:
    """P9: nothing is written before the reader knows."""
    notes.write_bytes(b"half a line")
    done = run(*command.split(), *here)
    assert done.status == 2
    told = done.one_line
    (aside,) = notes.parent.glob("notes.toml.broken-*")
    assert told.startswith(f"{notes}: ")
    assert f"; it is kept as {aside.name}: " in told
    assert told.endswith("run it again to go on with a new notebook")
    assert notes.read_bytes() == aside.read_bytes() == b"half a line"
    done = run(*command.split(), *here)
    assert done.status == 0
    assert done.err.count("\n") == 1
    assert f"it is kept as {aside.name}: fix that and put it back" in done.err
    assert notes.read_bytes().startswith(b"format = 1")
    assert list(notes.parent.glob("notes.toml.broken-*")) == [aside]
    assert aside.read_bytes() == b"half a line"


@pytest.mark.usefixtures("no_settling")
def test_with_a_notebook_that_is_no_toml_its_good_backup_is_named(
    run: Run, here: list[str], notes: Path
) -> None:
    """P4, P9."""
    for text in ("agreed", "agreed again"):
        assert run("note", *here, text).status == 0
    notes.write_bytes(b"half a line")
    assert "put " + str(notes) + ".bak in its place" in run("show", *here, "notes").one_line
    assert ", and what it held before as notes.toml.bak: " in run("note", *here, "x").one_line


@pytest.mark.parametrize(
    "command", ["show notes", "show notes --json", "minutes", "since 2015-01-01"]
)
def test_commands_about_a_notebook_that_is_no_toml_tell_it_and_leave_it_alone(
    run: Run, here: list[str], notes: Path, command: str
) -> None:
    """P9."""
    notes.write_bytes(b"half a line")
    done = run(*command.split(), *here)
    assert done.status == 2
    assert done.one_line.startswith(f"{notes}: ")
    assert done.one_line.endswith("; fix it in a text editor")
    assert [path.name for path in notes.parent.glob("notes*")] == ["notes.toml"]


@pytest.mark.parametrize("command", ["show duties", "search seven"])
def test_other_commands_tell_of_a_notebook_that_is_no_toml_and_show_the_pack(
    run: Run, here: list[str], notes: Path, command: str
) -> None:
    """P9."""
    notes.write_bytes(b"half a line")
    done = run(*command.split(), *here)
    assert done.status == 0
    assert done.err.startswith(f"ccgbrief: {notes}: ")
    assert done.err.count("\n") == 1
    assert "Open at seven" in done.out
    assert [path.name for path in notes.parent.glob("notes*")] == ["notes.toml"]


def test_a_notebook_of_a_newer_format_is_not_written_in(
    run: Run, here: list[str], notes: Path
) -> None:
    newer = b'format = 99\npack = "surgery-hours"\n'
    notes.write_bytes(newer)
    done = run("tick", *here, "open-early")
    assert done.status == 2
    assert "format 99" in done.err
    assert all(line.startswith("ccgbrief: ") for line in done.err.splitlines())
    assert notes.read_bytes() == newer


def test_a_notebook_that_cannot_be_written_is_told(run: Run, here: list[str], notes: Path) -> None:
    notes.mkdir()
    done = run("note", *here, "x")
    assert done.status == 2
    assert done.out == ""
    assert done.err.startswith(f"ccgbrief: {notes}: ")
    assert "--notes" in done.err


def test_a_notebook_of_another_pack_is_left_alone(run: Run, here: list[str], notes: Path) -> None:
    other = b'format = 1\npack = "another"\n'
    notes.write_bytes(other)
    done = run("note", *here, "x")
    assert done.status == 2
    assert "another" in done.err
    assert notes.read_bytes() == other


@pytest.mark.parametrize("named", ["open-early", "1", "Open at seven", "at SEVEN"])
def test_a_duty_may_be_named_by_its_id_its_number_or_its_title(
    run: Run, here: list[str], named: str
) -> None:
    assert run("tick", *here, named).out == "Ticked: Open at seven (1 of 2 in place)\n"


@pytest.mark.parametrize("named", ["0", "3", "at", "9" * 5000])
def test_what_names_no_duty_or_several_ticks_none(
    run: Run, here: list[str], notes: Path, named: str
) -> None:
    assert run("tick", *here, named).status == 2
    assert not notes.exists()


def test_several_duties_that_may_be_meant_are_all_named(
    run: Run, here: list[str], two_article_pack: Path
) -> None:
    assert run("tick", *here, "at").one_line == (
        "“at” is in the titles of several duties; use one of open-early, close-late"
    )
    duties = two_article_pack / "duties.toml"
    more = "".join(f'[[duty]]\nid = "d{i}"\ntitle = "At {i}"\n' for i in range(5))
    duties.write_text(duties.read_text("utf-8") + more, "utf-8")
    line = run("tick", *here, "at").one_line
    assert line.endswith("open-early, close-late, d0, d1, d2 and 2 more")


OF_THE_PACK = ["pack.toml", "duties.toml", "articles/late-lights.md", "articles/new.md"]


@pytest.mark.parametrize("name", [*OF_THE_PACK, "originals/paper.pdf", "PACK.toml"])
@pytest.mark.parametrize("command", [["tick", "1"], ["show"], ["search", "seven"]])
def test_a_file_of_the_pack_is_never_taken_for_a_notebook(
    run: Run, two_article_pack: Path, name: str, command: list[str]
) -> None:
    run("search", "--pack", two_article_pack, "seven")  # makes the cache, with which none is read
    before = {file: file.read_bytes() for file in two_article_pack.rglob("*.*")}
    done = run(*command, "--pack", two_article_pack, "--notes", two_article_pack / name)
    assert done.status == 2
    assert done.one_line == (
        f"{two_article_pack / name}: is a file of the pack in {two_article_pack}, not a notebook; "
        "name another file with --notes"
    )
    assert {file: file.read_bytes() for file in two_article_pack.rglob("*.*")} == before


def test_a_link_to_a_file_of_the_pack_is_no_notebook_and_one_beside_the_files_is(
    run: Run, two_article_pack: Path, tmp_path: Path
) -> None:
    link = tmp_path / "notes.toml"
    try:
        link.symlink_to(two_article_pack / "pack.toml")
        (two_article_pack / "text.md").write_bytes(b"")
        (two_article_pack / "articles" / "text.md").symlink_to("../text.md")
    except OSError:
        pytest.skip("no links without rights")
    for notes in (link, two_article_pack / "text.md"):
        assert "is a file of the pack" in run("tick", "1", "--pack", two_article_pack,
                                              "--notes", notes).one_line  # fmt: skip
    beside = two_article_pack / "my-notes.toml"
    assert run("tick", "1", "--pack", two_article_pack, "--notes", beside).status == 0
    assert "open-early" in beside.read_text(encoding="utf-8")


def test_a_file_of_the_own_papers_is_no_notebook(run: Run) -> None:
    article = paths.own_papers("co-commissioning") / "articles" / "mine.md"
    article.parent.mkdir(parents=True)
    article.write_bytes(b"+++")
    assert "is a file of the pack" in run("tick", "1", "--notes", article).one_line
    assert article.read_bytes() == b"+++"


def test_a_note_on_the_id_of_a_question_answers_it(run: Run, here: list[str]) -> None:
    run("note", *here, "Who pays?", "--kind", "question", "--private")
    (question,) = json.loads(run("show", *here, "notes", "--json", "--private").out)
    assert run("note", *here, "We do", "--on", str(question["id"])).out == (
        "Saved (note): We do (private)\n"
    )
    told = json.loads(run("show", *here, "notes", "--json", "--private").out)
    assert {note["text"]: note["done"] for note in told} == {"Who pays?": True, "We do": False}
    assert [note["question"] for note in told if "question" in note] == [question["id"]]
    assert "question: Who pays?" in run("since", *here, "yesterday", "--private").out


def test_where_a_copy_is_found_a_command_names_what_merges_it_and_so_does_the_dialogue(
    run: Run, here: list[str], notes: Path
) -> None:
    run("note", *here, "Buy a tape")
    notes.rename(notes.with_name("notes-LAPTOP.toml"))
    copy = f"another copy, {notes.with_name('notes-LAPTOP.toml')}; "
    assert f"{copy}“merge” in ccgbrief --plain merges it\n" in run("show", *here, "notes").err
    said = run("--plain", *here, stdin=b"merge\n").out
    assert f"{copy}“merge” merges it\n" in said
    assert "Buy a tape" in run("show", *here, "notes").out


@pytest.mark.parametrize("command", [("note", "x"), ("tick", "open-early")])
def test_a_notebook_that_is_locked_for_long_is_waited_for_and_that_is_said(
    run: Run,
    here: list[str],
    notes: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, str],
) -> None:
    monkeypatch.setattr("ccgbrief.notebook.lock.PATIENCE", 0.01)
    monkeypatch.setattr("ccgbrief.commands.opening.PATIENCE", 0.02)
    with FileLock(lock_of(notes)):
        done = run(*command, *here)
    assert done.status == 0
    assert done.err == (
        f"ccgbrief: {notes}: another ccgbrief is writing to it; waiting for it to end\n"
    )
    assert run(*command, *here).err == ""
