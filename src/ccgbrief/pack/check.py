"""Finds every fault of a pack, also those that the program can live with: for `ccgbrief check`."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rapidfuzz import process

from ccgbrief.pack.anchors import find_passage
from ccgbrief.pack.faults import Fault
from ccgbrief.pack.model import Anchor, Article, Pack, PassageKind
from ccgbrief.pack.reader import Reading, collect_pack


def check_pack(folder: Path) -> list[Fault]:
    """Return all that is wrong with the pack in `folder`, by file and line."""
    reading = collect_pack(folder)
    if pack := reading.pack:
        _check_ids(pack, reading.faults)
        _check_listing(pack, reading.faults)
        for article in pack.articles:
            _check_article(article, reading.faults)
        for area in pack.areas:
            _check_evidence(area.id, area.evidence, pack, reading)
            _check_names(area.id, "duties", area.duties, [d.id for d in pack.duties], reading)
        for duty in pack.duties:
            _check_evidence(duty.id, duty.evidence, pack, reading)
            _check_names(duty.id, "areas", duty.areas, [a.id for a in pack.areas], reading)
        for figure in pack.figures:
            articles = [a.id for a in pack.articles]
            _check_names(figure.id, "article", [figure.article], articles, reading)
            if not figure.values and figure.id in reading.tables:
                cure = "write values = [{ label = …, value = … }]"
                reading.tables[figure.id].fault("values", "has no number", cure, fatal=False)
    return sorted(reading.faults, key=lambda fault: (str(fault.file), fault.line or 0))


def _check_ids(pack: Pack, faults: list[Fault]) -> None:
    # One name must mean one thing: a note, an anchor or a command gives the id alone.
    ids = [
        item.id
        for group in (pack.articles, pack.areas, pack.duties, pack.figures)
        for item in group
    ]
    for item_id, times in Counter(ids).items():
        if times > 1:
            problem = f"the id “{item_id}” is used {times} times"
            faults.append(Fault(pack.folder, problem, "rename all but one", fatal=False))


def _check_listing(pack: Pack, faults: list[Fault]) -> None:
    listed = {article.path.name for article in pack.articles}
    for file in sorted((pack.folder / "articles").glob("*.md")):
        if file.name not in listed:
            cure = f'add "{file.stem}" to articles in pack.toml'
            faults.append(Fault(file, "is not in the pack", cure, fatal=False))


def _check_article(article: Article, faults: list[Fault]) -> None:
    if not article.passages:
        cure = "write it or take it out of pack.toml"
        faults.append(Fault(article.path, "is an empty article", cure, fatal=False))
    for passage in article.passages:
        if passage.kind is PassageKind.QUOTATION and not passage.speaker:
            problem = "a quotation does not say whose words it is"
            cure = "end it with a line > — Name, role"
            faults.append(Fault(article.path, problem, cure, passage.line, fatal=False))


def _check_evidence(item_id: str, evidence: Sequence[Anchor], pack: Pack, reading: Reading) -> None:
    for anchor in evidence:
        problem = _anchor_problem(anchor, pack)
        if problem and item_id in reading.tables:
            cure = "copy some words of the passage that stand nowhere else"
            reading.tables[item_id].fault(
                "evidence", problem, cure, fatal=False, holding=anchor.words or anchor.article
            )


def _anchor_problem(anchor: Anchor, pack: Pack) -> str:
    """Return what is wrong with an anchor, `""` when it leads to one passage."""
    article = pack.article(anchor.article)
    if article is None:
        return f"“{anchor.article}” is no article of the pack"
    placed = find_passage(anchor.words, article.passages)
    if placed.passage is None:
        return f"no passage of {article.id} has the words “{anchor.words}”"
    if placed.rivals:
        lines = ", ".join(str(p.line) for p in (placed.passage, *placed.rivals))
        return f"“{anchor.words}” is in several passages of {article.id} (lines {lines})"
    if not placed.exact:
        return f"“{anchor.words}” is only nearly in {article.id} (line {placed.passage.line})"
    return ""


def _check_names(
    item_id: str, key: str, named: Sequence[str], known: Sequence[str], reading: Reading
) -> None:
    for name in named:
        if name not in known and item_id in reading.tables:
            near = process.extractOne(name, known, score_cutoff=60)
            cure = f"write {near[0]}" if near else f"write one of {', '.join(known)}"
            reading.tables[item_id].fault(
                key, f"“{name}” is not known", cure, fatal=False, holding=name
            )
