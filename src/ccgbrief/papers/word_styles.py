"""Gives what the styles of a Word file state, and those they are based on, to `word.py`."""

from collections.abc import Collection, Iterator, Mapping
from itertools import chain, islice

from ccgbrief.papers.drawings import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Before the names of Word's elements and attributes."""

_RUN_STYLE = f"{W}rPr/{W}rStyle"
_PARAGRAPH_STYLE = f"{W}pPr/{W}pStyle"
_STRIKES = {"strike", "dstrike"}
"""The two ways to strike out, of which a style that states one says nothing of the other."""


class Styles:
    """The styles of a file; each is looked through once, however many texts have it."""

    def __init__(self, root: Element) -> None:
        self._known = {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")}
        self._stated: dict[str, Mapping[str, Element]] = {}
        self._of_paragraphs: dict[Element, str] = {}
        self._ever = {name for style in self._known for name in self.stated(style)}

    def named(self, name: str) -> set[str]:
        """Return the ids of the styles of a name."""
        found = ((id_, style.find(f"{W}name")) for id_, style in self._known.items())
        return {id_ for id_, stated in found if value(stated) == name}

    def having(self, path: str) -> set[str]:
        """Return the ids of the styles that have something at a path."""
        return {id_ for id_, style in self._known.items() if style.find(path) is not None}

    def stated(self, id_: str) -> Mapping[str, Element]:
        """Return the formats of characters that a style states, and its list, by their names.

        What is stated nearer than in a style that it is based on takes precedence.
        """
        line = dict[str, None]()
        while id_ in self._known and id_ not in line and id_ not in self._stated:
            line[id_] = None
            id_ = value(self._known[id_].find(f"{W}basedOn"))
        stated = self._stated.get(id_, {})
        for each in reversed(line):
            own = _own(self._known[each])
            # Of another list the level says nothing here, nor does one way to strike of the other.
            over = {"ilvl"} if "numId" in own else set()
            over |= _STRIKES if _STRIKES & own.keys() else set()
            stated = {name: e for name, e in stated.items() if name not in over}
            stated = self._stated[each] = {**stated, **own} if own else stated
        return stated

    def every(self, name: str) -> Iterator[Element]:
        """Yield each format of a name that a style states."""
        return (stated[name] for stated in self._stated.values() if name in stated)

    def runs(self, root: Element, *names: str) -> list[Element]:
        """Return the runs that state one of some formats, by themselves or by their styles."""
        stated = chain.from_iterable(root.iterfind(f".//{W}r/{W}rPr/{W}{name}") for name in names)
        found = {each.getparent().getparent() for each in stated}
        by_style = self._ever.intersection(names)
        runs = root.iter(f"{W}r") if found or by_style else ()
        return [r for r in runs if r in found or [*islice(self._of_styles(r, by_style), 1)]]

    def nearest(self, run: Element, name: str) -> Element | None:
        """Return the format of a name that is stated nearest to a run; None if none is."""
        if (own := formats(run, name).get(name)) is not None:
            return own
        return next(self._of_styles(run, self._ever.intersection([name])), None)

    def turn_on(self, run: Element, *names: str) -> bool:
        """Return whether a style of a run has one of some formats, which is not turned off."""
        return any(map(is_on, self._of_styles(run, self._ever.intersection(names))))

    def _of_styles(self, run: Element, names: Collection[str]) -> Iterator[Element]:
        """Yield what the styles of a run state of some formats: its own, then its paragraph's."""
        if not names:
            return
        paragraph = next(run.iterancestors(f"{W}p"), None)
        if paragraph is not None and paragraph not in self._of_paragraphs:
            self._of_paragraphs[paragraph] = value(paragraph.find(_PARAGRAPH_STYLE))
        for style in (value(run.find(_RUN_STYLE)), self._of_paragraphs.get(paragraph, "")):
            stated = self.stated(style)
            yield from (stated[name] for name in names if name in stated)


def _own(style: Element) -> dict[str, Element]:
    own = formats(style)
    for name in ("ilvl", "numId"):
        each = style.find(f"{W}pPr/{W}numPr/{W}{name}")
        if each is not None and (name != "numId" or value(each)):
            own[name] = each
    return own


def formats(element: Element, name: str = "*") -> dict[str, Element]:
    """Return the formats that a run or a style states by itself, or the one of a name."""
    own: dict[str, Element] = {}
    for each in element.iterfind(f"{W}rPr/{W}{name}"):
        name = each.tag.removeprefix(W)
        if name != "rFonts" or each.get(f"{W}ascii") or each.get(f"{W}asciiTheme"):
            own.setdefault(name, each)
    return own


def is_on(toggle: Element) -> bool:
    return toggle.get(f"{W}val", "true") not in {"0", "false", "off"}


def value(element: Element) -> str:
    return str(element.get(f"{W}val", "")) if element is not None else ""
