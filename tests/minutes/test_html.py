from collections import Counter
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import example, given

from ccgbrief.kinds import NoteKind
from ccgbrief.minutes.build import Options, gather
from ccgbrief.minutes.html import WIDTH, as_html, bar_share
from ccgbrief.minutes.wording import as_printed
from ccgbrief.notebook import Notebook, Place
from ccgbrief.pack import Pack
from ccgbrief.text import clean
from tests.minutes.conftest import DAY, PAYLOADS, hostile, minutes_saying

VOID = {"meta", "br"}


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.given: list[tuple[str, str, str]] = []
        """Every attribute: tag, name, value."""
        self.open: list[str] = []
        self.said: list[str] = []
        """Texts with the path of the tags around them: `html body main h1: text`."""
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.given += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style" and data.strip():
            self.said.append(f"{' '.join(self.open)}: {data}")

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def texts(self, inside: str) -> list[str]:
        """Return the texts directly inside a tag."""
        split = (line.partition(": ") for line in self.said)
        return [text for path, _, text in split if path.split()[-1] == inside]


def test_the_page_has_one_title_and_a_heading_a_section(pack: Pack, notebook: Notebook) -> None:
    notebook.mark_read("survey")
    for kind in NoteKind:
        notebook.add_note(f"A {kind}", kind=kind)
    page = Page(as_html(gather(pack, notebook, DAY, Options(every_figure=True, reading=True))))
    assert page.texts("h1") == ["A small pack"]
    assert page.texts("title") == ["Draft minutes, 22 November 2026: A small pack"]
    assert page.texts("h2") == [
        "Declarations of interest",
        "Decisions",
        "Actions",
        "Questions",
        "Notes",
        "Duties",
        "Articles read",
        "Figures",
    ]
    assert ("html", "lang", "en-GB") in page.given
    assert ("time", "datetime", "2026-11-22") in page.given


def test_every_table_has_a_caption_and_its_headings_a_scope(pack: Pack, notebook: Notebook) -> None:
    notebook.mark_read("survey")
    notebook.add_note("Ask", kind=NoteKind.ACTION)
    page = Page(as_html(gather(pack, notebook, DAY, Options(every_figure=True))))
    assert page.tags["table"] == 4
    assert page.tags["caption"] == page.tags["table"]
    assert sum(name == "scope" for _, name, _ in page.given) == page.tags["th"]


def test_the_page_loads_nothing_and_runs_nothing(pack: Pack, notebook: Notebook) -> None:
    notebook.mark_read("survey")
    text = as_html(gather(pack, notebook, DAY))
    page = Page(text)
    assert not page.tags.keys() & {"script", "link", "img", "iframe", "object", "base", "form"}
    assert not {name for _, name, _ in page.given} & {"src", "srcset", "style", "onload"}
    assert "url(" not in text
    assert "@import" not in text
    assert ("meta", "http-equiv", "Content-Security-Policy") in page.given


