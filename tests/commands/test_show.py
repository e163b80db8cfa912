import csv
import json
from pathlib import Path
from typing import Any

import pytest

from ccgbrief.commands.show import _not_run, plain
from ccgbrief.notebook import NotebookStore, Place, Saved
from ccgbrief.pack import PARTS, find_passage, read_pack
from ccgbrief.paths import shipped_pack, state_folder
from ccgbrief.view.blocks import Block, Look
from tests.commands.conftest import Run

WHATS = ["overview", "areas", "focus-areas", "duties", "figures", "glossary", "notes"]


def as_json(run: Run, *arguments: str) -> Any:
    done = run("show", *arguments, "--json")
    assert done.status == 0
    assert done.err == ""
    return json.loads(done.out)


@pytest.mark.parametrize("what", [*WHATS, "early-doors", "late-lights"])
def test_everything_can_be_shown(run: Run, here: list[str], what: str) -> None:
    done = run("show", *here, what)
    assert (done.status, done.err) == (0, "")
    assert done.out.strip()


def test_without_a_name_the_overview_is_shown(run: Run, here: list[str]) -> None:
    assert run("show", *here).out == run("show", *here, "overview").out
    assert run("show", *here).out.startswith("Opening hours of the surgery\n====")


def test_what_is_not_there_is_told_with_what_there_is(run: Run, here: list[str]) -> None:
    done = run("show", *here, "qzx\x1b[31m")
    assert done.status == 2
    assert done.one_line == (
        "there is no “qzx␛[31m” to show; show one of overview, areas, duties, figures, "
        "glossary, notes, early-doors, late-lights, or the id of a duty, focus area or figure, "
        "or a term of the glossary"
    )


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("dutys", "duties"),
        ("The case for early door", "The case for early doors"),
        ("early-door", "early-doors"),
    ],
)
def test_what_is_not_there_is_answered_with_the_nearest_name(
    run: Run, here: list[str], typed: str, near: str
) -> None:
    done = run("show", *here, typed)
    assert done.status == 2
    assert done.one_line == f"there is no “{typed}” to show; did you mean {near}?"


def test_an_article_is_shown_by_its_title_in_any_case(run: Run, here: list[str]) -> None:
    by_id = run("show", *here, "early-doors")
    assert run("show", *here, "the case for EARLY doors").out == by_id.out
    assert json.loads(run("show", *here, "Early doors", "--json").out)["id"] == "early-doors"


def test_an_article_is_shown_with_its_headings_quotations_and_notes(
    run: Run, here: list[str]
) -> None:
    run("note", *here, "Count them", "--on", "early-doors: nobody has ever counted")
    out = run("show", *here, "early-doors").out
    lines = out.splitlines()
    assert lines[0] == "The case for early doors"
    assert "Before work" in lines
    assert lines[lines.index("Before work") + 1] == "-----------"
    assert "— Reception desk, on the queue" in lines
    assert "  • Two receptionists have to begin at seven." in lines
    assert "  ¶ Count them" in lines


def test_a_long_note_is_printed_whole(run: Run, here: list[str]) -> None:
    run("note", *here, "A word after another. " * 100)
    out = run("show", *here, "notes").out
    assert out.count("another.") == 100
    assert "unfolds" not in out


def test_all_particulars_of_areas_and_duties_are_shown(run: Run, here: list[str]) -> None:
    areas, duties = run("show", *here, "areas").out, run("show", *here, "duties").out
    assert "Who cannot come at all?" in areas
    assert "three people on a good day" in areas
    assert "A warning, not an action" in areas
    assert "[ ] Open at seven" in duties
    assert "A key to the gate" in duties
    assert "It was tried for a year." in duties


def test_ticks_are_shown(run: Run, here: list[str]) -> None:
    run("tick", *here, "close-late")
    out = run("show", *here, "duties").out
    assert "■□  1 of 2 duties in place" in out
    assert "[x] Close at eight" in out


def test_figures_are_shown_with_their_numbers(run: Run, here: list[str]) -> None:
    out = run("show", *here, "figures").out
    assert "18–19 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 21" in out
    assert "about nine (worked out, not stated)" in out
    one = run("show", *here, "evening-visits").out
    assert one in out
    assert "18–19 ━━━" in one
    assert "Source: " in one


