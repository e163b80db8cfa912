"""`check` lists all problems of a pack by file and line, and none of a pack in order."""

import sys
from pathlib import Path

import pytest

from ccgbrief.pack import PackError, check_pack, read_pack
from ccgbrief.paths import shipped_pack
from tests.pack.spoiling import spoil, told

PACK, AREAS, DUTIES = "pack.toml", "focus-areas.toml", "duties.toml"
FIGURES, TERMS = "figures.toml", "glossary.toml"
EARLY, LATE = "articles/early-doors.md", "articles/late-lights.md"
TWICE = ":7: term: “Ppg” is there twice; merge the two"
EMPTY = "has an empty text; write it or take it out"
WORDS = "write ARTICLE: WORDS, some of its words that stand nowhere else"


def test_a_pack_in_order_has_no_problem(two_article_pack: Path) -> None:
    assert check_pack(two_article_pack) == []


def test_the_pack_that_ships_has_no_problem() -> None:
    assert [str(problem) for problem in check_pack(shipped_pack())] == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        (PACK, "edition", "editon", ":9: editon: is not a known key; write edition"),
        (PACK, "", "[notes]\na = 1\n", ":11: notes: is not a known key; take it out"),
        (EARLY, "author", "auther", ":4: auther: is not a known key; write author"),
        (DUTIES, "since", "sinse", ":9: sinse: is not a known key; write since"),
        (
            FIGURES,
            "stated = false",
            "state = false",
            ":8: state: is not a known key; write stated",
        ),
        (
            AREAS,
            "nobody has ever counted",
            "somebody counted all of them",
            ":7: evidence: no passage of early-doors has the words “somebody counted all of them”; "
            f"{WORDS}",
        ),
        (
            AREAS,
            "nobody has ever counted",
            "nobody had ever counted who stood outside",
            ":7: evidence: the words “nobody had ever counted who stood outside” have changed in "
            "early-doors (line 15); write early-doors: nobody has ever counted who stands outside",
        ),
        (
            AREAS,
            "nobody has ever counted",
            "nobody has never counted those who were standing in the rain",
            ":7: evidence: no passage of early-doors has the words “nobody has never counted those "
            "who were standing in the rain”; the nearest are “nobody has ever counted who stands "
            "outside at”",
        ),
        (
            AREAS,
            "nobody has ever counted",
            "seven",
            ":7: evidence: “seven” is in several passages of early-doors (lines 13, 15, 18); "
            f"{WORDS}",
        ),
        (
            AREAS,
            "early-doors: nobody has ever counted",
            "early-doors",
            f":7: evidence: “early-doors” gives no words of a passage; {WORDS}",
        ),
        (
            AREAS,
            "late-lights:",
            "later-lights:",
            ":8: evidence: “later-lights” is not an article of the pack; "
            "write late-lights: three people on a good day",
        ),
        (
            AREAS,
            "late-lights:",
            "xyz:",
            f":8: evidence: “xyz” is not an article of the pack; {WORDS}",
        ),
        (TERMS, "", '[[term]]\nterm = "Ppg"\nmeaning = "x"\n', TWICE),
        (
            FIGURES,
            "value = 140",
            "value = 701",
            ":24: values: “a week” is 701, above the top of 500.5; fix the number or the top",
        ),
        (
            FIGURES,
            "value = 21",
            "value = -21",
            ":9: values: “18–19” is -21, which no bar can show; write a number that is not below 0",
        ),
        (FIGURES, '"19–20"', '"18–19"', ":9: values: “18–19” is there twice; tell them apart"),
        (FIGURES, 'base = "the', '# "', ':14: base: is missing; write base = "…": of whom or what'),
        (FIGURES, 'unit = "vis', '# "', ':1: unit: is missing; write unit = "…": what is counted'),
        (AREAS, '"Who stands outside?"', '""', f":5: prompts: {EMPTY}"),
        (DUTIES, '"A key to the gate"', '" "', f":5: ready: {EMPTY}"),
        (DUTIES, '"The dispensary is shut"', '""', f":6: watch: {EMPTY}"),
        (
            EARLY,
            "https:",
            "file:",
            ': url: “file://example.org/early” is not a web address; write url = "https://…"',
        ),
        (
            AREAS,
            '"open-early"',
            '"open-erly"',
            ":10: duties: “open-erly” is not known; write open-early",
        ),
        (
            DUTIES,
            '"access"',
            '"access", "xyz"',
            ":7: areas: “xyz” is not known; write one of access, staffing",
        ),
        (FIGURES, '"late-lights"', '"late"', ":4: article: “late” is not known; write late-lights"),
        (
            DUTIES,
            '"close-late"',
            '"open-early"',
            ":12: id: “open-early” is the id of something else; rename one of them",
        ),
        (
            DUTIES,
            '"close-late"',
            '"late-lights"',
            ":12: id: “late-lights” is the id of something else; rename one of them",
        ),
        (
            DUTIES,
            '"close-late"',
            '"notes"',
            ":12: id: “notes” names a part of the pack, which “show” prints in its place; "
            "rename it",
        ),
        (
            PACK,
            '"late-lights"]',
            '"late-lights", "early-doors"]',
            ":10: articles: names “early-doors” twice; take one out",
        ),
        (
            EARLY,
            'url = "',
            'background = "What it cost"\nurl = "',
            ": background: “What it cost” is not a heading of this article; write What it costs",
        ),
        (
            LATE,
            "> — Practice manager, in the survey\n",
            "",
            ":12: a quotation does not say whose words it is; end it with a line > — Name, role",
        ),
    ],
)
def test_what_the_program_can_live_with_is_told_too(
    name: str, old: str, new: str, said: str, two_article_pack: Path
) -> None:
    spoil(two_article_pack, name, old, new)
    assert told(two_article_pack) == [f"{name}{said}"]
    assert read_pack(two_article_pack)


