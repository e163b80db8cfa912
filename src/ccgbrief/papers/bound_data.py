"""Finds what a Word file shows of its own data in the place of the words saved in its text."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from lxml import etree

from ccgbrief.papers.drawings import Element, parsed, related
from ccgbrief.papers.paper import LeftOut
from ccgbrief.text import clean_line

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DS = "{http://schemas.openxmlformats.org/officeDocument/2006/customXml}"
_PROPERTIES = {
    "core-properties": "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}",
    "extended-properties": "{6668398D-A668-4E3E-A5EB-62B293D839F1}",
}
"""The kinds of parts that Word binds to without their stating an id, and the id that it uses."""
_OF_TEXT = ("comboBox", "date", "dropDownList", "text")
"""The controls that show what they are bound to as words."""

Stores = dict[str, Element]
"""The data of a file, by their ids."""


def stores_of(parts: Mapping[str, bytes], main: str) -> Stores:
    """Return the data of a Word file to which its controls may be bound."""
    stores: Stores = {}
    with suppress(etree.LxmlError):  # a damaged one, which costs no text
        for kind, key in _PROPERTIES.items():
            for name in related(parts, "", kind).values():
                stores[key] = parsed(parts[name])
        for name in related(parts, main, "customXml").values():
            for stated in related(parts, name, "customXmlProps").values():
                key = parsed(parts[stated]).get(f"{_DS}itemID", "").upper()
                stores[key] = parsed(parts[name])
    return stores


def bound(root: Element, stores: Stores) -> Iterator[LeftOut]:
    """Yield what the data says where the controls of a text say something else."""
    for binding in root.iter(f"{_W}dataBinding"):
        control = binding.getparent().getparent()
        kind = next(binding.getparent().iterchildren(*(f"{_W}{each}" for each in _OF_TEXT)), None)
        stated = _stated(binding, stores)
        if kind is None or not stated:
            continue
        said = clean_line("".join(text.text or "" for text in control.iter(f"{_W}t")))
        days = kind.get(f"{_W}fullDate", "")[:10], stated[:10]  # which the text has in another form
        items = {each.get(f"{_W}value"): each.get(f"{_W}displayText") for each in kind}
        shown = items.get(stated) or stated
        if "".join(said.split()) != "".join(shown.split()) and days[0] != days[1]:
            reason = f"the file’s own data, which Word shows in the place of “{said}”"
            yield LeftOut(shown, clean_line(reason))


def _stated(binding: Element, stores: Stores) -> str:
    """Return what the data says to which a control is bound; `""` where that is not to be found."""
    store = stores.get(binding.get(f"{_W}storeItemID", "").upper())
    with suppress(etree.LxmlError):
        prefixes = parsed(f"<all {binding.get(f'{_W}prefixMappings', '')}/>".encode()).nsmap
        prefixes.pop(None, None)
        where = etree.XPath(binding.get(f"{_W}xpath", ""), namespaces=prefixes, regexp=False)
        found = where(store) if store is not None else ()
        for each in found[:1] if isinstance(found, list) else ():
            return clean_line(str(each) if isinstance(each, str) else "".join(each.itertext()))
    return ""
