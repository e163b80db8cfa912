"""Finds every problem in a pack, even harmless ones, for `ccgbrief check`."""

from collections import Counter
from collections.abc import Container, Iterable
from pathlib import Path

from ccgbrief.pack.agenda import AgendaItem, wrong_pages
from ccgbrief.pack.anchors import find_passage, nearest_words
from ccgbrief.pack.consistency import IN_WORDS, repeated
from ccgbrief.pack.contents import PackContents
from ccgbrief.pack.files import FILES, MANIFEST, NOT_OF_PACK, OTHERS
from ccgbrief.pack.model import NO_IDS, Anchor, Area, Article, Duty, Figure, Pack, PassageKind
from ccgbrief.pack.problems import Problem
from ccgbrief.pack.quotes import Quote, find_again
from ccgbrief.pack.reader import collect_pack
from ccgbrief.suggest import nearest_cure, nearest_name
from ccgbrief.text import counted, fold

_A_PART = "names a part of the pack, which “show” prints in its place"


def check_pack(folder: Path, beside: Pack | None = None) -> list[Problem]:
    """Return everything that is wrong with the pack in `folder`, by file and line.

    With `beside` they are the reader's own papers beside that pack.
    """
    if beside and not (folder / MANIFEST).exists():
        return lost_papers(folder)
    contents = collect_pack(folder)
    if pack := contents.pack:
        _check_ids(pack, contents, beside)
        _check_files(pack.folder, contents)
        for article in pack.articles:
            _check_article(article, contents.problems)
        for area in pack.areas:
            _check_evidence(area, pack, contents)
            _check_texts(area, ("prompts",), contents)
        for duty in pack.duties:
            _check_evidence(duty, pack, contents)
            _check_texts(duty, ("ready", "watch"), contents)
        for figure in pack.figures:
            _check_figure(figure, contents)
        for item in pack.agenda:
            _check_agenda_item(item, pack, contents)
        for term in repeated(pack.terms, lambda term: fold(term.term)):
            contents.warn(term, "term", f"“{term.term}” is there twice", "merge the two")
    return sorted(contents.problems, key=_order)


def _order(problem: Problem) -> tuple[bool, str, int]:
    """Put the manifest first, since its problems often cause the rest."""
    return problem.file.name != MANIFEST, str(problem.file), problem.line or 0


def _warn(
    problems: list[Problem],
    file: Path,
    what: str,
    cure: str,
    line: int | None = None,
    key: str = "",
) -> None:
    """Add a problem with a file of which nothing is hidden."""
    problems.append(Problem(file, what, cure, line, key, fatal=False))


def _check_ids(pack: Pack, contents: PackContents, beside: Pack | None) -> None:
    for name in sorted(NO_IDS.intersection(contents.names)):
        if contents.manifest:
            what, cure = f"“{name}” {_A_PART}", "rename the article"
            contents.manifest.report("articles", what, cure, fatal=False, holding=name)
    for name in contents.names:
        if contents.manifest and beside and (shown := own_id(name, beside.ids)) != name:
            what = f"“{name}” is an id of “{beside.title}”, so it is shown as {shown} here"
            contents.manifest.report("articles", what, "rename it", fatal=False, holding=name)
    items: tuple[Area | Duty | Figure, ...] = (*pack.areas, *pack.duties, *pack.figures)
    for item in items:
        if item.id in NO_IDS:
            contents.warn(item, "id", f"“{item.id}” {_A_PART}", "rename it")


def own_id(name: str, taken: Container[str]) -> str:
    """Return the id of one of the reader's own papers, which differs from those that are taken."""
    return f"own-{name}" if name in taken else name


def lost_papers(folder: Path) -> list[Problem]:
    """Return what is wrong where the reader's own papers are in a folder without a manifest."""
    count = sum(1 for _ in (folder / "articles").glob("*.md"))
    what = f"is missing, so none of your own papers is shown ({counted(count, 'article')})"
    cure = "put it back; or add a paper, and ccgbrief check says how to list the others"
    return [Problem(folder / MANIFEST, what, cure)] if count else []


def _check_files(folder: Path, contents: PackContents) -> None:
    for file in sorted((folder / "articles").glob("*")):
        if file.suffix != ".md" and file.name.lower().endswith((".md", ".md.txt")):
            _warn(contents.problems, file, "is not read", "end its name in .md")
    for file in sorted(folder.glob("*")):
        name = file.name.lower()  # Notepad adds .txt unseen, Explorer a second .toml
        if name.endswith((".toml", ".toml.txt")) and file.name not in FILES:
            stem = name.partition(".toml")[0]
            near = nearest_name(stem, (Path(name).stem for name in OTHERS))
            cure = f"rename it {near}.toml" if near else "take it out of the pack"
            _warn(contents.problems, file, NOT_OF_PACK, cure)


