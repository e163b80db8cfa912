import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ccgbrief.kinds import NoteKind
from ccgbrief.minutes.agenda import doubtful_pages
from ccgbrief.minutes.build import Options, gather
from ccgbrief.minutes.document import as_tree
from ccgbrief.minutes.formats import FORMATS
from ccgbrief.minutes.html import as_html
from ccgbrief.minutes.json import as_json
from ccgbrief.minutes.markdown import as_markdown
from ccgbrief.minutes.model import Entry, Minutes
from ccgbrief.notebook import Meeting, Note, Notebook, NotebookStore, Place, Series
from ccgbrief.notebook.meeting import doubt_of, doubts_in
from ccgbrief.pack import AgendaItem, Article, Pack, Page, Passage, PassageKind, named_item
from tests.minutes.conftest import DAY
from tests.minutes.test_html import Page as HtmlPage
from tests.minutes.test_office import texts

DATED = datetime(2026, 10, 13, 14, tzinfo=UTC)

AGENDA = (
    AgendaItem("Apologies", "1"),
    AgendaItem("Finance", "2", "bundle", "1–2", "Dr Ash"),
    AgendaItem("Estates", "3", "bundle", "3"),
    AgendaItem("Who owns what", "4", "roles"),
    AgendaItem("Any other business"),
)


@pytest.fixture
def with_agenda(pack: Pack) -> Pack:
    """Return the pack with an agenda, of which two items share an article."""
    passages = tuple(
        Passage(
            "bundle", n, PassageKind.PARAGRAPH, f"Words of page {n + 1}.", page=Page(f"{n + 1}")
        )
        for n in range(4)
    )
    bundle = Article("bundle", "The bundle", pack.folder / "bundle.md", parse=lambda: passages)
    return replace(pack, agenda=AGENDA, articles=(*pack.articles, bundle))


def said_on(minutes: Minutes) -> dict[str, list[str]]:
    return {on.item.title: [entry.note.text for entry in on.entries] for on in minutes.agenda}


def test_what_was_said_stands_under_its_item_by_article_and_page(
    with_agenda: Pack, notebook: Notebook
) -> None:
    for page, text in ((3, "leaking roof"), (2, "overspent"), (4, "unpaged")):
        notebook.add_note(text, place=Place("bundle", f"Words of page {page}."))
    notebook.add_note("on the whole bundle", place=Place("bundle"))
    notebook.add_note("owned", place=Place("roles"))
    notebook.add_note("Item 1: none were sent")
    notebook.add_note("Item 9: is not there")
    minutes = gather(with_agenda, notebook, DAY)
    assert said_on(minutes) == {
        "Apologies": ["none were sent"],
        "Finance": ["overspent", "unpaged", "on the whole bundle"],
        "Estates": ["leaking roof"],
        "Who owns what": ["owned"],
    }
    assert [entry.note.text for entry in minutes.listed(NoteKind.NOTE)] == ["Item 9: is not there"]


def test_of_two_items_with_one_whole_paper_the_note_says_which(
    with_agenda: Pack, notebook: Notebook
) -> None:
    agenda = (AgendaItem("Finance", "2", "roles"), AgendaItem("Finance detail", "2.1", "roles"))
    pack = replace(with_agenda, agenda=agenda)
    first = notebook.add_note("of either", place=Place("roles"))
    second = notebook.add_note("Item 2.1: split it", place=Place("roles"))
    on = said_on(gather(pack, notebook, DAY))
    assert on == {"Finance": ["of either"], "Finance detail": ["Item 2.1: split it"]}
    said = "it goes with item 2; for the other begin with “Item 2.1:”"
    assert doubt_of(first, [], DAY, pack) == said
    assert doubt_of(second, [], DAY, pack) == ""


@pytest.mark.parametrize(
    ("second", "page", "doubted"),
    [
        ("3–4", "3", True),  # both have it
        ("2–3", "3", True),
        ("3–4", "4", False),
        ("3", "3", False),  # it is within the other's pages
        ("4", "1", True),  # neither has it
    ],
)
def test_a_note_on_a_page_of_two_items_says_with_which_it_goes(
    with_agenda: Pack, notebook: Notebook, second: str, page: str, *, doubted: bool
) -> None:
    agenda = (AgendaItem("Roof", "5", "bundle", "2–3"), AgendaItem("Costs", "6", "bundle", second))
    pack = replace(with_agenda, agenda=agenda)
    note = notebook.add_note("agreed", place=Place("bundle", f"Words of page {page}."))
    said = doubt_of(note, [note], DAY, pack)
    assert bool(said) == doubted
    (minuted,) = gather(pack, notebook, DAY).agenda
    other = {"5": "6", "6": "5"}[minuted.item.number]
    expected = f"it goes with item {minuted.item.number}; for the other begin with “Item {other}:”"
    assert said in {"", expected}
    assert doubts_in([note], {}, DAY, pack) == ([f"“agreed”: {expected}"] if doubted else [])