@pytest.mark.parametrize("columns", ["1", "20", "40", "80", "100", "500"])
def test_lines_are_no_longer_than_the_terminal_is_wide(
    run: Run, here: list[str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    done = run("show", *here, "late-lights")
    assert done.status == 0
    if int(columns) >= 40:
        assert max(map(len, done.out.splitlines())) <= min(int(columns), 100)


def test_a_pipe_gets_each_paragraph_on_one_line(
    run: Run, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For screen readers and scripts, which break lines as they like."""
    monkeypatch.delenv("COLUMNS", raising=False)
    article = read_pack(shipped_pack()).articles[0]
    lines = run("show", "--notes", str(notes), article.id).out.splitlines()
    assert max(len(passage.text) for passage in article.passages) > 100
    for passage in article.passages:
        assert any(passage.text in line for line in lines)


@pytest.fixture
def with_tables(two_article_pack: Path) -> None:
    with (two_article_pack / "articles" / "late-lights.md").open("a", encoding="utf-8") as file:
        file.write("\n| Unit | Oct | Nov |\n|---|---|---|\n| Cardiology | 18.2 | 7.9 |\n")
        file.write("\n| Lead |\n|---|\n| Finance <!-- tab: -->&#9;director |\n")


@pytest.mark.usefixtures("with_tables")
def test_a_table_is_shown_aligned_where_it_fits_and_else_row_by_row_with_heads(
    run: Run, here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = run("show", *here, "late-lights").out
    aligned = "Unit         Oct  Nov\n──────────  ────  ───\nCardiology  18.2  7.9\n"
    assert f"\n\n{aligned}\nLead\n" in out
    monkeypatch.setenv("COLUMNS", "20")
    out = run("show", *here, "late-lights").out
    assert "\nCardiology: Oct\n18.2, Nov 7.9\n" in out


@pytest.mark.parametrize(
    "cell", ["-", "--", "-3.2%", "+1,200", "-£3.4m", "+44 20 7946 0958", "−3", "a=1", ""]
)
def test_what_no_spreadsheet_runs_stays_as_it_is(cell: str) -> None:
    assert _not_run(cell) == cell


@pytest.mark.parametrize(
    "cell", ["=1+1", "=cmd|' /C calc'!A0", "@SUM(1)", "+1+1", "-A1", "-5-7", '-1+cmd|"/C calc"!A0']
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    assert _not_run(cell) == f"'{cell}"


@pytest.mark.usefixtures("with_tables")
def test_the_tables_of_an_article_are_printed_for_a_spreadsheet(run: Run, here: list[str]) -> None:
    done = run("show", *here, "late-lights", "--tsv")
    assert done.status == 0
    assert done.out.split("\n\n")[1:] == [
        "Unit\tOct\tNov\nCardiology\t18.2\t7.9",
        "Lead\nFinance director\n",
    ]
    none = run("show", *here, "early-doors", "--tsv")
    assert (none.status, none.one_line) == (1, "there is no table in early-doors")
    wrong = run("show", *here, "duties", "--tsv")
    assert wrong.status == 2
    assert wrong.one_line == (
        "--tsv prints the tables of an article; show one of early-doors, late-lights"
    )


def test_a_spreadsheet_reads_quotation_marks_of_cells_as_part_of_them(
    run: Run, here: list[str], two_article_pack: Path
) -> None:
    """`"=1+1"` is no formula, and a mark without a pair takes in no more than its cell."""
    rows = [["Said", "By"], ['"More', "Ash"], ['so"', "Elm"], ['"=1+1"', ""], ["", '5" pipe']]
    table = "".join(f"| {' | '.join(row)} |\n" for row in [rows[0], ["---", "---"], *rows[1:]])
    with (two_article_pack / "articles" / "late-lights.md").open("a", encoding="utf-8") as file:
        file.write(f"\n{table}")
    printed = run("show", *here, "late-lights", "--tsv").out.split("\n\n")[1]
    assert list(csv.reader(printed.splitlines(), "excel-tab", strict=True)) == rows


@pytest.mark.usefixtures("with_tables")
def test_a_row_of_a_table_is_found_and_handed_on_with_its_heads(run: Run, here: list[str]) -> None:
    row = as_json(run, *here, "late-lights")["passages"][-3]
    assert row["text"] == "Cardiology | 18.2 | 7.9"
    assert row["cells"] == ["Cardiology", "18.2", "7.9"]
    assert row["heads"] == ["Unit", "Oct", "Nov"]
    found = run("search", *here, "cardiology", "nov").out
    assert found.startswith("Cardiology: Oct 18.2, Nov 7.9\n    The editors, “Late lights, ")


def test_an_article_as_json(run: Run, here: list[str]) -> None:
    article = as_json(run, *here, "early-doors")
    assert list(article) == [
        "id",
        "title",
        "short",
        "author",
        "publication",
        "published",
        "kind",
        "url",
        "pages",
        "citation",
        "passages",
        "notes",
    ]
    assert (article["id"], article["short"]) == ("early-doors", "Early doors")
    quotation = next(p for p in article["passages"] if p["kind"] == "quote")
    assert list(quotation) == [
        "number",
        "kind",
        "text",
        "heading",
        "speaker",
        "role",
        "page",
        "anchor",
    ]
    assert quotation["speaker"] == "Reception desk"
    assert article["passages"][-1]["page"] == 12


def test_every_anchor_of_an_article_leads_back_to_its_passage(
    run: Run, here: list[str], two_article_pack: Path
) -> None:
    for passage in as_json(run, *here, "late-lights")["passages"]:
        run("note", *here, passage["number"], "--on", passage["anchor"])
    article = read_pack(two_article_pack).articles[1]
    notes = as_json(run, *here, "notes")
    found = [find_passage(note["words"], article.passages).passage for note in notes]
    assert found == list(article.passages)
    assert [note["text"] for note in notes] == [str(p.number) for p in article.passages]


def test_the_overview_as_json(run: Run, here: list[str]) -> None:
    overview = as_json(run, *here)
    assert list(overview) == ["id", "title", "summary", "edition", "articles", "notes"]
    assert [(a["id"], a["read"]) for a in overview["articles"]] == [
        ("early-doors", False),
        ("late-lights", False),
    ]


def test_duties_as_json(run: Run, here: list[str]) -> None:
    run("tick", *here, "open-early")
    first, second = as_json(run, *here, "duties")
    assert (first["id"], first["ticked"], second["ticked"]) == ("open-early", True, False)
    assert first["ready"] == ["Two receptionists", "A key to the gate"]
    assert first["evidence"] == ["early-doors: Two receptionists have to begin"]
    assert first["areas"] == ["access"]


def test_areas_as_json(run: Run, here: list[str]) -> None:
    first, second = as_json(run, *here, "areas")
    assert (first["id"], first["kind"], second["kind"]) == ("access", "action", "warning")
    assert first["duties"] == ["open-early"]


def test_figures_as_json(run: Run, here: list[str]) -> None:
    first, second = as_json(run, *here, "figures")
    assert first["values"][1] == {
        "label": "19–20",
        "value": 9,
        "shown": "about nine",
        "stated": False,
    }
    assert second["top"] == 500.5


def test_the_glossary_as_json(run: Run, here: list[str]) -> None:
    (term,) = as_json(run, *here, "glossary")
    assert term["term"] == "PPG"
    assert term["expansion"] == "patient participation group"


def test_notes_as_json(run: Run, here: list[str]) -> None:
    run("note", *here, "Act", "--on", "open-early", "--kind", "action", "--owner", "The manager",
        "--due", "2026-12-01", "--private")  # fmt: skip
    (note,) = as_json(run, *here, "notes", "--private")
    written = note.pop("written")
    assert len(note.pop("id")) == 6
    assert written.endswith("+00:00")
    assert note == {
        "kind": "action",
        "text": "Act",
        "duty": "open-early",
        "owner": "The manager",
        "due": "2026-12-01",
        "done": False,
        "private": True,
        "placed": True,
        "doubt": "",
        "contradiction": "",
    }


def test_a_note_whose_words_have_changed_says_so_with_both_readings(
    run: Run, here: list[str], two_article_pack: Path
) -> None:
    file = two_article_pack / "articles" / "early-doors.md"
    old = "Two receptionists have to begin at seven."
    run("note", *here, "Ask", "--on", f"early-doors: {old}")
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, old.replace("seven", "nine")), encoding="utf-8")
    (note,) = as_json(run, *here, "notes")
    assert note["placed"]
    assert note["doubt"].startswith("the words have changed since; they were “")
    assert "at seven" in note["doubt"]
    assert note["now"] == old.replace("seven", "nine")
    for what in ("early-doors", "notes"):
        shown = " ".join(run("show", *here, what).out.split())
        assert "the words have changed since" in shown
        assert "at seven" in shown
        assert "at nine" in shown
    minutes = run("minutes", *here).out
    assert minutes.index("at seven") < minutes.index("It reads now: “")
    file.write_text(text.replace(f"- {old}\n", ""), encoding="utf-8")
    (note,) = as_json(run, *here, "notes")
    assert (note["placed"], note["doubt"]) == (False, "")


def test_json_of_every_part_is_one_line(run: Run, here: list[str]) -> None:
    for what in [*WHATS, "early-doors"]:
        assert run("show", *here, what, "--json").out.count("\n") == 1


def test_indent_marker_and_gap_are_kept_in_plain_text() -> None:
    blocks = [
        Block("a", "First", gap=3),
        Block("b", "a few words to wrap here", marker="•", indent=2, gap=0),
        Block("c", "said", below="— by her", gap=2),
    ]
    assert plain(blocks, 20) == [
        "First",
        "  • a few words to",
        "    wrap here",
        "",
        "",
        "said",
        "— by her",
    ]


def test_code_figures_and_notes_keep_their_lines() -> None:
    assert plain([Block("a", "x = 1\n  y", Look.CODE, indent=2)], 80) == ["  x = 1", "    y"]
    assert plain([Block("a", "━━ 1\n━ 2", Look.FIGURE)], 4) == ["━━ 1", "━ 2"]
    note = Block("a", "one\ntwo", Look.NOTE, marker="¶")
    assert plain([note], 80) == ["¶ one", "  two"]


def test_titles_and_headings_are_underlined() -> None:
    assert plain([Block("a", "A title", Look.TITLE)], 80) == ["A title", "======="]
    heading = Block("a", "Duty", Look.HEADING, marker="[x]")
    assert plain([heading], 80) == ["[x] Duty", "    ----"]


def test_a_marker_that_would_leave_no_room_for_the_text_has_lines_of_its_own() -> None:
    note = Block("a", "one two", Look.NOTE, marker="¶ action, Practice manager:", indent=2)
    assert plain([note], 24) == ["  ¶ action, Practice", "  manager:", "    one two"]


def test_a_long_word_is_never_broken() -> None:
    url = "https://example.org/" + "a" * 60
    assert plain([Block("a", f"see {url}")], 30) == ["see", url]


@pytest.mark.parametrize(
    ("what", "title", "other"),
    [
        ("open-early", "Open at seven", "Close at eight"),
        ("staffing", "Staffing", "Access"),
        ("cost", "An early hour", "Visits after six"),
    ],
)
def test_a_single_duty_area_or_figure_is_shown_alone(
    run: Run, here: list[str], what: str, title: str, other: str
) -> None:
    out = run("show", *here, what).out
    assert title in out
    assert other not in out
    assert as_json(run, *here, what)["title"] == title


def test_where_a_figure_does_not_fit_the_bars_go_and_never_the_numbers() -> None:
    figure = Block(
        "a", "Yes ━━━━━━ 62\nNo ━━━ 25\nrest ╌╌ 13 (worked out, not stated)", Look.FIGURE
    )
    assert plain([figure], 12) == [
        "Yes 62",
        "No 25",
        "rest 13",
        "  (worked",
        "  out, not",
        "  stated)",
    ]


def test_a_single_term_is_shown_alone(run: Run, here: list[str], two_article_pack: Path) -> None:
    with (two_article_pack / "glossary.toml").open("a", encoding="utf-8") as glossary:
        glossary.write('[[term]]\nterm = "GP"\nmeaning = "A family doctor."\n')
    for what in ("PPG", "ppg"):
        assert run("show", *here, what).out == (
            "PPG (patient participation group): Patients who advise their practice.\n"
        )
    assert as_json(run, *here, "ppg")["term"] == "PPG"


def test_duties_and_areas_in_json_say_how_they_stand(run: Run, here: list[str]) -> None:
    run("tick", "open-early", *here)
    run("note", "Ask the desk", "--on", "open-early", *here)
    run("note", "At seven", "--on", "access", "--kind", "decision", *here)
    early = json.loads(run("show", "duties", "--json", *here).out)[0]
    assert (early["status"], early["owner"], early["ticked"]) == ("in-place", "", True)
    assert [note["text"] for note in early["notes"]] == ["Ask the desk"]
    (area,) = (
        a for a in json.loads(run("show", "areas", "--json", *here).out) if a["id"] == "access"
    )
    assert area["position"] == "At seven"


@pytest.mark.parametrize(
    ("what", "group", "on"),
    [
        ("early-doors", "", Place(article="early-doors", words="Two receptionists have")),
        ("cost", "figures", Place(figure="cost")),
        ("PPG", "glossary", Place(term="PPG")),
    ],
)
def test_what_is_noted_on_an_article_figure_or_term_is_in_its_json_too(
    run: Run,
    here: list[str],
    two_article_pack: Path,
    what: str,
    group: str,
    on: Place,
) -> None:
    pack_id = read_pack(two_article_pack).id
    store = NotebookStore.open(Path(here[-1]), pack_id, state_folder())
    store.notebook.add_note("Ask the desk", place=on)
    store.notebook.add_note("For me alone", place=on, private=True)
    assert store.save() == Saved()
    assert "Ask the desk" in run("show", what, *here).out
    shown = run("show", what, "--json", *here)
    (note,) = json.loads(shown.out)["notes"]
    assert note["text"] == "Ask the desk"
    assert "1 private note left out" in shown.err
    both = ["Ask the desk", "For me alone"]
    assert [note["text"] for note in as_json(run, *here, what, "--private")["notes"]] == both
    for each in as_json(run, *here, group, "--private") if group else []:
        texts = [note["text"] for note in each["notes"]]
        assert texts == (both if what in each.values() else [])


def test_the_overview_as_json_has_the_actions_and_questions_that_the_text_has(
    run: Run, here: list[str]
) -> None:
    run("note", "Ring the desk", "--kind", "action", *here)
    run("note", "Nothing to do", *here)
    assert [note["text"] for note in as_json(run, *here)["notes"]] == ["Ring the desk"]


@pytest.mark.parametrize("what", ["notes", "duties", "open-early"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_private_notes_are_left_out_unless_they_are_asked_for(
    run: Run, here: list[str], what: str, form: list[str]
) -> None:
    run("note", "for me alone", "--private", "--on", "open-early", *here)
    shown = run("show", what, "--private", *form, *here).out
    assert "for me alone" in shown
    assert "private" in shown
    assert "for me alone" not in run("show", what, *form, *here).out


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_shown_though_a_paper_a_term_or_a_duty_has_its_name(
    run: Run, here: list[str], two_article_pack: Path, tmp_path: Path, part: str
) -> None:
    run("note", "A note of mine", *here)
    with (two_article_pack / "duties.toml").open("a", encoding="utf-8") as duties:
        duties.write('\n[[duty]]\nid = "zebra"\ntitle = "A duty"\n')
    with (two_article_pack / "glossary.toml").open("a", encoding="utf-8") as terms:
        terms.write(f'\n[[term]]\nterm = "ZB"\nexpansion = "{part}"\nmeaning = "A beast"\n')
    before = run("show", part, *here), run("show", part, "--json", *here)
    text = (two_article_pack / "duties.toml").read_text("utf-8")
    (two_article_pack / "duties.toml").write_text(text.replace("zebra", part), "utf-8")
    after = run("show", part, *here), run("show", part, "--json", *here)
    assert [done.out for done in after] == [done.out.replace("zebra", part) for done in before]
    for done in after:
        assert f"ccgbrief: what else has the id “{part}” cannot be shown by it; " in done.err
    paper = tmp_path / "paper.md"
    paper.write_text(f"# {part.capitalize()}\n\nThe zebra.\n", "utf-8")
    assert f"is the article {part}-2." in run("add", paper, *here).out
    assert "The zebra." not in run("show", part.upper(), *here).out
    assert "The zebra." in run("show", f"{part}-2", *here).out
