"""Finds every problem in a pack, even harmless ones, for `ccgbrief check`."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from ccgbrief.pack.agenda import AgendaItem, pages_of
from ccgbrief.pack.anchors import find_passage, nearest_words
from ccgbrief.pack.files import AREAS, DUTIES, MANIFEST, OTHERS
from ccgbrief.pack.model import Anchor, Area, Article, Duty, Figure, Pack, PassageKind
from ccgbrief.pack.problems import Problem
from ccgbrief.pack.quotes import Quote, find_again
from ccgbrief.pack.reader import PackContents, collect_pack
from ccgbrief.pack.schema import Table
from ccgbrief.suggest import nearest_name
from ccgbrief.text import fold

_WORDS = "write ARTICLE: WORDS, some of its words that stand nowhere else"


def check_pack(folder: Path) -> list[Problem]:
    """Return everything that is wrong with the pack in `folder`, by file and line."""
    contents = collect_pack(folder)
    if pack := contents.pack:
        _check_ids(pack, contents)
        _check_files(pack.folder, contents)
        for article in pack.articles:
            _check_article(article, contents.problems)
        for area in pack.areas:
            _check_evidence(area, pack, contents)
            _check_texts({"prompts": area.prompts}, contents.tables[area])
            if DUTIES not in contents.unread:
                _check_names(area, "duties", area.duties, [d.id for d in pack.duties], contents)
        for duty in pack.duties:
            _check_evidence(duty, pack, contents)
            _check_texts({"ready": duty.ready, "watch": duty.watch}, contents.tables[duty])
            if AREAS not in contents.unread:
                _check_names(duty, "areas", duty.areas, [a.id for a in pack.areas], contents)
        for figure in pack.figures:
            if figure.article and MANIFEST not in contents.unread:
                _check_names(figure, "article", [figure.article], contents.names, contents)
            _check_figure(figure, contents.tables[figure])
        for item in pack.agenda:
            _check_agenda_item(item, pack, contents)
        _check_numbers(pack.agenda, contents)
        _check_terms(pack, contents)
    return sorted(contents.problems, key=_order)


def _order(problem: Problem) -> tuple[bool, str, int]:
    """Put the manifest first, since its problems often cause the rest."""
    return problem.file.name != MANIFEST, str(problem.file), problem.line or 0


def _check_ids(pack: Pack, contents: PackContents) -> None:
    # An id must be unique: notes, anchors and commands give the id alone.
    seen: set[str] = set()
    for name in contents.names:
        if name in seen and contents.manifest:
            contents.manifest.report(
                "articles", f"names “{name}” twice", "take one out", fatal=False
            )
        seen.add(name)
    items: tuple[Area | Duty | Figure, ...] = (*pack.areas, *pack.duties, *pack.figures)
    for item in items:
        if item.id in seen:
            what = f"“{item.id}” is the id of something else"
            contents.tables[item].report("id", what, "rename one of them", fatal=False)
        seen.add(item.id)


def _check_files(folder: Path, contents: PackContents) -> None:
    for file in sorted((folder / "articles").glob("*")):
        if file.suffix.lower() == ".md" and file.suffix != ".md":
            contents.problems.append(
                Problem(file, "is not read", "end its name in .md", fatal=False)
            )
        elif file.suffix == ".md" and not {file.stem, MANIFEST} & {
            *contents.names,
            *contents.unread,
        }:
            cure = f'add "{file.stem}" to articles in {MANIFEST}'
            contents.problems.append(Problem(file, "is not in the pack", cure, fatal=False))
    for file in sorted(folder.glob("*.toml")):
        if file.name not in (MANIFEST, *OTHERS):
            near = nearest_name(file.stem, (Path(name).stem for name in OTHERS))
            cure = f"rename it {near}.toml" if near else "take it out of the pack"
            what = "is not a file of a pack"
            contents.problems.append(Problem(file, what, cure, fatal=False))


def _check_article(article: Article, problems: list[Problem]) -> None:
    if not article.passages:
        cure = f"write it or take it out of {MANIFEST}"
        problems.append(Problem(article.path, "is an empty article", cure, fatal=False))
    elif article.background and not any(p.is_background for p in article.passages):
        headings = [p.text for p in article.passages if p.kind is PassageKind.HEADING]
        what = f"“{article.background}” is not a heading of this article"
        cure = _nearest_cure(article.background, headings)
        problems.append(Problem(article.path, what, cure, key="background", fatal=False))
    if article.url and not article.url.startswith(("http://", "https://")):
        what, cure = f"“{article.url}” is not a web address", 'write url = "https://…"'
        problems.append(Problem(article.path, what, cure, key="url", fatal=False))
    for passage in article.passages:
        if passage.kind is PassageKind.QUOTATION and not passage.speaker:
            what = "a quotation does not say whose words it is"
            cure = "end it with a line > — Name, role"
            problems.append(Problem(article.path, what, cure, passage.line, fatal=False))


def _check_texts(texts: Mapping[str, Sequence[str]], table: Table) -> None:
    for key, listed in texts.items():
        if "" in listed:
            table.report(key, "has an empty text", "write it or take it out", fatal=False)


def _check_terms(pack: Pack, contents: PackContents) -> None:
    seen: set[str] = set()
    for term in pack.terms:
        name = fold(term.term)
        if name and name in seen:
            table = contents.tables[term]
            table.report("term", f"“{term.term}” is there twice", "merge the two", fatal=False)
        seen.add(name)


def _check_agenda_item(item: AgendaItem, pack: Pack, contents: PackContents) -> None:
    if item.article and MANIFEST not in contents.unread:
        _check_names(item, "article", [item.article], contents.names, contents)
    if (article := pack.article(item.article)) and article.passages:
        pages = [passage.page for passage in article.passages if passage.page]
        if pages_of(item, pages) is None:
            there = f"it has {pages[0].label}–{pages[-1].label}" if pages else "it has none"
            what = f"“{item.pages}” is not a page or a range of pages of {article.id}"
            contents.tables[item].report("pages", what, there, fatal=False)
    elif item.pages and not item.article:
        contents.tables[item].report(
            "pages", "is given without an article", 'write article = "…"', fatal=False
        )


def _check_numbers(items: Sequence[AgendaItem], contents: PackContents) -> None:
    """Report numbers of several items: a note that begins `Item 3:` is on one of them."""
    seen: set[str] = set()
    for item in items:
        if item.number and item.number.casefold() in seen:
            what = f"“{item.number}” is the number of another item"
            contents.tables[item].report("number", what, "number them apart", fatal=False)
        seen.add(item.number.casefold())


def _check_figure(figure: Figure, table: Table) -> None:
    def report(key: str, what: str, cure: str, holding: str = "") -> None:
        table.report(key, what, cure, fatal=False, holding=holding)

    for key, what in (("unit", "what is counted"), ("base", "of whom or what")):
        if not table.data.get(key):
            report(key, "is missing", f'write {key} = "…": {what}')
    if not table.data.get("values"):
        report("values", "has no number", "write values = [{ label = …, value = … }]")
    labels = [value.label for value in figure.values]
    for label, count in Counter(labels).items():
        if label and count > 1:
            report("values", f"“{label}” is there twice", "tell them apart", label)
    for value in figure.values:
        said = f"“{value.label}” is {value.value:g}"
        if figure.top and value.value > figure.top:
            cure = "fix the number or the top"
            report("values", f"{said}, above the top of {figure.top:g}", cure, value.label)
        if value.value < 0:
            cure = "write a number that is not below 0"
            report("values", f"{said}, which no bar can show", cure, value.label)


def _check_names(
    item: Area | Duty | Figure | AgendaItem,
    key: str,
    named: Sequence[str],
    known: Sequence[str],
    contents: PackContents,
) -> None:
    for name in named:
        if name not in known:
            what = f"“{name}” is not known"
            cure = _nearest_cure(name, known)
            contents.tables[item].report(key, what, cure, fatal=False, holding=name)


def _nearest_cure(name: str, known: Sequence[str]) -> str:
    if near := nearest_name(name, known):
        return f"write {near}"
    return f"write one of {', '.join(known)}" if known else "take it out"


def _check_evidence(item: Area | Duty, pack: Pack, contents: PackContents) -> None:
    """Add a problem for each anchor of `item` that does not match exactly one passage."""
    for anchor in item.evidence:
        article = pack.article(anchor.article)
        if article is None:
            # An article that cannot be read has its own problem already.
            known = anchor.article in contents.names or MANIFEST in contents.unread
            found = None if known else _unknown_article(anchor, contents.names)
        else:
            found = _anchor_problem(anchor, article) if article.passages else None
        if found:
            holding = anchor.words or anchor.article
            contents.tables[item].report("evidence", *found, fatal=False, holding=holding)


def _unknown_article(anchor: Anchor, names: Sequence[str]) -> tuple[str, str]:
    near = nearest_name(anchor.article, names)
    cure = f"write {Anchor(near, anchor.words or 'WORDS')}" if near else _WORDS
    return f"“{anchor.article}” is not an article of the pack", cure


def _anchor_problem(anchor: Anchor, article: Article) -> tuple[str, str] | None:
    """Return what is wrong with an anchor and how to fix it; None if it leads to one passage."""
    if not anchor.words:
        return f"“{anchor}” gives no words of a passage", _WORDS
    placed = find_passage(anchor.words, article.passages)
    found = None if placed.exact else find_again(Quote(anchor.words), article).passage
    if not placed.exact and not found:
        near = nearest_words(anchor.words, article.passages)
        cure = f"the nearest are “{near}”" if near else _WORDS
        return f"no passage of {article.id} has the words “{anchor.words}”", cure
    if placed.exact and placed.rivals:
        passages = [p for p in (placed.passage, *placed.rivals) if p]
        lines = ", ".join(str(p.line) for p in passages)
        return f"“{anchor.words}” is in several passages of {article.id} (lines {lines})", _WORDS
    if found:
        near = nearest_words(anchor.words, article.passages)
        what = f"the words “{anchor.words}” have changed in {article.id} (line {found.line})"
        return what, f"write {Anchor(article.id, near)}"
    return None