def test_files_that_nobody_reads_are_told(two_article_pack: Path) -> None:
    (two_article_pack / "articles" / "third.md").touch()
    (two_article_pack / "articles" / "third (Kim's conflicted copy).md").touch()
    (two_article_pack / "articles" / "notes.txt").touch()
    (two_article_pack / "articles" / "extra.MD").touch()
    (two_article_pack / "articles" / "later.md.txt").touch()
    (two_article_pack / "agenda.toml.txt").touch()
    (two_article_pack / "AREAS.TOML").touch()
    (two_article_pack / TERMS).rename(two_article_pack / "glosary.toml")
    (two_article_pack / "duties.toml.toml").touch()
    (two_article_pack / "xyz.toml").touch()
    assert told(two_article_pack) == [
        "AREAS.TOML: is not a file of a pack; rename it focus-areas.toml",
        "agenda.toml.txt: is not a file of a pack; rename it agenda.toml",
        "articles/extra.MD: is not read; end its name in .md",
        "articles/later.md.txt: is not read; end its name in .md",
        "articles/third (Kim's conflicted copy).md: is not in the pack; "
        "rename it and add it; remove it if it is a copy that a sync program left",
        'articles/third.md: is not in the pack; add "third" to articles in pack.toml',
        "duties.toml.toml: is not a file of a pack; rename it duties.toml",
        "glosary.toml: is not a file of a pack; rename it glossary.toml",
        "xyz.toml: is not a file of a pack; take it out of the pack",
    ]


@pytest.mark.parametrize("name", ["pack.toml.txt", "Pack.TOML.txt", "pack.toml.toml"])
def test_a_manifest_under_another_name_is_named(name: str, two_article_pack: Path) -> None:
    (two_article_pack / PACK).rename(two_article_pack / name)
    said = "is not a file of a pack; rename it pack.toml"
    assert told(two_article_pack) == [f"!{name}: {said}"]
    with pytest.raises(PackError, match=said):
        read_pack(two_article_pack)


def test_an_article_without_a_word_is_told_without_what_hangs_on_it(two_article_pack: Path) -> None:
    (two_article_pack / EARLY).write_text(
        '+++\ntitle = "x"\nbackground = "y"\n+++', encoding="utf-8"
    )
    assert told(two_article_pack) == [
        "articles/early-doors.md: is an empty article; write it or take it out of pack.toml"
    ]


def test_names_of_a_list_with_a_problem_are_not_said_to_be_unknown(two_article_pack: Path) -> None:
    spoil(two_article_pack, DUTIES, 'id = "open-early"', 'id = "open\\nearly"')
    spoil(two_article_pack, AREAS, '"open-early"', '"open-late"')
    spoil(two_article_pack, PACK, '"early-doors"', '"early doors"')
    assert [said.split(": ")[0] for said in told(two_article_pack)] == [
        "!pack.toml:10",
        "!duties.toml:2",
    ]


def test_a_figure_without_a_number_is_told(two_article_pack: Path) -> None:
    spoil(two_article_pack, FIGURES, '[[figure.values]]\nlabel = "a week"\nvalue = 140\n', "")
    assert told(two_article_pack) == [
        "figures.toml:14: values: has no number; write values = [{ label = …, value = … }]"
    ]


