"""Finds every fault of a pack, also those that the program can live with: for `ccgbrief check`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from ccgbrief.pack.evidence import check_evidence
from ccgbrief.pack.model import Area, Article, Duty, Figure, Pack, PassageKind
from ccgbrief.pack.problems import Fault
from ccgbrief.pack.reader import AREAS, DUTIES, MANIFEST, OTHERS, Reading, collect_pack
from ccgbrief.pack.schema import Table
from ccgbrief.suggest import nearest_name
from ccgbrief.text import fold


def check_pack(folder: Path) -> list[Fault]:
    """Return all that is wrong with the pack in `folder`, by file and line."""
    reading = collect_pack(folder)
    if pack := reading.pack:
        _check_ids(pack, reading)
        _check_files(pack.folder, reading)
        for article in pack.articles:
            _check_article(article, reading.faults)
        for area in pack.areas:
            check_evidence(area, pack, reading)
            _check_texts({"prompts": area.prompts}, reading.tables[area])
            if DUTIES not in reading.unread:
                _check_names(area, "duties", area.duties, [d.id for d in pack.duties], reading)
        for duty in pack.duties:
            check_evidence(duty, pack, reading)
            _check_texts({"ready": duty.ready, "watch": duty.watch}, reading.tables[duty])
            if AREAS not in reading.unread:
                _check_names(duty, "areas", duty.areas, [a.id for a in pack.areas], reading)
        for figure in pack.figures:
            if figure.article and MANIFEST not in reading.unread:
                _check_names(figure, "article", [figure.article], reading.names, reading)
            _check_figure(figure, reading.tables[figure])
        _check_terms(pack, reading)
    return sorted(reading.faults, key=_order)


def _order(fault: Fault) -> tuple[bool, str, int]:
    """Put the manifest first: what is wrong there often causes the rest."""
    return fault.file.name != MANIFEST, str(fault.file), fault.line or 0


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
    for file in sorted((folder / "articles").glob("*")):
        if file.suffix.lower() == ".md" and file.suffix != ".md":
            reading.faults.append(Fault(file, "is not read", "end its name in .md", fatal=False))
        elif file.suffix == ".md" and not {file.stem, MANIFEST} & {*reading.names, *reading.unread}:
            cure = f'add "{file.stem}" to articles in {MANIFEST}'
            reading.faults.append(Fault(file, "is not in the pack", cure, fatal=False))
    for file in sorted(folder.glob("*.toml")):
        if file.name not in (MANIFEST, *OTHERS):
            near = nearest_name(file.stem, (Path(name).stem for name in OTHERS))
            cure = f"rename it {near}.toml" if near else "take it out of the pack"
            problem = "is no file that is read here"
            reading.faults.append(Fault(file, problem, cure, fatal=False))


def _check_article(article: Article, faults: list[Fault]) -> None:
    if not article.passages:
        cure = f"write it or take it out of {MANIFEST}"
        faults.append(Fault(article.path, "is an empty article", cure, fatal=False))
    elif article.background and not any(p.is_background for p in article.passages):
        headings = [p.text for p in article.passages if p.kind is PassageKind.HEADING]
        problem = f"“{article.background}” is no heading of this article"
        cure = _nearest_cure(article.background, headings)
        faults.append(Fault(article.path, problem, cure, key="background", fatal=False))
    if article.url and not article.url.startswith(("http://", "https://")):
        problem, cure = f"“{article.url}” is no web address", 'write url = "https://…"'
        faults.append(Fault(article.path, problem, cure, key="url", fatal=False))
    for passage in article.passages:
        if passage.kind is PassageKind.QUOTATION and not passage.speaker:
            problem = "a quotation does not say whose words it is"
            cure = "end it with a line > — Name, role"
            faults.append(Fault(article.path, problem, cure, passage.line, fatal=False))


def _check_texts(texts: Mapping[str, Sequence[str]], table: Table) -> None:
    for key, listed in texts.items():
        if "" in listed:
            table.fault(key, "has an empty text", "write it or take it out", fatal=False)


def _check_terms(pack: Pack, reading: Reading) -> None:
    seen: set[str] = set()
    for term in pack.terms:
        name = fold(term.term)
        if name and name in seen:
            table = reading.tables[term]
            table.fault("term", f"“{term.term}” is there twice", "unite the two", fatal=False)
        seen.add(name)


def _check_figure(figure: Figure, table: Table) -> None:
    def fault(key: str, problem: str, cure: str, holding: str = "") -> None:
        table.fault(key, problem, cure, fatal=False, holding=holding)

    for key, what in (("unit", "what is counted"), ("base", "of whom or what")):
        if not table.data.get(key):
            fault(key, "is missing", f'write {key} = "…": {what}')
    if not table.data.get("values"):
        fault("values", "has no number", "write values = [{ label = …, value = … }]")
    labels = [value.label for value in figure.values]
    for label, count in Counter(labels).items():
        if label and count > 1:
            fault("values", f"“{label}” is there twice", "tell them apart", label)
    for value in figure.values:
        said = f"“{value.label}” is {value.value:g}"
        if figure.top and value.value > figure.top:
            cure = "mend the number or the top"
            fault("values", f"{said}, above the top of {figure.top:g}", cure, value.label)
        if value.value < 0:
            cure = "write a number that is not below 0"
            fault("values", f"{said}, which no bar can stand for", cure, value.label)


def _check_names(
    item: Area | Duty | Figure, key: str, named: Sequence[str], known: Sequence[str], at: Reading
) -> None:
    for name in named:
        if name not in known:
            problem = f"“{name}” is not known"
            cure = _nearest_cure(name, known)
            at.tables[item].fault(key, problem, cure, fatal=False, holding=name)


def _nearest_cure(name: str, known: Sequence[str]) -> str:
    if near := nearest_name(name, known):
        return f"write {near}"
    return f"write one of {', '.join(known)}" if known else "take it out"