def test_pages_that_a_paper_does_not_have_are_said(with_agenda: Pack) -> None:
    items = (AgendaItem("Roof", "6", "bundle", "99"), AgendaItem("Gone", "7", "gone", "99"))
    (said,) = doubtful_pages(replace(with_agenda, agenda=(*AGENDA, *items)))
    assert said == "“6. Roof”: “99” is not a page or a range of pages of bundle; it has 1–4"


def test_what_was_said_on_a_page_is_under_the_item_that_has_fewest_others(
    with_agenda: Pack, notebook: Notebook
) -> None:
    whole, part, page = (AgendaItem(f"on {p}", "", "bundle", p) for p in ("", "1–3", "2"))
    pack = replace(with_agenda, agenda=(part, page, whole))
    for number in range(1, 5):
        notebook.add_note(str(number), place=Place("bundle", f"Words of page {number}."))
    notebook.add_note("all of it", place=Place("bundle"))
    said = {"on 1–3": ["1", "3"], "on 2": ["2"], "on ": ["4", "all of it"]}
    assert said_on(gather(pack, notebook, DAY)) == said
    pack = replace(with_agenda, agenda=(whole, part, page))
    assert said_on(gather(pack, notebook, DAY)) == said


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1", "Item 1 - none were sent"),
        ("1", "Agenda item 1: none were sent"),
        ("1", "item no. 1. none were sent"),
        ("1", "Item 1\nnone were sent"),
        ("6.1", "Item 6.1.: none were sent"),
        ("4.", "Item 4: none were sent"),
        ("5(a)", "Item 5a: none were sent"),
        ("5a", "Item 5 (a) – none were sent"),
        ("2026/07", "Item 2026/07: none were sent"),
        ("7 b", "Item 7b: none were sent"),
        ("IV", "Item IV: none were sent"),
        ("4a", "item4a: none were sent"),
        ("4a", "- Item 4a: none were sent"),
        ("", "Item Apologies: none were sent"),
        ("2", "item apologies - none were sent"),
    ],
)
def test_a_note_is_under_the_item_that_it_names_in_any_of_the_usual_forms(
    pack: Pack, notebook: Notebook, number: str, text: str
) -> None:
    pack = replace(pack, agenda=(AgendaItem("Fees", "15"), AgendaItem("Apologies", number)))
    note = notebook.add_note(text)
    assert said_on(gather(pack, notebook, DAY)) == {"Apologies": ["none were sent"]}
    assert doubt_of(note, [note], DAY, pack=pack) == ""


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("Item 9: none were sent", True),
        ("Agenda item three: none", True),
        ("Items 4 and 51: none", True),
        ("Item 4 none were sent", True),
        ("Item Apologys: none", True),
        ("Item 4; none", True),
        ("Items to buy: a roof", True),
        ("4: none", False),
        ("4:30 is late", False),
        ("Itemise 4 bills", False),
    ],
)
def test_a_note_that_begins_with_item_and_is_under_none_is_said(
    pack: Pack, notebook: Notebook, text: str, is_said: bool
) -> None:
    pack = replace(pack, agenda=(AgendaItem("Fees", "51"), AgendaItem("Apologies", "4")))
    pack = replace(pack, agenda=(*pack.agenda, AgendaItem("Roof", "IV(b)")))
    note = notebook.add_note(text)
    assert said_on(gather(pack, notebook, DAY)) == {}
    said = "it is under no item; begin as in “Item 51:”" if is_said else ""
    assert doubt_of(note, [note], DAY, pack=pack) == said
    (quoted,) = doubts_in([note], {}, DAY, pack) or [""]
    assert quoted.endswith(said)
    assert doubt_of(note, [note], DAY) == ""


