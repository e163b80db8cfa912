"""`ccgbrief since`."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from ccgbrief.notebook.date_parser import local_today
from tests.commands.conftest import Run


def test_what_was_done_since_a_day_is_listed_in_order(run: Run, here: list[str]) -> None:
    run("note", "Ask the clerk", "--kind", "action", *here)
    done = run("since", "2020-01-01", *here)
    assert done.status == 0
    assert done.out.rstrip().endswith("action: Ask the clerk (the meeting)")


@pytest.mark.parametrize(
    "command",
    [
        ("since", "1", "January", "2020"),
        ("minutes", "--since", "1", "January", "2020", "--format", "md"),
        ("actions", "--due", "1", "January", "2099", "--owner", "Dr", "Ash", "--by", "owner"),
    ],
)
def test_a_day_of_several_words_needs_no_quotation_marks(
    run: Run, here: list[str], command: tuple[str, ...]
) -> None:
    run("note", "Ask the clerk @Dr Ash, by 1 December 2098", "--kind", "action", *here)
    done = run(*command, *here)
    assert (done.status, "Ask the clerk" in done.out) == (0, True)


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("today 23:59", True),
        ("today at noon", True),
        ("2 November 2026", False),
        ("1.10.2026", False),
    ],
)
def test_an_hour_is_said_to_be_passed_over(
    run: Run, here: list[str], said: str, *, hour: bool
) -> None:
    run("note", *here, "hi")
    assert ("is read as the whole of " in run("since", said, *here).err) == hour


def test_nothing_since_a_day_is_a_no(run: Run, here: list[str]) -> None:
    done = run("since", "2020-01-01", *here)
    assert done.status == 1
    where = "in the notebook of “Opening hours of the surgery”"
    assert done.one_line == f"nothing was written since 2020-01-01 {where}; give an earlier day"


def test_private_notes_are_left_out_and_json_is_a_list(run: Run, here: list[str]) -> None:
    run("note", "for me", "--private", *here)
    run("note", "for all", *here)
    told = json.loads(run("since", "2020-01-01", "--json", *here).out)
    assert [(change["what"], change["text"]) for change in told] == [("note", "for all")]


def test_private_notes_that_are_left_out_are_counted(run: Run, here: list[str]) -> None:
    run("note", "owns the rota", "--private", "--kind", "action", *here)
    run("note", "owns the list", "--private", "--on", "open-early", *here)
    two, one = (f"{n} left out; --private includes {them}" for n, them in
                (("2 private notes", "them"), ("1 private note", "it")))  # fmt: skip
    for command, told in (
        (("since", "2020-01-01"), f"ccgbrief: {two}\nccgbrief: nothing was written since"),
        (("show", "notes"), f"ccgbrief: {two}\n"),
        (("show", "overview"), f"ccgbrief: {two}\n"),
        (("show", "open-early"), f"ccgbrief: {one}\n"),
        (("search", "owns", "the"), f"ccgbrief: {two}\n"),
        (("minutes",), f"ccgbrief: {two}\n"),
        (("actions",), f"ccgbrief: {one}\n"),
        (("actions", "--ical"), f"ccgbrief: {one}\n"),
    ):
        assert run(*command, *here).err.startswith(told), command
        assert "private" not in run(*command, "--private", *here).err
        if command[0] != "minutes" and not {"--ical", "overview"} & {*command}:
            assert run(*command, "--json", *here).err.startswith(told), command
            assert "private" not in run(*command, "--private", "--json", *here).err
    assert run("show", "--json", *here).err == f"ccgbrief: {one}\n"  # of those it would list


def test_both_texts_of_a_note_are_left_out_while_one_is_private(
    run: Run, here: list[str], notes: Path
) -> None:
    run("note", "owns the rota", "--kind", "action", "--on", "open-early", *here)
    text = notes.read_text()
    table = text[text.index("[[notes]]") :].replace("the rota", "the list")
    hidden = table.replace('by = "', 'private = true\nby = "b')
    notes.write_text(f"{text}\n{hidden}")
    told = "ccgbrief: 2 private notes left out; --private includes them\n"
    for command in (
        ("since", "2020-01-01"),
        ("show", "open-early"),
        ("search", "owns", "the"),
        ("minutes",),
        ("actions",),
        ("actions", "--ical"),
    ):
        done = run(*command, *here)
        assert told in done.err, command
        assert "owns" not in done.out


def test_a_day_that_is_none_is_told(run: Run, here: list[str]) -> None:
    done = run("since", "the", "31", "February", *here)
    assert done.status == 2
    assert done.one_line == (
        "“the 31 February” is not a date I know; try yesterday, Friday or 1 December"
    )


def test_a_day_may_be_said_as_people_say_it(run: Run, here: list[str]) -> None:
    run("note", "x", *here)
    for said in (["yesterday"], ["last", "Friday"], ["1", "January"], ["today"]):
        assert run("since", *said, *here).status == 0


def test_a_day_without_a_year_that_is_to_come_is_of_last_year_and_that_is_said(
    run: Run, here: list[str]
) -> None:
    run("note", "x", *here)
    coming = local_today() + timedelta(1)
    coming += timedelta(coming.day == 29)  # of February, which last year had none
    day, year = f"{coming.day} {coming:%B}", coming.year - 1
    told = f"ccgbrief: since {day} {year}: a day without a year is the last one\n"
    assert run("since", day, *here).err == told
    assert run("since", f"{day} {year}", *here).err == ""