def _check_article(article: Article, problems: list[Problem]) -> None:
    if not article.passages:
        cure = f"write it or take it out of {MANIFEST}"
        _warn(problems, article.path, "is an empty article", cure)
    elif article.background and not any(p.is_background for p in article.passages):
        headings = [p.text for p in article.passages if p.kind is PassageKind.HEADING]
        what = f"“{article.background}” is not a heading of this article"
        cure = nearest_cure(article.background, headings)
        _warn(problems, article.path, what, cure, key="background")
    if article.url and not article.url.startswith(("http://", "https://")):
        what, cure = f"“{article.url}” is not a web address", 'write url = "https://…"'
        _warn(problems, article.path, what, cure, key="url")
    for passage in article.passages:
        if passage.kind is PassageKind.QUOTATION and not passage.speaker:
            what = "a quotation does not say whose words it is"
            cure = "end it with a line > — Name, role"
            _warn(problems, article.path, what, cure, passage.line)


def _check_texts(item: Area | Duty, keys: Iterable[str], contents: PackContents) -> None:
    for key in keys:
        if "" in getattr(item, key):
            contents.warn(item, key, "has an empty text", "write it or take it out")


def _check_agenda_item(item: AgendaItem, pack: Pack, contents: PackContents) -> None:
    if (article := pack.article(item.article)) and article.passages:
        if wrong := wrong_pages(item, article.page_beginnings):
            contents.warn(item, "pages", *wrong)
    elif item.pages and not item.article:
        contents.warn(item, "pages", "is given without an article", 'write article = "…"')


def _check_figure(figure: Figure, contents: PackContents) -> None:
    given = contents.tables[figure].data
    for key, what in (("unit", "what is counted"), ("base", "of whom or what")):
        if not given.get(key):
            contents.warn(figure, key, "is missing", f'write {key} = "…": {what}')
    if not given.get("values"):
        cure = "write values = [{ label = …, value = … }]"
        contents.warn(figure, "values", "has no number", cure)
    for label, count in Counter(value.label for value in figure.values).items():
        if label and count > 1:
            what = f"“{label}” is there twice"
            contents.warn(figure, "values", what, "tell them apart", label)
    for value in figure.values:
        said = f"“{value.label}” is {value.value:g}"
        if figure.top and value.value > figure.top:
            what = f"{said}, above the top of {figure.top:g}"
            contents.warn(figure, "values", what, "fix the number or the top", value.label)
        if value.value < 0:
            what, cure = f"{said}, which no bar can show", "write a number that is not below 0"
            contents.warn(figure, "values", what, cure, value.label)


def _check_evidence(item: Area | Duty, pack: Pack, contents: PackContents) -> None:
    """Add a problem for each anchor of `item` that does not match exactly one passage."""
    for anchor in item.evidence:
        article = pack.article(anchor.article)
        if article and article.passages and (found := _anchor_problem(anchor, article)):
            contents.warn(item, "evidence", *found, anchor.words or anchor.article)


def _anchor_problem(anchor: Anchor, article: Article) -> tuple[str, str] | None:
    """Return what is wrong with an anchor and how to fix it; None if it leads to one passage."""
    if not anchor.words:
        return f"“{anchor}” gives no words of a passage", IN_WORDS
    placed = find_passage(anchor.words, article.passages)
    found = None if placed.exact else find_again(Quote(anchor.words), article).passage
    if not placed.exact and not found:
        near = nearest_words(anchor.words, article.passages)
        cure = f"the nearest are “{near}”" if near else IN_WORDS
        return f"no passage of {article.id} has the words “{anchor.words}”", cure
    if placed.exact and placed.rivals:
        passages = [p for p in (placed.passage, *placed.rivals) if p]
        lines = ", ".join(str(p.line) for p in passages)
        return f"“{anchor.words}” is in several passages of {article.id} (lines {lines})", IN_WORDS
    if found:
        near = nearest_words(anchor.words, article.passages)
        what = f"the words “{anchor.words}” have changed in {article.id} (line {found.line})"
        return what, f"write {Anchor(article.id, near)}"
    return None