def test_a_file_in_two_encodings_is_read_in_both_and_told(two_article_pack: Path) -> None:
    file = two_article_pack / EARLY
    file.write_bytes(file.read_bytes() + "\n\nJosé paid £7.\n".encode("cp1252"))
    assert read_pack(two_article_pack).articles[0].passages[-1].text == "José paid £7."
    what = "is not all UTF-8, and the rest of it was read as Windows-1252"
    assert told(two_article_pack) == [f"{EARLY}: {what}; save it as UTF-8"]


@pytest.mark.parametrize("name", [PACK, FIGURES, EARLY])
def test_a_file_in_an_old_encoding_is_read_and_told(name: str, two_article_pack: Path) -> None:
    """RELIABILITY input 29."""
    file = two_article_pack / name
    text = file.read_text(encoding="utf-8")
    file.write_bytes(text.replace("hours", "höurs").replace("–", "—").encode("cp1252"))
    if name == PACK:
        assert read_pack(two_article_pack).title == "Opening höurs of the surgery"
    assert told(two_article_pack) == [
        f"{name}: is not UTF-8 and was read as Windows-1252; save it as UTF-8"
    ]


def test_an_article_that_is_only_shown_as_plain_text_is_told(two_article_pack: Path) -> None:
    """RELIABILITY input 34: not hidden, not slow, and not without a word."""
    spoil(two_article_pack, EARLY, "", "\n" + "- item\n" * 21_000)
    said = "has too many lines or marks to be read as Markdown, and is shown as plain text"
    assert f"{EARLY}: {said}; divide it into several articles" in told(two_article_pack)


@pytest.mark.parametrize(
    ("rows", "below", "cells"),
    [
        ("| Oak | 100 | 200 |", 0, "“200”"),
        ("Elm | 5 | 7 | | 8 \\| 9", 0, "“7”, “8 | 9”"),
        ("| Elm | 5 | |\n| | | 7 |", 1, "“7”"),
        ("| `x|k11` | 100 |", 0, "“100”"),
    ],
)
@pytest.mark.parametrize("before", ["", "  ", "> "])
def test_cells_beyond_the_heads_of_a_table_are_told(
    before: str, rows: str, below: int, cells: str, two_article_pack: Path
) -> None:
    first = {"  ": "- "}.get(before, before)
    quoted = f"\n{before}".join(["| Dept | Plan |", "|---|---|", *rows.split("\n"), "", "— Kim"])
    spoil(two_article_pack, EARLY, "", f"\n{first}{quoted}\n")
    text = (two_article_pack / EARLY).read_text(encoding="utf-8")
    line = text[: text.index("|---|")].count("\n") + 2 + below
    assert told(two_article_pack) == [
        f"{EARLY}:{line}: cells beyond the heads of their table are not shown: {cells};"
        " write heads for them, or \\| for a bar within a cell"
    ]


@pytest.mark.parametrize("comment", ["<!-- p. 6 -->", "<!--pages 6-7-->", "<!-- Page6 -->"])
def test_a_comment_that_seems_to_begin_a_page_and_does_not_is_told(
    comment: str, two_article_pack: Path
) -> None:
    spoil(two_article_pack, EARLY, "", f"\n<!-- page 5 -->\n\n{comment}\n\n<!-- PAGE 7 -->\n")
    text = (two_article_pack / EARLY).read_text(encoding="utf-8")
    line = text[: text.index(comment)].count("\n") + 1
    assert told(two_article_pack) == [
        f"{EARLY}:{line}: “{comment}” begins no page; write it as <!-- page 143 -->"
    ]


@pytest.mark.parametrize("name", [EARLY, AREAS, DUTIES])
def test_of_what_cannot_be_read_nothing_else_is_said_to_be_missing(
    name: str, two_article_pack: Path
) -> None:
    (two_article_pack / name).write_bytes(b"\0")
    cure = "put a plain UTF-8 text file there, or take it out of the pack"
    assert told(two_article_pack) == [
        f"!{name}: cannot be read (it is not text (it holds NUL characters)); {cure}"
    ]


def test_what_stands_in_a_text_of_several_lines_is_no_header(two_article_pack: Path) -> None:
    text = '"""\n[[duty]]\nareas = 1\n\\""" [[duty]]\n"""'
    spoil(two_article_pack, DUTIES, '"The door is open an hour sooner."', text)
    spoil(two_article_pack, DUTIES, '"The lights stay on."', "'''\n[[duty]]\n'''\nmeens = 1")
    spoil(two_article_pack, DUTIES, '"access"', '"xyz"')
    assert [said.split(": ")[0] for said in told(two_article_pack)] == [
        "duties.toml:11",
        "duties.toml:21",
    ]


