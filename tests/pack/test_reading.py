"""A pack in order is read whole: every value of every file comes where it belongs."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ccgbrief.pack import (
    Anchor,
    Area,
    Article,
    Duty,
    Figure,
    Page,
    Passage,
    Term,
    Value,
    check_pack,
    read_pack,
)
from tests.pack.spoiling import spoil


def test_the_manifest_names_the_pack_and_the_order_of_its_articles(two_article_pack: Path) -> None:
    pack = read_pack(two_article_pack)
    assert (pack.id, pack.title) == ("surgery-hours", "Opening hours of the surgery")
    assert pack.summary == (
        "Whether to open earlier, later, or both.\n\nTwo papers and what hangs on them."
    )
    assert pack.edition == "2026-11"
    assert pack.folder == two_article_pack
    assert [article.id for article in pack.articles] == ["early-doors", "late-lights"]
    spoil(
        two_article_pack,
        "pack.toml",
        '"early-doors", "late-lights"',
        '"late-lights", "early-doors"',
    )
    assert [a.id for a in read_pack(two_article_pack).articles] == ["late-lights", "early-doors"]


def test_an_article_has_its_front_matter_and_its_passages(two_article_pack: Path) -> None:
    article = read_pack(two_article_pack).articles[0]
    file = two_article_pack / "articles" / "early-doors.md"
    assert article == Article(
        id="early-doors",
        title="The case for early doors",
        path=file,
        parse=tuple,
        short="Early doors",
        author="The editors",
        publication="The Practice Paper",
        published="2015",
        kind="opinion",
        url="https://example.org/early",
    )
    assert [(p.kind.value, p.page) for p in article.passages] == [
        ("heading", None),
        ("paragraph", None),
        ("quote", None),
        ("item", None),
        ("item", None),
        ("heading", None),
        ("paragraph", Page("12")),
    ]
    lines = file.read_text(encoding="utf-8").split("\n")
    for passage in article.passages:
        assert passage.text.split()[0].strip("“*") in lines[passage.line - 1]


def test_passages_are_read_when_they_are_first_asked_for_and_only_then(
    two_article_pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large pack would be slow to open."""
    read: list[str] = []

    def note(name: str, *_: object) -> tuple[Passage, ...]:
        read.append(name)
        return ()

    monkeypatch.setattr("ccgbrief.pack.reader.read_passages", note)
    pack = read_pack(two_article_pack)
    assert read == []
    assert pack.articles[1].passages is pack.articles[1].passages
    assert read == ["late-lights"]


def test_areas_duties_figures_and_terms_are_read(two_article_pack: Path) -> None:
    pack = read_pack(two_article_pack)
    assert pack.areas == (
        Area(
            "access",
            "Access",
            "Whom do the hours serve?",
            prompts=("Who stands outside?", "Who cannot come at all?"),
            evidence=(
                Anchor("early-doors", "nobody has ever counted"),
                Anchor("late-lights", "three people on a good day"),
            ),
            duties=("open-early",),
        ),
        Area("staffing", "Staffing", "Two shifts want two teams.", kind="warning"),
    )
    assert pack.duties == (
        Duty(
            "open-early",
            "Open at seven",
            "The door is open an hour sooner.",
            ready=("Two receptionists", "A key to the gate"),
            watch=("The dispensary is shut",),
            areas=("access",),
            evidence=(Anchor("early-doors", "Two receptionists have to begin"),),
            since="It was tried for a year.",
        ),
        Duty("close-late", "Close at eight", "The lights stay on."),
    )
    assert pack.figures == (
        Figure(
            "evening-visits",
            "Visits after six",
            "late-lights",
            "series",
            "visits",
            "one week in March",
            (Value("18–19", 21), Value("19–20", 9, "about nine", stated=False)),
            "A single week.",
        ),
        Figure(
            "cost",
            "An early hour",
            "early-doors",
            "count",
            "£ a week",
            "the estimate",
            (Value("a week", 140),),
            top=500.5,
        ),
    )
    assert pack.terms == (
        Term("PPG", "Patients who advise their practice.", "patient participation group"),
    )


