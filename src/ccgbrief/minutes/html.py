"""Writes the minutes as one HTML file that loads nothing and runs nothing, to send or print."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from html import escape
from importlib.resources import files

from ccgbrief.kinds import MINUTED
from ccgbrief.minutes import phrases
from ccgbrief.minutes.model import (
    AgendaStanding,
    AreaStanding,
    CitedArticle,
    CitedFigure,
    DutyStanding,
    Entry,
    Minutes,
    Subject,
)
from ccgbrief.notebook import Status
from ccgbrief.notebook.meeting import MEETING, in_words
from ccgbrief.pack import Value
from ccgbrief.text import clean, is_web_address

_SIGNS = {Status.IN_PLACE: "●", Status.IN_HAND: "◐", Status.NOT_STARTED: "○"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_VOID = frozenset({"br", "meta"})

WIDTH, HEIGHT = 220, 14
"""Pixels of a full bar, which fits A4 together with a label and a number."""


class Markup(str):
    """Text that is already HTML."""

    __slots__ = ()


def element(name: str, /, *inside: str, **attributes: str) -> Markup:
    """Return an element; its content is escaped unless it is `Markup`.

    In names of attributes, an underscore at the end is dropped and others become hyphens.
    """
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(clean(value))}"'
        for key, value in attributes.items()
    )
    if name in _VOID:
        return Markup(f"<{name}{given}>")
    return Markup(f"<{name}{given}>{joined(inside)}</{name}>")


def joined(parts: Iterable[str]) -> Markup:
    """Return text and `Markup` as one piece of HTML."""
    return Markup(
        "".join(part if isinstance(part, Markup) else escape(clean(part)) for part in parts)
    )


def as_html(minutes: Minutes) -> str:
    """Return the minutes as a whole HTML document, ending in a newline."""
    body = element(
        "body",
        element(
            "main",
            _head(minutes),
            *(part for part in _sections(minutes) if part),
            element("p", phrases.SIGN_OFF, class_="sign-off"),
        ),
    )
    page = element("html", _about_page(minutes), "\n", body, lang="en-GB")
    return f"<!DOCTYPE html>\n{page}\n"


def _about_page(minutes: Minutes) -> Markup:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="referrer", content="no-referrer"),
        element(
            "title", f"{phrases.KIND[minutes.final]}, {in_words(minutes.held)}: {minutes.title}"
        ),
        element("style", _style()),
    )


@cache
def _style() -> Markup:
    return Markup(files(__package__).joinpath("minutes.css").read_text(encoding="utf-8"))


def _head(minutes: Minutes) -> Markup:
    when = element("time", in_words(minutes.held), datetime=minutes.held.isoformat())
    head = dict(minutes.head)
    name = head.pop(MEETING, "")
    lines = [
        element("p", phrases.KIND[minutes.final], class_="kind"),
        element("h1", name or minutes.title),
        element("p", when, class_="day"),
    ]
    if name:
        lines.append(element("p", f"Briefing pack: {minutes.title}", class_="day"))
    if head:
        said = [
            part
            for label, text in head.items()
            for part in (element("dt", label), element("dd", text))
        ]
        lines.append(element("dl", *said, class_="head"))
    if scope := phrases.scope(minutes):
        lines.append(element("p", scope, class_="faint"))
    if minutes.public:
        lines.append(element("p", phrases.PUBLIC, class_="faint"))
    if not minutes.entries:
        lines.append(element("p", phrases.NOTHING))
    return element("header", *lines)


def _sections(minutes: Minutes) -> Iterable[Markup]:
    agenda = [_on_agenda(on, said, minutes.held) for on, said in phrases.agenda(minutes)]
    yield _section("Agenda", joined(agenda) if agenda else None)
    for kind in MINUTED:
        entries = minutes.listed(kind)
        listing = _actions if kind.traits.has_day else _listed
        yield _section(kind.heading, listing(entries, minutes) if entries else None)
    areas = [_area(area, minutes) for area in minutes.areas if area.is_discussed]
    yield _section("Focus areas", joined(areas) if areas else None)
    yield _section("Duties", _duties(minutes) if minutes.duties else None)
    read = [element("li", _cited(article)) for article in minutes.articles]
    yield _section("Articles read", element("ul", *read) if read else None)
    figures = [_figure(cited) for cited in minutes.figures]
    yield _section("Figures", joined(figures) if figures else None)


def _on_agenda(on: AgendaStanding, said: Iterable[phrases.AgendaEntry], day: date) -> Markup:
    about = phrases.item_about(on)
    return joined(
        [
            element("h3", on.item.name),
            element("p", about, class_="about") if about else Markup(),
            *(
                part
                for label, entry, is_on_the_same in said
                for part in (
                    _said(entry, label),
                    _assignment(entry, day),
                    Markup() if is_on_the_same else _subject(entry.subject),
                    *(_said(answer, "Answer") for answer in entry.answers),
                )
            ),
        ]
    )


def _section(heading: str, content: Markup | None) -> Markup:
    if content is None:
        return Markup()
    return element("section", element("h2", heading), content)


def _listed(entries: Iterable[Entry], minutes: Minutes) -> Markup:
    day = minutes.held
    return element(
        "ol",
        *(
            element(
                "li",
                _said(entry),
                _assignment(entry, day),
                _subject(entry.subject),
                *(_said(answer, "Answer") for answer in entry.answers),
            )
            for entry in entries
        ),
    )


def _assignment(entry: Entry, day: date) -> Markup:
    said = [f"{label}: {what}" for label, what in phrases.assignment(entry, day)]
    return element("p", " · ".join(said), class_="assignment") if said else Markup()


def _actions(entries: Iterable[Entry], minutes: Minutes) -> Markup:
    day, items = minutes.held, phrases.items_of(minutes)
    names = ("No.", "Action", "Owner", "Due", "State")
    columns = [element("th", name, scope="col") for name in names]
    rows = [
        element(
            "tr",
            element("td", str(count)),
            element(
                "td",
                _said(entry),
                element("p", items[entry], class_="about")
                if entry in items
                else _subject(entry.subject),
            ),
            *(element("td", what, dir="auto") for _, what in phrases.assignment(entry, day)),
        )
        for count, entry in enumerate(entries, 1)
    ]
    return element(
        "table",
        element("caption", "Who does what, and by when"),
        element("thead", element("tr", *columns)),
        element("tbody", *rows),
        class_="actions",
    )


def _said(entry: Entry, label: str = "") -> Markup:
    remarks = [element("p", remark, class_="remark") for remark in phrases.remarks(entry)]
    text = _paragraphs(entry.text) or element("p", phrases.NO_WORDS)
    name = element("p", f"{label}:", class_="label") if label else Markup()
    return joined([name, element("div", text, class_="said", dir="auto"), *remarks])


def _area(area: AreaStanding, minutes: Minutes) -> Markup:
    position = area.position
    answered = [prompt for prompt in area.prompts if prompt.answers]
    prompts = [
        part
        for prompt in answered
        for part in (
            element("dt", prompt.text),
            element("dd", *(_answer(entry, minutes) for entry in prompt.answers)),
        )
    ]
    return joined(
        [
            element("h3", area.title),
            _labelled("Position", position, minutes)
            if position
            else element("p", f"{phrases.NO_POSITION}.", class_="about"),
            element("p", f"{phrases.answered(area)}:", class_="about") if answered else Markup(),
            element("dl", *prompts) if prompts else Markup(),
            *_notes(area.notes, minutes),
        ]
    )


def _answer(entry: Entry, minutes: Minutes) -> Markup:
    said = _labelled(phrases.answer(entry), entry, minutes)
    listed = phrases.listed_above(entry, minutes)
    return said if listed else joined([said, _assignment(entry, minutes.held)])


def _labelled(label: str, entry: Entry, minutes: Minutes) -> Markup:
    """Return an entry under a label; one that is listed above is named, and not said again."""
    if above := phrases.listed_above(entry, minutes):
        return element("p", f"{label}: {above}", class_="about")
    return _said(entry, label)


def _notes(notes: Iterable[Entry], minutes: Minutes) -> list[Markup]:
    """Return plain notes under their subject, naming the line of it that they are on."""
    return [_labelled(phrases.note_label(note), note, minutes) for note in notes]


def _subject(subject: Subject) -> Markup:
    about = phrases.about(subject)
    lines = [element("p", about, class_="about")] if about else []
    if words := phrases.words(subject):
        quote = element("blockquote", _paragraphs(words), dir="auto")
        origin = phrases.origin(subject)
        source = element("figcaption", _linked(origin, subject.url)) if origin else Markup()
        lines.append(element("figure", quote, source, class_="words"))
    if doubt := phrases.doubt(subject):
        lines.append(element("p", doubt, class_="about"))
    return joined(lines)


def _duties(minutes: Minutes) -> Markup:
    names = ("Duty", "Status", "Owner")
    columns = element("tr", *(element("th", name, scope="col") for name in names))
    return element(
        "table",
        element("caption", f"Of {len(minutes.duties)}: {phrases.progress(minutes)}"),
        element("thead", columns),
        element("tbody", *(_duty(duty, minutes) for duty in minutes.duties)),
        class_="duties",
    )


def _duty(duty: DutyStanding, minutes: Minutes) -> Markup:
    sign = element("span", _SIGNS[duty.status], aria_hidden="true", class_="sign")
    said = ", ".join(duty.interests)
    interests = element("p", f"Interests: {said}", class_="about") if said else Markup()
    return element(
        "tr",
        element("th", duty.title, interests, *_notes(duty.notes, minutes), scope="row"),
        element("td", sign, phrases.STATUSES[duty.status], class_=duty.status.value),
        element("td", duty.owner),
    )


def _figure(cited: CitedFigure) -> Markup:
    about = joined([phrases.particulars(cited.figure), " Source: ", _cited(cited.source)])
    return element("div", _figure_table(cited), element("p", about, class_="faint"), class_="drawn")


def _cited(article: CitedArticle) -> Markup:
    return _linked(article.citation, article.url)


def _linked(text: str, url: str) -> Markup:
    return element("a", text, href=url) if is_web_address(url) else joined([text])


def _paragraphs(text: str) -> Markup:
    """Return a text as paragraphs; the style sheet keeps their line breaks."""
    return joined(element("p", _with_links(block)) for block in phrases.paragraphs(clean(text)))


def _with_links(text: str) -> Markup:
    return joined(
        element("a", run.text, href=run.target) if run.is_link else run.text
        for run in phrases.runs(text)
    )


def _figure_table(cited: CitedFigure) -> Markup:
    """Return the values of a figure as a table, with its title as the caption."""
    figure = cited.figure
    top = figure.top or max((value.value for value in figure.values), default=0)
    head = element(
        "tr",
        element("th", element("span", "What"), scope="col"),
        element("th", element("span", figure.unit or "Number"), scope="col"),
    )
    return element(
        "table",
        element("caption", figure.title),
        element("thead", head),
        element("tbody", *(_row(value, top) for value in figure.values)),
        class_="figure",
    )


def _row(value: Value, top: float) -> Markup:
    number = element("span", value.said, class_="number")
    return element(
        "tr",
        element("th", value.label, scope="row"),
        element("td", element("div", _bar(value, top), number)),
    )


def _bar(value: Value, top: float) -> Markup:
    """Draw a bar on its track; hollow and dashed if the source does not state the number."""
    length = WIDTH * bar_share(value.value, top)
    track = _rect("track", 0, WIDTH)
    bar = _rect("stated", 0, length) if value.stated else _rect("unstated", 1, length - 2)
    return element(
        "svg",
        track,
        bar,
        class_="bar",
        width=str(WIDTH),
        height=str(HEIGHT),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        aria_hidden="true",  # the number beside it says the same
        focusable="false",
    )


def _rect(look: str, inset: int, width: float) -> Markup:
    return element(
        "rect",
        class_=look,
        x=str(inset),
        y=str(inset),
        width=f"{max(width, 0):.1f}",
        height=str(HEIGHT - 2 * inset),
    )


def bar_share(value: float, top: float) -> float:
    """Return the length of the bar for `value`, from 0 to 1."""
    if value <= 0 or top <= 0:
        return 0.0
    return 1.0 if value >= top else value / top
