import json
import sys
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from ccgbrief import paths
from ccgbrief.commands.output import BOLD, PLAIN, marked
from tests.commands.conftest import Program, Run

TITLE = "“Clinical commissioning risks losing its way”"

HIT_KEYS = [
    "kind",
    "text",
    "article",
    "title",
    "heading",
    "speaker",
    "page",
    "citation",
    "anchor",
    "matched",
    "read_as",
    "also_about",
    "also_in",
]


def lines_of_json(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_the_practice_managers_words_come_first_with_their_citation(run: Run) -> None:
    done = run("search", "owns primry care")
    words, citation = done.out.splitlines()[:2]
    assert done.status == 0
    assert words == "“nobody really knowing who owns primary care”"
    assert citation.strip() == (
        "A practice manager, to the Nuffield Trust and King’s Fund researchers; "
        f"Richard Vize, {TITLE}, The Guardian, 2015"
    )
    assert "primry → primary" in done.err


def test_words_may_be_given_apart_or_together(run: Run, here: list[str]) -> None:
    assert run("search", *here, "seven", "rooms").out == run("search", *here, "seven rooms").out


def test_results_stand_apart_each_with_its_citation(run: Run, here: list[str]) -> None:
    done = run("search", *here, "receptionists")
    blocks = done.out.rstrip("\n").split("\n\n")
    assert len(blocks) > 1
    assert all(len(block.split("\n    ")) == 2 for block in blocks)


def test_papers_with_the_same_words_are_all_named(run: Run, tmp_path: Path) -> None:
    names = ["Report 1", "Report 2", "Report 3"]
    for name in names:
        text = (
            f"# {name}\n\nThe plan of {name} is new.\n\nThe unicorn clause holds for all wards.\n"
        )
        (tmp_path / f"{name}.md").write_text(text)
    pack = ["--pack", tmp_path / "pack"]
    run("new", pack[1], *(tmp_path / f"{name}.md" for name in names))
    _, *sources = run("search", *pack, "unicorn clause").out.splitlines()
    assert sources == ["    “Report 1”", "    also in “Report 2”", "    also in “Report 3”"]
    (hit,) = json.loads(run("search", *pack, "unicorn clause", "--json").out)["hits"]
    assert hit["also_in"] == ["“Report 2”", "“Report 3”"]
    cited = run("search", *pack, "unicorn clause", "--cite", "bibtex").out
    assert all(f"{{{name}}}" in cited for name in names)


@pytest.mark.parametrize("how", [(), ("--json",), ("--cite", "bibtex")])
def test_how_many_more_there_are_than_are_printed_is_said(run: Run, how: tuple[str, ...]) -> None:
    found = json.loads(run("search", "care", "--json").out)
    assert len(found["hits"]) == 10
    total = found["total"]
    said = f"ccgbrief: the first 10 of {total}; --limit {total} prints more\n"
    kinds = [hit["kind"] for hit in found["hits"]]
    uncited = sum(kind not in {"quote", "passage", "heading"} for kind in kinds)
    why = "are of no article, or the pack’s own background to one, and not cited"
    left_out = f"ccgbrief: {uncited} of 10 results {why}\n"
    left_out = left_out if "--cite" in how else ""
    assert run("search", "care", *how).err == said + left_out
    assert run("search", "care", "--limit", 10, *how).err == left_out
    assert "total" not in json.loads(run("search", "care", "--limit", total, "--json").out)


def test_fewer_results_than_may_be_printed_are_not_called_all_of_them(
    run: Run, tmp_path: Path
) -> None:
    """Each paper has the same line first, which is one result."""
    for number in range(90):
        text = f"# Report {number}\n\nSame budget line.\n\nHere it is {number} pounds of budget.\n"
        (tmp_path / f"{number}.md").write_text(text)
    pack = ["--pack", tmp_path / "pack"]
    run("new", pack[1], *tmp_path.glob("*.md"))
    done = run("search", *pack, "budget", "--limit", 120, "--json")
    found = json.loads(done.out)
    assert len(found["hits"]) < 91
    assert found["more"]
    shown = len(found["hits"])
    assert (
        done.err == f"ccgbrief: there may be more than these {shown}; --limit 1200 looks further\n"
    )
    done = run("search", *pack, "budget", "--limit", 1200, "--json")
    assert len(json.loads(done.out)["hits"]) == 91
    assert done.err == ""


def test_a_limit_looks_further_for_what_a_misspelt_word_may_be(run: Run, tmp_path: Path) -> None:
    paper = tmp_path / "a.md"
    paper.write_text("# Report\n\n" + "".join(f"Budget of year {n}.\n\n" for n in range(40)))
    pack = ["--pack", tmp_path / "pack"]
    run("new", pack[1], paper)
    done = run("search", *pack, "budgte", "--limit", 100, "--json")
    assert "--limit 1000 looks further" in done.err
    done = run("search", *pack, "budgte", "--limit", 1000, "--json")
    assert len(json.loads(done.out)["hits"]) == 40
    assert done.err == ""


def test_nothing_found_is_status_1_and_says_so(run: Run, here: list[str]) -> None:
    done = run("search", *here, "xqzzv")
    assert done.status == 1
    assert done.one_line.startswith("nothing found for “xqzzv”")


def test_where_nothing_is_found_no_more_is_promised(run: Run) -> None:
    """Words nearly like the one typed were looked at, and none was near enough."""
    done = run("search", "hemlok")
    assert done.one_line == "nothing found for “hemlok”"
    assert json.loads(run("search", "hemlok", "--json").out) == {"query": "hemlok", "hits": []}


def test_nothing_to_search_for_is_told(run: Run, here: list[str]) -> None:
    done = run("search", *here)
    assert done.status == 2
    assert "there is nothing to search for" in done.one_line


@pytest.mark.parametrize("limit", [1, 2])
def test_no_more_results_than_were_asked_for(run: Run, here: list[str], limit: int) -> None:
    done = run("search", *here, "--limit", limit, "--json", "seven")
    assert len(json.loads(done.out)["hits"]) == limit


@pytest.mark.parametrize("limit", ["0", "-3", "many", ""])
def test_a_limit_that_is_none_is_refused(run: Run, here: list[str], limit: str) -> None:
    done = run("search", *here, f"--limit={limit}", "seven")
    assert done.status == 2
    assert "--limit" in done.one_line


def test_json_has_what_was_promised_and_nothing_else(run: Run, here: list[str]) -> None:
    done = run("search", *here, "--json", "nobdy counted")
    assert done.status == 0
    assert done.out.count("\n") == 1
    answer = json.loads(done.out)
    assert list(answer) == ["query", "hits"]
    assert answer["query"] == "nobdy counted"
    hit = answer["hits"][0]
    assert list(hit) == HIT_KEYS
    assert hit["kind"] == "quote"
    assert hit["article"] == "early-doors"
    assert hit["title"] == "The case for early doors"
    assert hit["heading"] == "Before work"
    assert hit["speaker"] == "Reception desk"
    assert hit["citation"] == (
        "Reception desk, on the queue; The editors, “The case for early doors”, "
        "The Practice Paper, 2015"
    )
    assert hit["anchor"].startswith("early-doors: ")
    assert hit["read_as"] == {"nobdy": "nobody"}
    assert [hit["text"][start:end] for start, end in hit["matched"]] == ["nobody", "counted"]


def test_every_hit_has_every_key_with_its_type(run: Run) -> None:
    for query in ("commissioning", "complaints", "per cent", "CCG", "NHS England"):
        for hit in json.loads(run("search", "--json", "--limit", 50, query).out)["hits"]:
            assert list(hit) == HIT_KEYS
            assert all(isinstance(hit[key], str) for key in HIT_KEYS[:9] if key != "page")
            assert hit["page"] is None or isinstance(hit["page"], int)
            assert all(0 <= a < b <= len(hit["text"]) for a, b in hit["matched"])
            assert isinstance(hit["read_as"], dict)
            assert isinstance(hit["also_about"], dict)


def test_a_row_of_a_table_is_printed_with_its_heads(run: Run, here: list[str]) -> None:
    shown, source, *_ = run("search", *here, '"19–20"').out.splitlines()
    assert shown == "19–20: Visits 9"
    assert source.strip().startswith("The editors, “Late lights, empty rooms”")
    hit = json.loads(run("search", *here, "--json", '"19–20"').out)["hits"][0]
    assert hit["text"] == "19–20 | 9"
    assert hit["citation"].startswith("19–20: Visits 9; The editors, ")


def test_an_anchor_that_was_found_can_be_noted_on(run: Run, here: list[str]) -> None:
    answer = json.loads(run("search", *here, "--json", "--limit", 50, "seven patients three").out)
    assert answer["hits"]
    for hit in answer["hits"]:
        if hit["kind"] not in {"figure", "term"}:
            assert run("note", *here, "x", "--on", hit["anchor"]).status == 0


def test_json_of_nothing_is_an_empty_list(run: Run, here: list[str]) -> None:
    done = run("search", *here, "--json", "xqzzv")
    answer = json.loads(done.out)
    assert done.status == 1
    assert (answer["query"], answer["hits"]) == ("xqzzv", [])


@pytest.mark.parametrize("typed", ["a\u2028b", "a\u0085b", "\x1b[31mred", "a\tb", "\u202e", 'q"'])
def test_json_is_one_line_that_any_parser_reads_back(run: Run, here: list[str], typed: str) -> None:
    done = run("search", *here, "--json", typed)
    assert len(done.out.splitlines()) == 1
    assert "\x1b" not in done.out
    assert json.loads(done.out)["query"] == typed


def test_a_batch_answers_each_line_with_one_line(run: Run, here: list[str], tmp_path: Path) -> None:
    file = tmp_path / "queries.txt"
    file.write_text("queue\n\nxqzzv\ndispensary shut\n", encoding="utf-8")
    done = run("search", *here, "--json", "--batch", file)
    answers = lines_of_json(done.out)
    assert done.status == 0
    assert [answer["query"] for answer in answers] == ["queue", "", "xqzzv", "dispensary shut"]
    assert [bool(answer["hits"]) for answer in answers] == [True, False, False, True]


def test_a_batch_answers_like_the_search_of_each_line(
    run: Run, here: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "queries.txt"
    file.write_text("seven\nrooms\n", encoding="utf-8")
    together = run("search", *here, "--json", "--limit", 3, "--batch", file).out
    alone = [
        run("search", *here, "--json", "--limit", 3, query).out for query in ("seven", "rooms")
    ]
    assert together == "".join(alone)


def test_a_batch_in_text_has_query_words_and_citation_between_tabs(
    run: Run, here: list[str]
) -> None:
    done = run("search", *here, "--batch", "-", stdin=b"heat eleven\nxqzzv\n")
    found, nothing = done.out.splitlines()
    assert found.split("\t") == [
        "heat eleven",
        "“we heat eleven rooms for three patients”",
        "Practice manager, in the survey; The editors, “Late lights, empty rooms”, "
        "The Practice Paper, March 2015",
    ]
    assert nothing == "xqzzv\t\t"


@pytest.mark.parametrize("line", [b"\xff\xfe", b"a\0b", b"\x1b]0;x\x07", "zoë\u2028".encode()])
def test_a_batch_bears_any_bytes(run: Run, here: list[str], line: bytes) -> None:
    done = run("search", *here, "--json", "--batch", "-", stdin=line + b"\nseven\n")
    assert done.status == 0
    assert len(done.out.splitlines()) == 2
    assert lines_of_json(done.out)[1]["hits"]


def test_a_search_finds_the_same_each_time(program: Program, tmp_path: Path) -> None:
    """Whatever Python's order of sets is, which is another one in each process."""
    words = ("engage also englad", "budgets role running", "oposed patiens vound")
    lines = [" ".join(some) for each in words for some in permutations(each.split())]
    file = tmp_path / "queries.txt"
    file.write_text("\n".join(lines), encoding="utf-8")
    answers = [
        program("search", "--json", "--limit", "1000", "--batch", file, PYTHONHASHSEED=seed).stdout
        for seed in "012"
    ]
    assert len(answers[0].splitlines()) == len(lines)
    assert answers[0] == answers[1] == answers[2]


def test_an_empty_batch_has_no_answers(run: Run, here: list[str], tmp_path: Path) -> None:
    file = tmp_path / "queries.txt"
    file.write_bytes(b"")
    assert run("search", *here, "--batch", file).out == ""
    assert run("search", *here, "--batch", "-").out == ""


def test_a_batch_that_is_not_there_is_told_with_the_cure(
    run: Run, here: list[str], tmp_path: Path
) -> None:
    done = run("search", *here, "--batch", tmp_path / "gone.txt")
    assert done.status == 2
    assert done.one_line.startswith(f"{tmp_path / 'gone.txt'}: no such file or directory; give")


def test_words_beside_a_batch_are_not_passed_over(run: Run, here: list[str]) -> None:
    done = run("search", *here, "--batch", "-", "words")
    assert done.status == 2
    assert done.one_line == "--batch: its file has the queries; give no words with it"


def test_a_batch_that_is_no_text_is_told_with_the_cure(
    run: Run, here: list[str], tmp_path: Path
) -> None:
    (tmp_path / "image").write_bytes(b"\x89PNG\0\0")
    for name in ("image", "."):
        done = run("search", *here, "--batch", tmp_path / name)
        assert done.status == 2
        assert "give a file of queries, or -" in done.one_line


def test_notes_are_found(run: Run, here: list[str]) -> None:
    run("note", *here, "Ask the zebra")
    hits = json.loads(run("search", *here, "--json", "zebra").out)["hits"]
    assert [(hit["kind"], hit["text"]) for hit in hits] == [("note", "Ask the zebra")]


def test_another_word_for_the_same_thing_is_told(run: Run) -> None:
    done = run("search", "quarrels with providers")
    assert "also about: quarrels → disputes" in done.err
    assert "set off disputes with providers" in done.out


def test_a_correction_that_may_be_wrong_says_perhaps(run: Run) -> None:
    assert "perhaps exausted → expected" in run("search", "leders exausted fatige").err
    assert json.loads(run("search", "--json", "leders exausted fatige").out)["guess"]
    assert "perhaps" not in run("search", "owns primry care").err
    assert "guess" not in json.loads(run("search", "--json", "owns primry care").out)


def test_the_readers_own_synonyms_are_found_at_the_first_search_and_the_next(run: Run) -> None:
    file = paths.synonyms_file()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('debacle = ["omnishambles"]', "utf-8")
    for _ in range(2):
        done = run("search", "omnishambles")
        assert "a debacle in Vize’s word" in done.out
        assert "omnishambles → debacle" in done.err
    file.write_text("debacle", "utf-8")
    assert f"{file}:1: is not valid TOML" in run("search", "debacle").err


class _TerminalOut:
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_words_that_were_found_are_bold_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    spans = [(8, 13), (2, 5)]
    assert marked("a big \x1bred house", spans) == "a big ␛red house"
    monkeypatch.setattr(sys, "stdout", _TerminalOut())
    assert marked("a big red house", [(10, 15), (2, 5)]) == (
        f"a {BOLD}big{PLAIN} red {BOLD}house{PLAIN}"
    )
    assert marked("\x1b[0m big", [(5, 8)]) == f"␛[0m {BOLD}big{PLAIN}"
    assert marked("plain", []) == "plain"
    monkeypatch.setenv("NO_COLOR", "1")
    assert marked("a big red house", [(2, 5)]) == "a big red house"


def test_a_word_with_a_minus_is_left_out_and_no_option(run: Run, here: list[str]) -> None:
    assert "dispensary" in run("search", *here, "seven").out + run("search", *here, "shut").out
    without = run("search", *here, "shut", "-dispensary")
    assert without.status == 1
    assert "dispensary" not in without.out


def test_what_is_found_is_printed_as_references(run: Run, here: list[str]) -> None:
    done = run("search", "counted who stands outside", "--cite", "bibtex", *here)
    assert done.out.startswith("@article{early-doors,\n  author = {{The editors}},\n")
    assert "note = {“nobody has ever counted who stands outside at half past seven”" in done.out
    items = json.loads(run("search", "late lights", "--cite", "csl-json", *here).out)
    assert "late-lights" in {item["id"] for item in items}


@pytest.mark.parametrize(
    "words", ['"What has become of this since has not been checked"', "is:figure delegated"]
)
def test_what_the_pack_adds_to_an_article_is_not_cited_as_its_author_s(
    run: Run, words: str
) -> None:
    done = run("search", words, "--cite", "bibtex", "--limit", "1")
    assert (done.status, done.out) == (1, "")
    assert "1 of 1 results are of no article, or the pack’s own background" in done.err


def test_what_is_wrong_with_a_query_of_a_batch_is_said(
    run: Run, here: list[str], tmp_path: Path
) -> None:
    (tmp_path / "q.txt").write_text("is:foo x\nseven\n", "utf-8")
    done = run("search", "--batch", str(tmp_path / "q.txt"), *here)
    assert done.status == 0
    assert "“foo” is not a kind" in done.err


def test_what_cannot_be_cited_is_said(run: Run, here: list[str]) -> None:
    none = run("search", "zebra", "--cite", "bibtex", *here)
    assert (none.status, none.out) == (1, "")
    assert "no article was found to cite" in none.err
    some = run("search", "seven", "--cite", "bibtex", *here)
    kinds = [hit["kind"] for hit in json.loads(run("search", "seven", "--json", *here).out)["hits"]]
    uncited = sum(kind not in {"quote", "passage", "heading"} for kind in kinds)
    assert uncited
    assert f"{uncited} of {len(kinds)} results are of no article, or " in some.err
    refused = run("search", "hours", "--cite", "bibtex", "--json", *here)
    assert refused.status == 2
    assert refused.one_line.startswith("--cite: it prints references of one query")