def test_the_longest_title_that_a_note_names_is_meant_and_none_of_two_that_are_alike() -> None:
    titles = ("Budget", "Budget: capital", "Estates", "Estates")
    agenda = [AgendaItem(title) for title in titles]
    assert named_item("Item Budget: capital: bought", agenda) == (1, 21)
    assert named_item("Item Budget: bought", agenda) == (0, 12)
    assert named_item("Item Estates: sold", agenda) is None


@pytest.mark.parametrize(("item", "is_doubted"), [("Item 3", False), ("Item 4", True)])
def test_a_note_on_the_paper_of_another_item_than_it_names_is_said(
    pack: Pack, notebook: Notebook, item: str, is_doubted: bool
) -> None:
    agenda = (AgendaItem("Hours", "3", "hours"), AgendaItem("Roof", "4", "roof"))
    note = notebook.add_note(f"{item}: close at five", place=Place(article="hours"))
    said = doubt_of(note, [note], DAY, pack=replace(pack, agenda=agenda))
    assert said.startswith("it goes with the paper it is on, not with item 4") == is_doubted


@pytest.mark.parametrize(
    ("numbers", "cure"),
    [(("A", "3"), "begin as in “Item A:”"), (("", ""), "number the items in agenda.toml")],
)
def test_a_note_that_names_two_items_of_one_title_is_said(
    pack: Pack, notebook: Notebook, numbers: tuple[str, str], cure: str
) -> None:
    pack = replace(pack, agenda=tuple(AgendaItem("Budget", number) for number in numbers))
    note = notebook.add_note("Item Budget: spent")
    said = f"it is under no item; {cure}"
    assert doubt_of(note, [note], DAY, pack) == said


def test_a_note_on_a_duty_that_names_an_item_is_said(pack: Pack, notebook: Notebook) -> None:
    pack = replace(pack, agenda=(AgendaItem("Roof"),))
    note = notebook.add_note("Item Roof: leaks", place=Place(duty="contracts"))
    said = "it goes with what it is on, not with item “Roof”; note it on the meeting"
    assert doubt_of(note, [note], DAY, pack) == said


def test_items_on_which_nothing_was_said_are_noted_only_when_asked(
    with_agenda: Pack, notebook: Notebook
) -> None:
    assert gather(with_agenda, notebook, DAY).agenda == ()
    every = gather(with_agenda, notebook, DAY, Options(every_item=True))
    assert list(said_on(every)) == [item.title for item in AGENDA]
    text = as_markdown(every)
    assert "### 2\\. Finance\n\nPresented by Dr Ash. Paper: “The bundle”, pp. 1–2. Noted.\n" in text
    assert "### Any other business\n\nNoted.\n" in text


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Minutes of the last meeting", "November: approved"),
        ("To approve the minutes of the previous meeting", "November: approved"),
        ("Minutes", "November: approved"),
        ("Minutes of the Audit Committee", "Noted"),
        ("Apologies for absence", "Kim"),
        ("An apologies policy", "Noted"),
    ],
)
def test_an_item_that_the_heading_records_is_not_only_noted(
    pack: Pack, notebook: Notebook, title: str, said: str
) -> None:
    notebook.add_note("Apologies: Kim\nMinutes of the last meeting: November: approved")
    minutes = gather(
        replace(pack, agenda=(AgendaItem(title),)), notebook, DAY, Options(every_item=True)
    )
    assert f"### {title}\n\n{said}.\n" in as_markdown(minutes)


