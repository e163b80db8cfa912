"""`ccgbrief search`: the search of the screen, printed with citations."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ccgbrief.commands.opening import is_notebook_unread, open_to_read, open_to_search
from ccgbrief.commands.output import (
    COULD_NOT,
    DONE,
    NO,
    CommandError,
    marked,
    print_json,
    print_message,
    print_result,
)
from ccgbrief.files import read_file, reason
from ccgbrief.kinds import NoteKind
from ccgbrief.text import clean_line, decode, decode_line, without_echo

if TYPE_CHECKING:
    from ccgbrief.pack import Article, Pack, Passage
    from ccgbrief.search import Answer, Entry, Hit

_OF_AN_ARTICLE = ("quote", "passage", "heading")
"""The kinds of passages of an article."""

MAX_BATCH_BYTES = 16_000_000
"""Some hundred thousand queries."""

MOST_ECHOED = 1_000
"""Characters of a query that stand before its answer."""

MOST_PRINTED = 10
"""Results, unless `--limit` says how many."""

MAX_QUERY_BYTES = 100_000
"""Bytes of a query on standard input, since a longer line may never end."""


def search(wanted: Namespace) -> int:
    """Search for the words given, or for each line of a file."""
    if not wanted.words and wanted.batch is None:
        raise CommandError("there is nothing to search for; give some words, or --batch FILE")
    if wanted.words and wanted.batch is not None:
        raise CommandError("--batch: its file has the queries; give no words with it")
    if wanted.cite:
        return _cite(wanted)
    limit = wanted.limit or MOST_PRINTED
    with closing(open_to_search(wanted)) as finder:
        if wanted.batch is not None:
            for line in _queries(wanted.batch):
                _print_line(finder.find(line, limit), as_json=wanted.json)
                sys.stdout.flush()
            return DONE
        answer = finder.find(" ".join(wanted.words), limit)
    if wanted.json:
        print_json(answer_as_json(answer))
    else:
        _print_answer(answer)
    _say_more(answer, wanted)
    if answer.hits:
        return DONE
    return COULD_NOT if is_notebook_unread(wanted) else NO  # it may be in the notes


def _cite(wanted: Namespace) -> int:
    """Print the articles in which the words are found as references, with the passages."""
    from ccgbrief.pack.references import STYLES, gather_references  # noqa: PLC0415 (few want them)

    if wanted.json or wanted.batch is not None:
        raise CommandError("--cite: it prints references of one query; give no --json or --batch")
    session = open_to_read(wanted)
    with closing(session.open_finder(private=wanted.private)) as finder:
        answer = finder.find(" ".join(wanted.words), wanted.limit or MOST_PRINTED)
    for fault in answer.faults:
        print_message(fault)
    _say_more(answer, wanted)
    entries = ((hit.entry, *hit.also_in) for hit in answer.hits)
    cited = [[*filter(None, (_cited(each, session.pack) for each in same))] for same in entries]
    references = gather_references(chain.from_iterable(cited))
    if uncited := cited.count([]):
        why = "are of no article, or the pack’s own background to one, and not cited"
        print_message(f"{uncited} of {len(cited)} results {why}")
    if not references:
        print_message("no article was found to cite")
        return NO
    print_result(STYLES[wanted.cite](references).rstrip("\n"))
    return DONE


def _cited(entry: "Entry", pack: "Pack") -> "tuple[Article, Passage | None] | None":
    """Return the article that an entry is from, and its passage; None for the pack's own words."""
    article = pack.article(entry.article)
    if article is None or isinstance(entry.kind, NoteKind):
        return None
    passage = article.passages[entry.number] if entry.kind in _OF_AN_ARTICLE else None
    figures = pack.figures if entry.kind == "figure" else ()
    is_own = any(figure.background for figure in figures if figure.id == entry.source)
    return None if is_own or (passage and passage.is_background) else (article, passage)


