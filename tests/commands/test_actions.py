"""`ccgbrief actions`."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from ccgbrief.notebook import NotebookStore
from ccgbrief.notebook.date_parser import local_today
from ccgbrief.paths import calendar_file
from tests.commands.conftest import Run


@pytest.fixture
def with_actions(run: Run, here: list[str]) -> list[str]:
    """Return the options of a notebook with an action of Dr Ash, one overdue and a private one."""
    run("note", "Ask for a split @Dr Ash, by 1 December 2099", "--kind", "action", *here)
    run("note", "Count the queue", "--kind", "action", "--owner", "Clerk", *here)
    run("note", "For me @Dr Ash", "--kind", "action", "--private", *here)
    run("note", "Who stands outside?", "--kind", "question", *here)
    return here


def test_actions_are_listed_with_state_day_and_owner(run: Run, with_actions: list[str]) -> None:
    done = run("actions", *with_actions)
    assert done.status == 0
    assert done.out.splitlines() == [
        "open  2099-12-01  Dr Ash: Ask for a split @Dr Ash, by 1 December 2099",
        "open  no date  Clerk: Count the queue",
    ]


def test_private_actions_that_a_calendar_lacks_are_counted(run: Run, here: list[str]) -> None:
    run("note", "Count @Ann by 1 December 2099", "--kind", "action", *here)
    run("note", "For me @Ann by 1 December 2099", "--kind", "action", "--private", *here)
    run("actions", "--ical", *here)
    run("--plain", *here, stdin=b"actions\ntick 1\n")
    done = run("actions", "--open", "--ical", *here)
    assert done.err == "ccgbrief: 1 private note left out; --private includes it\n"


def test_actions_are_narrowed_by_owner_and_day(run: Run, with_actions: list[str]) -> None:
    assert "split" in run("actions", "--owner", "ash", "--open", *with_actions).out
    assert "queue" not in run("actions", "--owner", "ash", *with_actions).out
    assert "For me" in run("actions", "--owner", "ash", "--private", *with_actions).out
    assert "split" in run("actions", "--due", "2 December 2099", *with_actions).out
    none = run("actions", "--due", "2099-11-30", *with_actions)
    assert none.status == 1
    assert none.one_line == "no actions match"
    assert run("actions", "--by", "owner", *with_actions).out.splitlines()[0].endswith("queue")


def test_whoever_has_a_name_whole_goes_before_those_whose_name_only_begins_so(
    run: Run, here: list[str]
) -> None:
    for text in "Split @Ashworth", "Count @Dr Ash", "Queue @Ash and Elm":
        run("note", text, "--kind", "action", *here)
    whole = run("actions", "--owner", "Ash", *here)
    assert [line.rpartition(": ")[2].split()[0] for line in whole.out.splitlines()] == [
        "Count",
        "Queue",
    ]
    assert whole.err == ""
    assert "Ashworth" not in run("actions", "--ical", "--owner", "Ash", *here).out
    begun = run("actions", "--owner", "Ashw", *here)
    assert begun.out.endswith("Split @Ashworth\n")
    told = "nobody here is called “Ashw” in full; these are the actions of Ashworth"
    assert begun.err == f"ccgbrief: {told}\n"
    assert told in run("actions", "--ical", "--owner", "Ashw", *here).err


def test_a_private_action_of_the_one_who_is_named_brings_no_others(
    run: Run, here: list[str]
) -> None:
    run("note", "Split @Ashworth", "--kind", "action", *here)
    run("note", "For me @Ash", "--kind", "action", "--private", *here)
    assert run("actions", "--owner", "Ash", *here).out == ""


def test_the_calendar_of_whoever_has_no_more_actions_gets_no_others(
    run: Run, here: list[str], notes: Path, tmp_path: Path
) -> None:
    run("note", "Split @Ashworth", "--kind", "action", *here)
    run("note", "Count @Ash", "--kind", "action", *here)
    wanted = "actions", "--ical", "--owner", "Ash", "-o", tmp_path / "ash.ics", *here
    run(*wanted)
    notes.write_text(notes.read_text().replace('owner = "Ash"', 'owner = "Elm"'))
    run(*wanted)
    calendar = Calendar.from_ical((tmp_path / "ash.ics").read_bytes())
    assert [str(todo["CONTACT"]) for todo in calendar.walk("VTODO")] == ["Elm"]


@pytest.mark.parametrize("ago", [1, 100])
def test_a_day_without_a_year_that_has_passed_is_of_next_year_and_that_is_said(
    run: Run, here: list[str], ago: int
) -> None:
    passed = local_today() - timedelta(ago)
    passed -= timedelta(passed.day == 29)  # of February, which has none next year
    day, year = f"{passed.day} {passed:%B}", passed.year + 1
    run("note", "Count", "--kind", "action", "--due", local_today().isoformat(), *here)
    told = f"ccgbrief: due {day} {year}: a day without a year is the next one\n"
    assert run("actions", "--due", day, *here).err == told
    for said in f"{day} {year}", f"{passed.day}/{passed.month}/{year % 100}":
        assert run("actions", "--due", said, *here).err == ""
    assert run("actions", "--due", passed.isoformat(), *here).one_line == "no actions match"


def test_json_says_of_each_action_all_there_is(run: Run, with_actions: list[str]) -> None:
    found = json.loads(run("actions", "--json", *with_actions).out)
    assert [(each["owner"], each["due"], each["state"]) for each in found] == [
        ("Dr Ash", "2099-12-01", "open"),
        ("Clerk", None, "open"),
    ]
    assert found[0]["pack"] == "surgery-hours"


def test_a_calendar_file_is_written_and_says_how_much_it_holds(
    run: Run, with_actions: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "actions.ics"
    done = run("actions", "--ical", "-o", file, *with_actions)
    assert done.out == f"Written: {file}; holds 2 actions\n"
    calendar = Calendar.from_ical(file.read_bytes())
    assert [str(todo["CONTACT"]) for todo in calendar.walk("VTODO")] == ["Dr Ash", "Clerk"]


def test_a_file_that_cannot_be_written_or_is_for_nothing_is_said(
    run: Run, with_actions: list[str], tmp_path: Path
) -> None:
    nowhere = tmp_path / "nowhere" / "a.ics"
    missing = run("actions", "--ical", "-o", nowhere, *with_actions)
    assert missing.status == 2
    assert missing.one_line == (
        f"{nowhere}: its folder does not exist; create it, or name another file with -o"
    )
    assert run("actions", "-o", nowhere, *with_actions).one_line.startswith("-o: it names the file")


def test_what_an_owner_owes_and_declared_is_found_by_their_name(
    run: Run, with_actions: list[str]
) -> None:
    run("note", "@Dr Ash, partner, leaves", "--kind", "declaration", *with_actions)
    found = json.loads(run("search", "by:ash", "--json", *with_actions).out)
    assert {each["text"] for each in found["hits"]} == {
        "Ask for a split @Dr Ash, by 1 December 2099",
        "@Dr Ash, partner, leaves",
    }


@pytest.mark.parametrize(
    "name",
    ["pack/pack.toml", "pack/agenda.toml", "pack/articles/early-doors.md", "pack/originals/a.pdf"],
)
@pytest.mark.parametrize("command", [["actions", "--ical"], ["minutes", "--format", "md"]])
def test_no_file_of_the_pack_is_written_over(
    run: Run, with_actions: list[str], tmp_path: Path, name: str, command: list[str]
) -> None:
    file = tmp_path / name
    before = file.read_bytes() if file.exists() else None
    done = run(*command, "-o", str(file), *with_actions)
    assert done.status == 2
    assert "it belongs to the notebook, the pack or the settings" in done.one_line
    assert (file.read_bytes() if file.exists() else None) == before


def test_the_notebook_is_not_written_over_by_its_actions(
    run: Run, with_actions: list[str], notes: Path
) -> None:
    before = notes.read_bytes()
    assert run("actions", "--ical", "-o", str(notes), *with_actions).status == 2
    assert notes.read_bytes() == before


@pytest.mark.parametrize(
    ("option", "given", "told"),
    [
        ("--due", "", "--due: “” is not a date I know"),
        ("--owner", "", "it names nobody"),
        ("--owner", "@", "it names nobody"),
    ],
)
def test_an_empty_day_or_owner_is_no_reason_to_list_all(
    run: Run, with_actions: list[str], option: str, given: str, told: str
) -> None:
    done = run("actions", option, given, *with_actions)
    assert done.status == 2
    assert told in done.one_line


def test_an_item_of_the_agenda_that_cannot_be_read_is_told_beside_the_rest(
    run: Run, with_actions: list[str], two_article_pack: Path
) -> None:
    (two_article_pack / "agenda.toml").write_text("[[item]]\nnumber = 1\n", "utf-8")
    done = run("actions", *with_actions)
    assert done.status == 0
    assert "agenda.toml:1: title: is missing" in done.err
    assert "until then no agenda is shown" in done.err


def test_an_action_that_was_deleted_is_cancelled_in_the_next_calendar_file(
    run: Run, with_actions: list[str], tmp_path: Path, notes: Path
) -> None:
    file = tmp_path / "actions.ics"
    run("actions", "--ical", "-o", file, "--open", *with_actions)
    store = NotebookStore.open(notes, "surgery-hours", tmp_path / "state")
    first, second, *_ = store.notebook.notes()
    store.notebook.delete_note(first)
    store.notebook.edit_note(second, done=True)
    store.close()
    done = run("actions", "--ical", "-o", file, "--open", *with_actions)
    assert done.out == f"Written: {file}; holds 1 action; cancels 1 that calendars have\n"
    todos = Calendar.from_ical(file.read_bytes()).walk("VTODO")
    assert [str(todo["STATUS"]) for todo in todos] == ["COMPLETED", "CANCELLED"]
    assert "split" not in file.read_text("utf-8")
    record = calendar_file(notes)
    record.write_bytes(b"")
    done = run("actions", "--ical", "-o", file, "--open", *with_actions)
    assert done.err.startswith(f"ccgbrief: {record} cannot be read (it is damaged): actions that")


def test_an_action_that_the_notebook_lacks_is_not_cancelled_and_that_is_said(
    run: Run, with_actions: list[str], tmp_path: Path, notes: Path
) -> None:
    file = tmp_path / "actions.ics"
    run("actions", "--ical", "-o", file, "--open", *with_actions)
    notes.write_text(notes.read_text("utf-8").replace('"action"', '"acton"', 1), "utf-8")
    done = run("actions", "--ical", "-o", file, "--open", *with_actions)
    assert "cancels" not in done.out
    said = "1 action that calendars have is missing in the notebook; it is not cancelled, as nobody"
    assert said in done.err


def test_an_action_whose_words_were_corrected_by_hand_says_both_everywhere(
    run: Run, with_actions: list[str], notes: Path
) -> None:
    text = notes.read_text("utf-8")
    was, became = "split @Dr Ash, by 1 December 2099", "split @Kim, by 9 December 2099"
    assert text.count(was) == 1
    notes.write_text(text.replace(was, became), "utf-8")
    said = "its words say Kim, by 9 December 2099"
    line, other = run("actions", *with_actions).out.splitlines()
    assert line == f"open  2099-12-01  Dr Ash: Ask for a {became} ({said})"
    assert "its words" not in other
    found = json.loads(run("actions", "--json", *with_actions).out)
    assert [each["contradiction"] for each in found] == [said, ""]
    for shown in ("overview", "notes"):
        assert f"Dr Ash, by 1 Dec 2099, {said}" in run("show", shown, *with_actions).out
    found = json.loads(run("show", "notes", "--json", *with_actions).out)
    assert [each["contradiction"] for each in found if each["kind"] == "action"] == [said, ""]
    assert f"I{said[1:]}" in run("minutes", *with_actions).out
    minutes = json.loads(run("minutes", "--format", "json", *with_actions).out)
    assert [each["contradiction"] for each in minutes["actions"]] == [said, ""]
    assert "its words" not in run("show", "questions", *with_actions).out


def test_a_calendar_and_json_are_not_asked_for_together(run: Run, with_actions: list[str]) -> None:
    told = run("actions", "--ical", "--json", *with_actions)
    assert told.one_line == "--ical: it writes a calendar; give it without --json"


def test_a_file_of_any_name_is_named_on_one_line(
    run: Run, with_actions: list[str], tmp_path: Path
) -> None:
    done = run("actions", "--ical", "-o", tmp_path / "a\nb\x1b[31m.ics", *with_actions)
    assert done.out.count("\n") == 1
    assert "\x1b" not in done.out
    done = run("minutes", "-o", tmp_path / "a\nb.md", *with_actions)
    assert done.out.count("\n") == 1


def test_it_is_said_that_a_calendar_has_one_of_two_texts_of_an_action(
    run: Run, here: list[str], notes: Path
) -> None:
    run("note", "Count", "--kind", "action", *here)
    text = notes.read_text()
    done = text[text.index("[[notes]]") :].replace('by = "', 'done = true\nby = "b')
    notes.write_text(f"{text}\n{done}")
    ran = run("actions", "--ical", *here)
    assert ran.out.count("STATUS:NEEDS-ACTION") == ran.out.count("BEGIN:VTODO") == 1
    told = (
        "1 action has two texts, of which the calendar holds one: the open one, if only one is done"
    )
    assert f"ccgbrief: {told}\n" in ran.err