def test_each_form_follows_the_agenda_and_says_each_thing_once(
    with_agenda: Pack, notebook: Notebook
) -> None:
    here = Place("bundle", "Words of page 2.")
    notebook.add_note("Pay: for 9, against 1", kind=NoteKind.DECISION, place=here)
    notebook.add_note("Sign: 8 for, 2 against", kind=NoteKind.DECISION, place=here)
    notebook.add_note("Send the bill", kind=NoteKind.ACTION, owner="Clerk", place=here)
    question = notebook.add_note("Why so much?", kind=NoteKind.QUESTION, place=here)
    notebook.add_note("Two winters", place=Place(question=question.id))
    notebook.add_note("Adjourn", kind=NoteKind.DECISION)
    minutes = gather(with_agenda, notebook, DAY)
    markdown = as_markdown(minutes)
    assert markdown.index("## Agenda") < markdown.index("## Decisions")
    assert "Decision: Pay: for 9, against 1\n\n> Words of page 2.\n" in markdown
    assert "Decision: Sign: 8 for, 2 against\n\nVotes: for 8, against 2.\n\nAction 1:" in markdown
    assert "1. Send the bill\n\n   Owner: Clerk. Due: no date. State: open.\n\n   See 2" in markdown
    html = HtmlPage(as_html(minutes))
    assert html.texts("h3")[0] == "2. Finance"
    assert html.texts("h2")[0] == "Agenda"
    document = " ".join(texts(as_tree(minutes)))
    assert "Decision: Sign: 8 for, 2 against Votes: for 8, against 2 Action 1:" in document
    for text in (markdown, " ".join(html.said), document):
        assert text.count("Pay: for 9") == 1
        assert text.count("Words of page 2.") == 1
        assert text.count("Send the bill") == 2  # under its item, and in the table of all actions
        assert text.count("See 2. Finance") + text.count("See 2\\. Finance") == 1
        assert text.count("Two winters") == 1
        assert text.count("Adjourn") == 1
    (on,) = json.loads(as_json(minutes))["agenda"]
    assert (on["number"], on["title"], len(on["entries"])) == ("2", "Finance", 4)
    votes = json.loads(as_json(minutes))["decisions"][0]["votes"]
    assert votes == {"for": 9, "against": 1, "abstained": None}


def test_an_agenda_without_a_pack_of_its_own_leaves_minutes_as_they_were(
    pack: Pack, notebook: Notebook
) -> None:
    notebook.add_note("Item 1: nothing", place=Place())
    for form in ("md", "html"):
        assert b"Agenda" not in FORMATS[form].write(gather(pack, notebook, DAY), None)


def test_what_comes_from_an_earlier_meeting_is_not_on_the_agenda_of_this_one(
    with_agenda: Pack, notebook: Notebook, tmp_path: Path
) -> None:
    earlier = NotebookStore.open(tmp_path / "before.toml", "before", tmp_path)
    here = Place("bundle", "Words of page 2.")  # this month's papers have the same names
    earlier.notebook.add_note("Send the bill", kind=NoteKind.ACTION, place=here)
    earlier.notebook.add_note("Where is it?", kind=NoteKind.QUESTION, place=here)
    earlier.notebook.add_note("Item 1: who was it?", kind=NoteKind.QUESTION)
    before = Meeting("October", earlier, DATED, DATED.date())
    minutes = gather(with_agenda, notebook, DAY, series=Series((before,)))
    assert minutes.agenda == ()
    (action,) = minutes.listed(NoteKind.ACTION)
    assert (action.subject.words, action.subject.page) == ("", None)
    where, who = minutes.listed(NoteKind.QUESTION)
    assert who.note.text == "Item 1: who was it?"
    assert (where.subject.words, where.subject.page) == ("Words of page 2.", None)
    assert where.subject.citation == "In the papers of “October”"
    assert "Written on" not in as_markdown(minutes)


def test_entries_on_the_agenda_are_numbered_without_a_search_for_each(
    with_agenda: Pack, notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(50):
        notebook.add_note(f"Act {number}", kind=NoteKind.ACTION, place=Place("roles"))
    minutes = gather(with_agenda, notebook, DAY)
    asked: list[NoteKind] = []
    listed = Minutes.listed

    def noted(minutes: Minutes, kind: NoteKind) -> tuple[Entry, ...]:
        asked.append(kind)
        return listed(minutes, kind)

    monkeypatch.setattr(Minutes, "listed", noted)
    assert "Action 50: Act 49" in as_markdown(minutes)
    assert len(asked) == len(NoteKind)


def test_a_decision_of_too_few_says_how_many_are_needed(pack: Pack) -> None:
    pack = replace(pack, quorum=3)
    present = Note("p", "Chair: Mr Kim\nPresent: Dr Ash", DATED)
    decided = Note("d", "Open early: for 3, against 1", DATED, kind=NoteKind.DECISION)
    asked = Note("q", "Who pays?", DATED, kind=NoteKind.QUESTION)
    notes = [present, decided, asked]
    here = "1 named as present besides the chair"
    assert doubt_of(decided, notes, DAY, pack) == f"4 votes, and {here}; {here}, 3 needed"
    assert doubt_of(asked, notes, DAY, pack) == ""
    assert doubt_of(decided, notes[1:], DAY, pack) == ""