def _queries(source: Path) -> Iterable[str]:
    if source == Path("-"):
        return _lines_of_input()
    try:
        text = decode(read_file(source, MAX_BATCH_BYTES)).text
    except (OSError, ValueError) as error:
        raise CommandError(f"{source}: {reason(error)}; give a file of queries, or -") from error
    return text.removesuffix("\n").split("\n") if text else []


def _lines_of_input() -> Iterator[str]:
    """Yield queries line by line, so that another program can ask and wait for each answer."""
    if sys.stdin is None:
        raise CommandError("standard input is closed; give a file of queries")
    while line := sys.stdin.buffer.readline(MAX_QUERY_BYTES + 1):
        if len(line) > MAX_QUERY_BYTES:
            raise CommandError(f"standard input: a query is longer than {MAX_QUERY_BYTES} bytes")
        yield decode_line(line)


def answer_as_json(answer: "Answer") -> dict[str, Any]:
    query = answer.query[:MOST_ECHOED]
    found: dict[str, Any] = {"query": query, "hits": [_hit_as_json(h) for h in answer.hits]}
    if answer.total > len(answer.hits) or answer.more:
        found |= {"total": answer.total, "more": answer.more}
    if answer.is_guess:
        found["guess"] = True
    if answer.suggestions:
        found["suggestions"] = list(answer.suggestions)
    if answer.faults:
        found["faults"] = [without_echo(fault) for fault in answer.faults]
    return found


def _hit_as_json(hit: "Hit") -> dict[str, Any]:
    entry = hit.entry
    return {
        "kind": entry.kind.value,
        "text": entry.text,
        "article": entry.article,
        "title": entry.title,
        "heading": entry.heading,
        "speaker": entry.speaker,
        "page": entry.page.as_json if entry.page else None,
        "citation": f"{entry.alone}; {entry.citation}" if entry.alone else entry.citation,
        "anchor": entry.anchor,
        "matched": [list(span) for span in hit.matched],
        "read_as": dict(hit.read_as),
        "also_about": dict(hit.about),
        "also_in": [entry.citation for entry in hit.also_in],
    }


def _print_line(answer: "Answer", *, as_json: bool) -> None:
    if as_json:
        print_json(answer_as_json(answer))
        return
    for fault in answer.faults:
        print_message(fault)
    best = answer.hits[0].entry if answer.hits else None
    found = (best.shown, best.citation) if best else ("", "")
    query = answer.query[:MOST_ECHOED]
    print("\t".join(clean_line(part) for part in (query, *found)))


def _say_more(answer: "Answer", wanted: Namespace) -> None:
    """Say how many results are not printed, to whoever has not said how many to print.

    Where results that repeat others leave fewer than may be printed, say that there may be more.
    """
    shown, most = len(answer.hits), wanted.limit or MOST_PRINTED
    if not wanted.limit and answer.total > shown:
        count = f"{answer.total:,}{'+' if answer.more else ''}"
        print_message(f"the first {shown} of {count}; --limit {answer.total} prints more")
    elif answer.more and shown < most:
        wider = 10 * max(most, 100)  # a hundred or so are looked at anyway
        print_message(f"there may be more than these {shown}; --limit {wider} looks further")


def _print_answer(answer: "Answer") -> None:
    for fault in answer.faults:
        print_message(fault)
    for hit in answer.hits[:1]:
        for typed, found in hit.read_as.items():
            print_message(f"{'perhaps ' if answer.is_guess else ''}{typed} → {found}")
        for typed, found in hit.about.items():
            print_message(f"also about: {typed} → {found}")
        for word in hit.lacks:
            print_message(f"“{word}” is not in the best result")
    for number, hit in enumerate(answer.hits):
        if number:
            print_result()
        print(marked(hit.entry.shown, hit.matched_shown))
        print_result(f"    {hit.entry.citation}")
        for entry in hit.also_in:
            print_result(f"    also in {entry.citation}")
    if not answer.hits and not answer.faults:
        near = f"; did you mean {', '.join(answer.suggestions)}?" if answer.suggestions else ""
        print_message(f"nothing found for “{answer.query}”{near}")