def test_a_name_written_with_escapes_is_told_at_its_key(two_article_pack: Path) -> None:
    spoil(two_article_pack, DUTIES, '"access"', '"x\\u0079z"')
    spoil(two_article_pack, DUTIES, "It was tried", "xyz")
    assert told(two_article_pack) == [
        "duties.toml:7: areas: “xyz” is not known; write one of access, staffing"
    ]


def test_all_problems_are_listed_by_file_and_line_those_of_the_manifest_first(
    two_article_pack: Path,
) -> None:
    spoil(two_article_pack, PACK, 'edition = "2026-11"', "zzz = 1")
    spoil(two_article_pack, PACK, "format = 1", "format = 2")
    spoil(two_article_pack, TERMS, "expansion", "expanded")
    spoil(two_article_pack, DUTIES, 'title = "Close', '# "')
    spoil(two_article_pack, DUTIES, "early-doors: Two", "early-doors: Three")
    spoil(two_article_pack, LATE, 'title = "', '# "')
    places = [said.split(" ")[0] for said in told(two_article_pack)]
    assert places == [
        "!pack.toml:1:",
        "pack.toml:9:",
        "!articles/late-lights.md:",
        "duties.toml:8:",
        "!duties.toml:11:",
        "glossary.toml:3:",
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the two names are one file")
def test_two_names_of_articles_that_differ_only_in_capitals_are_told(
    two_article_pack: Path,
) -> None:
    spoil(two_article_pack, PACK, '"late-lights"]', '"late-lights", "Early-Doors"]')
    late = (two_article_pack / LATE).read_bytes()
    (two_article_pack / "articles" / "Early-Doors.md").write_bytes(late)
    (problem,) = check_pack(two_article_pack)
    assert str(problem).endswith(
        ":10: articles: names “Early-Doors” and the same with other capitals, which is one file on"
        " Windows; rename one of them"
    )


def test_an_article_with_the_name_of_a_part_is_told(two_article_pack: Path) -> None:
    (two_article_pack / "articles" / "late-lights.md").rename(
        two_article_pack / "articles" / "notes.md"
    )
    manifest = two_article_pack / PACK
    manifest.write_text(manifest.read_text("utf-8").replace('"late-lights"', '"notes"'), "utf-8")
    told = [str(problem) for problem in check_pack(two_article_pack)]
    what = "“notes” names a part of the pack, which “show” prints in its place; rename the article"
    assert f"{manifest}:10: articles: {what}" in told


@pytest.mark.parametrize(
    ("name", "old", "new", "until"),
    [
        (PACK, "edition", "editon", "it is passed over"),
        (EARLY, "author", "auther", "it is passed over"),
        (AREAS, "[[area]]", "[[aera]]\n[[area]]", "it is passed over"),
        (DUTIES, '"access"', '"access", "xyz"', "it is passed over"),
        (FIGURES, '"late-lights"', '"late"', "no article is named"),
        (DUTIES, '"close-late"', '"open-early"', "what is said of one is of both"),
        (DUTIES, '"close-late"', '"late-lights"', "commands reach one of them"),
        (DUTIES, '"close-late"', '"access"', "commands reach one of them"),
        (PACK, '"late-lights"]', '"late-lights", "early-doors"]', "it is shown twice"),
        (AREAS, "early-doors: nobody", "early-door: nobody", "it leads nowhere"),
    ],
)
def test_what_is_passed_over_or_meant_twice_is_told_when_the_pack_is_opened(
    two_article_pack: Path, name: str, old: str, new: str, until: str
) -> None:
    spoil(two_article_pack, name, old, new)
    assert f"; until then {until}" in read_pack(two_article_pack).hidden


def test_a_key_of_another_program_in_an_article_is_told_by_check_alone(
    two_article_pack: Path,
) -> None:
    spoil(two_article_pack, EARLY, "author", "weight = 3\nauthor")
    assert read_pack(two_article_pack).hidden == ""
    assert len(check_pack(two_article_pack)) == 1


def test_an_article_that_the_manifest_does_not_list_is_said_when_the_pack_is_read(
    two_article_pack: Path,
) -> None:
    """Another copy of pack.toml put over it takes an article from the pack, and says nothing."""
    (two_article_pack / "articles" / "third.md").write_text("# Third\n", "utf-8")
    (problem,) = read_pack(two_article_pack).problems
    assert "third.md: is not in the pack" in str(problem)
