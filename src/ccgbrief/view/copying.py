"""Makes the text of a passage for pasting elsewhere, and puts it on the system's clipboard."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from ccgbrief.files import current_folder, reason, write_numbered
from ccgbrief.pack import Pack, Passage, PassageKind, cite, quoted
from ccgbrief.settings import COPIES
from ccgbrief.system import own_clipboard
from ccgbrief.text import clean_line, first_words
from ccgbrief.view.address import item_of
from ccgbrief.view.blocks import Block

PLAIN, MARKDOWN, LINE = COPIES

PATIENCE = 2.0
"""Seconds a clipboard program is given."""

_INLINE = r"[\\`*_\[\]<>~|]|&(?=#?\w{1,32};)"
_BAR = r"(?<!\s)\s*[━╸╌]+\s*"
"""A bar of a figure with the space and line break around it: its number follows its label."""

_EDGE = r"(?m)^([^\S\n]*\d*)([-+#.)])"
"""With `_INLINE`, what has a meaning in Markdown."""


def copied(pack: Pack, block: Block | None, form: str = PLAIN) -> str:
    """Return the text of a block with its citation.

    Only quotations get quotation marks: the text of a brief must not be passed on as its author's
    own words.
    """
    if block is None:
        return ""
    article = pack.article(block.passage.article) if block.passage else None
    if block.passage is None or article is None:
        text = f"{block.copies or block.text}{_from_pack(pack, block)}"
        return _on_one_line(text) if form == LINE else text
    words, source = quoted(block.passage), cite(article, block.passage)
    if block.passage.kind is PassageKind.QUOTATION:
        words = words if words.startswith(("“", "‘")) else f"“{words}”"
        source = f"— {source}"
    else:
        own = block.passage.is_background
        source = f"({source})" if own else f"(from the pack’s text of {source})"
    if form == MARKDOWN:
        lines = [*_escaped(words).split("\n"), "", _escaped(source)]
        return "\n".join(f"> {line}".rstrip() for line in lines)
    return clean_line(f"{words} {source}") if form == LINE else f"{words} {source}"


def with_or_without(passage: Passage, picked: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Return what is picked out with one passage more, or without it if it was among them."""
    left = tuple(each for each in picked if each != passage)
    return left if passage in picked else (*picked, passage)


def copied_together(pack: Pack, passages: Iterable[Passage], form: str = PLAIN) -> str:
    """Return several passages, each with its citation, in the order of the pack."""
    order = {article.id: place for place, article in enumerate(pack.articles)}
    there = [passage for passage in passages if passage.article in order]
    there.sort(key=lambda passage: (order[passage.article], passage.number))
    texts = [copied(pack, Block("", each.text, passage=each), form) for each in there]
    return ("\n" if form == LINE else "\n\n").join(texts)


def write_together(
    pack: Pack, passages: Sequence[Passage], form: str, today: date, folder: Path | None = None
) -> str:
    """Write several passages to a new file in `folder` (None for the current one); say where."""
    if not passages:
        return "No passage is selected: z selects one"
    ending = ".md" if form == MARKDOWN else ".txt"
    name, data = f"quotations-{today.isoformat()}", f"{copied_together(pack, passages, form)}\n"
    try:
        file, doubts = write_numbered(folder or current_folder(), name, ending, data.encode())
    except OSError as error:
        return f"{error.filename}: not written ({reason(error)})"
    return "; ".join([f"{counted(passages)} written: {file}", *doubts])


def counted(passages: Sequence[Passage]) -> str:
    return "1 passage" if len(passages) == 1 else f"{len(passages)} passages"


def words_of(block: Block | None) -> str:
    """Return the text of a block without its citation."""
    if block is None:
        return ""
    return quoted(block.passage) if block.passage else block.copies or block.text


def copy_message(text: str, tab: str) -> str:
    """Say what was copied, and what to do if the terminal does not share its clipboard."""
    what = first_words(clean_line(text), 24)
    what += "”" * (what.count("“") - what.count("”"))  # a quotation may be cut
    return f"Sent to the clipboard: {what} (or: ccgbrief show {tab.removesuffix(':')} prints it)"


def _from_pack(pack: Pack, block: Block) -> str:
    """Return the source of the pack's own text: areas, duties and the glossary."""
    owner = item_of(block.key)
    is_term = any(term.term == block.key for term in pack.terms)
    if block.note or not (is_term or pack.area(owner) or pack.duty(owner)):
        return ""
    edition = f", {pack.edition}" if pack.edition else ""
    return f" (from the pack “{pack.title}”{edition})"


def _on_one_line(text: str) -> str:
    """Return a text on one line, without bars, which only make sense below each other."""
    return clean_line("; ".join(re.sub(_BAR, " ", text).splitlines()))


def _escaped(text: str) -> str:
    return re.sub(_EDGE, r"\1\\\2", re.sub(_INLINE, r"\\\g<0>", text))


def clipboard_commands(
    environment: Mapping[str, str], which: Callable[[str], str | None] = shutil.which
) -> list[list[str]]:
    """Return the installed programs that write to a clipboard, the likeliest first."""
    candidates = list(filter(None, [own_clipboard(environment)]))
    if environment.get("WAYLAND_DISPLAY"):
        candidates.append(["wl-copy"])
    if environment.get("DISPLAY"):
        candidates += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
    if environment.get("TMUX"):
        candidates.append(["tmux", "load-buffer", "-w", "-"])
    return [command for command in candidates if which(command[0])]


def give_to_system(text: str) -> str:
    """Pass text to the first clipboard program that accepts it; return its name, `""` for none.

    This may take seconds, so call it in a thread.
    """
    for command in clipboard_commands(os.environ):
        if _takes(command, text):
            return command[0]
    return ""


def _takes(command: list[str], text: str) -> bool:
    encoding = "utf-16-le" if command[0] == "clip.exe" else "utf-8"
    try:
        done = subprocess.run(  # noqa: S603 (one of the commands above, and no shell)
            command,
            input=text.encode(encoding, errors="replace"),
            stdout=subprocess.DEVNULL,  # xclip keeps running, and would hold a pipe open
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
            start_new_session=True,  # a program that keeps running survives the terminal's window
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0
