"""Finds every fault of a pack, also those that the program can live with: for `ccgbrief check`."""

from collections.abc import Sequence
from pathlib import Path

from ccgbrief.pack.anchors import find_passage
from ccgbrief.pack.faults import Fault
from ccgbrief.pack.model import Anchor, Area, Article, Duty, Figure, Pack, PassageKind
from ccgbrief.pack.reader import AREAS, DUTIES, MANIFEST, OTHERS, Reading, collect_pack


def check_pack(folder: Path) -> list[Fault]:
    """Return all that is wrong with the pack in `folder`, by file and line."""
    reading = collect_pack(folder)
    if pack := reading.pack:
        _check_ids(pack, reading)
        _check_files(pack.folder, reading)
        for article in pack.articles:
            _check_article(article, reading.faults)
        for area in pack.areas:
            _check_evidence(area, pack, reading)
            if DUTIES not in reading.unread:
                _check_names(area, "duties", area.duties, [d.id for d in pack.duties], reading)
        for duty in pack.duties:
            _check_evidence(duty, pack, reading)
            if AREAS not in reading.unread:
                _check_names(duty, "areas", duty.areas, [a.id for a in pack.areas], reading)
        for figure in pack.figures:
            _check_names(figure, "article", [figure.article], reading.names, reading)
            table = reading.tables[figure]
            if not table.data.get("values"):
                cure = "write values = [{ label = …, value = … }]"
                table.fault("values", "has no number", cure, fatal=False)
    return sorted(reading.faults, key=lambda fault: (str(fault.file), fault.line or 0))


def _check_ids(pack: Pack, reading: Reading) -> None:
    # One name must mean one thing: a note, an anchor or a command gives the id alone.
    seen: set[str] = set()
    for name in reading.names:
        if name in seen and reading.manifest:
            reading.manifest.fault("articles", f"names “{name}” twice", "take one out", fatal=False)
        seen.add(name)
    items: tuple[Area | Duty | Figure, ...] = (*pack.areas, *pack.duties, *pack.figures)
    for item in items:
        if item.id in seen:
            problem = f"“{item.id}” is the id of something else"
            reading.tables[item].fault("id", problem, "rename one of them", fatal=False)
        seen.add(item.id)


def _check_files(folder: Path, reading: Reading) -> None:
    for file in sorted((folder / "articles").glob("*.md")):
        if file.stem not in reading.names:
            cure = f'add "{file.stem}" to articles in {MANIFEST}'
            reading.faults.append(Fault(file, "is not in the pack", cure, fatal=False))
    for file in sorted(folder.glob("*.toml")):
        if file.name not in (MANIFEST, *OTHERS):
            from rapidfuzz import process  # noqa: PLC0415 (a pack seldom has other files)

            near = process.extractOne(file.name, OTHERS, score_cutoff=80)
            cure = f"rename it {near[0]}" if near else "take it out of the pack"
            problem = "is no file that is read here"
            reading.faults.append(Fault(file, problem, cure, fatal=False))


def _check_article(article: Article, faults: list[Fault]) -> None:
    if not article.passages:
        cure = f"write it or take it out of {MANIFEST}"
        faults.append(Fault(article.path, "is an empty article", cure, fatal=False))
    if article.background and not any(p.is_background for p in article.passages):
        headings = [p.text for p in article.passages if p.kind is PassageKind.HEADING]
        problem = f"“{article.background}” is no heading of this article"
        cure = _nearest_cure(article.background, headings)
        faults.append(Fault(article.path, problem, cure, key="background", fatal=False))
    for passage in article.passages:
        if passage.kind is PassageKind.QUOTATION and not passage.speaker:
            problem = "a quotation does not say whose words it is"
            cure = "end it with a line > — Name, role"
            faults.append(Fault(article.path, problem, cure, passage.line, fatal=False))


def _check_evidence(item: Area | Duty, pack: Pack, reading: Reading) -> None:
    for anchor in item.evidence:
        if problem := _anchor_problem(anchor, pack, reading.names):
            cure = "write ARTICLE: WORDS, some of its words that stand nowhere else"
            holding = anchor.words or anchor.article
            reading.tables[item].fault("evidence", problem, cure, fatal=False, holding=holding)


def _anchor_problem(anchor: Anchor, pack: Pack, names: Sequence[str]) -> str:
    """Return what is wrong with an anchor, `""` when it leads to one passage."""
    article = pack.article(anchor.article)
    if article is None:
        # Of an article that cannot be read the words are not known, and it has a fault already.
        return "" if anchor.article in names else f"“{anchor.article}” is no article of the pack"
    if not anchor.words:
        return f"“{anchor}” gives no words of a passage"
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
    item: Area | Duty | Figure, key: str, named: Sequence[str], known: Sequence[str], at: Reading
) -> None:
    for name in named:
        if name not in known:
            problem = f"“{name}” is not known"
            cure = _nearest_cure(name, known)
            at.tables[item].fault(key, problem, cure, fatal=False, holding=name)


def _nearest_cure(name: str, known: Sequence[str]) -> str:
    from rapidfuzz import process  # noqa: PLC0415 (most packs have no such fault)

    near = process.extractOne(name, known, score_cutoff=60)
    if near:
        return f"write {near[0]}"
    return f"write one of {', '.join(known)}" if known else "take it out"