def test_a_manifest_and_one_article_are_a_pack(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.md").write_text('+++\ntitle = "A"\n+++\nb', encoding="utf-8")
    manifest = 'format = 1\nid = "p"\ntitle = "P"\narticles = ["a.md"]\n'
    (tmp_path / "pack.toml").write_text(manifest, encoding="utf-8")
    pack = read_pack(tmp_path)
    assert [p.text for p in pack.articles[0].passages] == ["b"]
    assert (pack.areas, pack.duties, pack.figures, pack.terms) == ((), (), (), ())
    assert check_pack(tmp_path) == []


@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
    ],
    ids=["UTF-8 with a mark", "UTF-16", "CRLF", "CR"],
)
@pytest.mark.parametrize("name", ["pack.toml", "figures.toml", "articles/early-doors.md"])
def test_files_are_read_as_other_systems_write_them(
    encoded: Callable[[str], bytes], name: str, two_article_pack: Path
) -> None:
    """RELIABILITY inputs 30 and 31."""
    before = read_pack(two_article_pack)
    passages = before.articles[0].passages
    file = two_article_pack / name
    file.write_bytes(encoded(file.read_text(encoding="utf-8")))
    assert read_pack(two_article_pack) == before
    assert read_pack(two_article_pack).articles[0].passages == passages
    assert check_pack(two_article_pack) == []


def test_a_text_may_be_a_date_or_a_number(two_article_pack: Path) -> None:
    spoil(two_article_pack, "pack.toml", 'edition = "2026-11"', "edition = 2026-11-22")
    spoil(two_article_pack, "articles/early-doors.md", '"2015"', "2015")
    pack = read_pack(two_article_pack)
    assert (pack.edition, pack.articles[0].published) == ("2026-11-22", "2015")


def test_plain_words_are_read_each_with_the_words_of_the_pack(two_article_pack: Path) -> None:
    file = two_article_pack / "plain-words.toml"
    file.write_text('door = ["gate", "way in"]\n"late lights" = ["lamps"]\n', "utf-8")
    assert read_pack(two_article_pack).plain_words == (
        ("gate", "door"),
        ("way in", "door"),
        ("lamps", "late lights"),
    )
    assert check_pack(two_article_pack) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'door = ["gate"]\n"late lights" = "lamps"',
            "2: late lights: is not a list of texts; write",
        ),
        ("door = [1]", "1: door: is not a list of texts; write"),
        ("[door]\ngate = 1", "1: door: is not a list of texts; write"),
        ("= gate", "1: is not valid TOML"),
    ],
)
def test_what_is_wrong_with_plain_words_is_said_with_its_line(
    two_article_pack: Path, text: str, said: str
) -> None:
    (two_article_pack / "plain-words.toml").write_text(text, "utf-8")
    (problem,) = check_pack(two_article_pack)
    assert f"plain-words.toml:{said}" in str(problem)


def test_every_text_of_a_pack_is_clean(two_article_pack: Path) -> None:
    """P11, RELIABILITY inputs 35 and 37: what a file says never reaches the terminal raw."""
    payload = "\\u001b]0;x\\u0007\\u009b2J\\u202e\\u200b"
    shown = "␛]0;x␇\ufffd2J\ufffd"
    names = ["pack.toml", "focus-areas.toml", "duties.toml", "figures.toml", "glossary.toml"]
    for name in [*names, "articles/early-doors.md"]:
        file = two_article_pack / name
        lines = file.read_text(encoding="utf-8").split("\n")
        for i, line in enumerate(lines):
            key, _, value = line.partition(" = ")
            if value.startswith('"') and key not in {"id", "article", "kind"} and value != '"""':
                lines[i] = f'{key} = "{payload}{value[1:]}'
        file.write_text("\n".join(lines), encoding="utf-8")
    pack = read_pack(two_article_pack)
    article, area, duty, figure = pack.articles[0], pack.areas[0], pack.duties[0], pack.figures[0]
    for text in (
        *(pack.title, pack.edition, article.title, article.short, article.author, article.url),
        *(article.publication, article.published, area.title, area.why, duty.title, duty.means),
        *(duty.since, figure.title, figure.unit, figure.base, figure.caveat),
        *(pack.figures[1].values[0].label, pack.terms[0].term, pack.terms[0].meaning),
    ):
        assert text.startswith(shown)
    assert "\x1b" not in repr(pack)


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("The board is asked to open at seven.", "The board is asked to open at seven."),
        (
            "# Paper 5\n\n2 December\n\n- To note\n\nWho opens the surgery at seven in May? We do.",
            "Who opens the surgery at seven in May? We do.",
        ),
        ("Board, 12 December\n\nPaper five of the last meeting in May", ""),
        ("- Only items of a list are in this paper.", ""),
        ("Short.\n\n" * 300 + "This sentence comes far too late to matter here.", ""),
    ],
)
def test_an_article_opens_with_its_first_whole_sentence(
    two_article_pack: Path, text: str, opening: str
) -> None:
    file = two_article_pack / "articles" / "early-doors.md"
    file.write_text(f'+++\ntitle = "Early doors"\n+++\n{text}\n', encoding="utf-8")
    assert read_pack(two_article_pack).articles[0].opening == opening