def test_an_action_stands_in_a_row_with_owner_and_date(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("Ask", kind=NoteKind.ACTION, owner="The clerk", due=date(2026, 12, 1))
    notebook.add_note("Write", kind=NoteKind.ACTION)
    page = Page(as_html(gather(pack, notebook, DAY)))
    cells = page.texts("td")
    assert cells[:4] == ["1", "The clerk", "1 December 2026", "open"]
    assert cells[4:8] == ["2", "nobody named", "no date", "open"]


def test_a_note_stands_with_the_quotation_and_its_citation_linked(
    pack: Pack, notebook: Notebook
) -> None:
    notebook.add_note("Settle this", place=Place("roles", "nobody knows who"))
    page = Page(as_html(gather(pack, notebook, DAY)))
    assert "“nobody knows who owns it”" in page.texts("p")
    assert "— A manager, to the board; An Author, “Who owns what”, The Paper, 2015, p. 3" in (
        page.texts("a")
    )
    assert ("a", "href", "https://example.org/roles") in page.given


def test_a_bar_has_its_number_beside_it_and_is_hollow_when_unstated(
    pack: Pack, notebook: Notebook
) -> None:
    notebook.add_note("Half of them", place=Place(figure="answers"))
    page = Page(as_html(gather(pack, notebook, DAY)))
    looks = [value for tag, name, value in page.given if tag == "rect" and name == "class"]
    assert looks == ["track", "stated", "track", "unstated"]
    widths = [float(v) for tag, name, v in page.given if tag == "rect" and name == "width"]
    assert widths[:2] == [WIDTH, pytest.approx(WIDTH * 0.51, abs=0.1)]
    assert {"51", "12 (worked out, not stated)"} <= set(page.texts("span"))


def test_areas_duties_and_the_head_stand_in_the_page(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("Meeting: Governing body\nPresent: Jo, Kim")
    notebook.add_note("Outsiders decide", kind=NoteKind.DECISION, place=Place(area="conflicts"))
    notebook.add_note("Nobody", place=Place(area="conflicts", words="Who decides?"))
    here = Place(duty="contracts")
    notebook.add_note("leaves", kind=NoteKind.DECLARATION, owner="Ash", place=here)
    notebook.set_owner("contracts", "Jo")
    page = Page(as_html(gather(pack, notebook, DAY)))
    assert page.texts("h1") == ["Governing body"]
    assert page.texts("h3") == ["Conflicts of interest"]
    assert page.texts("p").count("Outsiders decide") == 1
    assert page.texts("dt") == ["Briefing pack", "Present"]
    assert {
        "Position: see decision 1", "Outsiders decide", "Who decides?", "Answer:", "Nobody"
    } <= set(page.texts("p"))  # fmt: skip
    assert "Interests: Ash (leaves)" in page.texts("p")
    assert "Jo" in page.texts("td")


@pytest.mark.parametrize(
    ("value", "top", "part"),
    [(51, 100, 0.51), (3, 2, 1.0), (-1, 10, 0.0), (0, 0, 0.0), (5, -1, 0.0)],
)
def test_a_bar_never_leaves_its_track(value: float, top: float, part: float) -> None:
    assert bar_share(value, top) == part


def test_public_pages_hold_no_private_word(pack: Pack, notebook: Notebook) -> None:
    notebook.add_note("Secret", private=True)
    assert "Secret" not in as_html(gather(pack, notebook, DAY, Options(public=True)))


@given(text=hostile())
@example(text="\n".join(PAYLOADS))
def test_no_text_becomes_anything_but_text_in_html(text: str) -> None:
    page = Page(as_html(minutes_saying(text)))
    plain = Page(as_html(minutes_saying("x")))
    for tag in page.tags.keys() | plain.tags.keys():
        if tag not in {"p", "a", "figure", "figcaption", "blockquote"}:
            assert page.tags[tag] == plain.tags[tag], tag
    assert {name for _, name, _ in page.given} <= {name for _, name, _ in plain.given} | {"href"}
    links = [value for _, name, value in page.given if name == "href"]
    assert all(link.lower().startswith(("http://", "https://")) for link in links)


@given(text=hostile())
@example(text="\n".join(PAYLOADS))
def test_a_note_reads_in_html_as_it_is_printed(text: str) -> None:
    page = Page(as_html(minutes_saying(text)))
    inside = "html body main section ol li div "
    lines = [line.partition(": ") for line in page.said if line.startswith(inside)]
    seen = " ".join("".join(text + "\n" * path.endswith("p") for path, _, text in lines).split())
    wanted = " ".join(clean(as_printed(text, is_action=False)).split()) or "(no words)"
    assert "".join(seen.split()).startswith("".join(wanted.split()))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_control_character_leaves_in_html(payload: str) -> None:
    text = as_html(minutes_saying(payload))
    assert clean(text) == text
    text.encode("utf-8")
