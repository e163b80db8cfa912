"""Makes citations of passages, and the text by which a passage is quoted on its own."""

import re

from ccgbrief.pack.markdown import CELL_SEPARATOR
from ccgbrief.pack.model import Article, Figure, Passage, PassageKind

_LABEL = r"[^\W\d]|\d\.\d|\("
"""Found in the label of an item, but not in a bullet or a plain list number."""


def cite(article: Article, passage: Passage | None = None) -> str:
    """Return the citation of an article, or of a passage: its speaker first where it has one.

    For example: A. Author, “Title”, The Journal, 2015, p. 3. What the pack adds in its own words
    must not be cited as the author's.
    """
    if passage and passage.is_background:
        cited = _background(article)
    else:
        source = [article.author, f"“{article.title}”", article.publication, article.published]
        if passage and passage.page is not None:
            source.append(passage.page.cited)
        cited = ", ".join(part for part in source if part)
    if passage and passage.speaker:
        return f"{attribution(passage)}; {cited}"
    return cited


def cite_figure(article: Article | None, figure: Figure) -> str:
    """Return the source of a figure, whose article is None where it was taken out of the pack."""
    if article is None:
        return f"“{figure.article}”, which is not in this pack"
    return _background(article) if figure.background else cite(article)


def _background(article: Article) -> str:
    return f"Background in this pack, beside “{article.title}”"


def quoted(passage: Passage) -> str:
    """Return a passage's text in a form that can be read on its own.

    A row has each cell's head before it (`Cardiology: Oct 18.2, Nov 17.9`), a labelled item its
    label.
    """
    if passage.heads:
        (name, *cells), (_, *heads) = passage.cells, passage.heads
        pairs = zip(heads, cells, strict=True)
        said = ", ".join(f"{head} {cell}".strip() for head, cell in pairs if cell.strip())
        return ": ".join(part for part in (name, said) if part.strip())
    if passage.kind is PassageKind.ITEM and re.search(_LABEL, passage.marker):
        return f"{passage.marker} {passage.text}"
    return passage.text


def quoted_again(words: str, passage: Passage | None = None) -> str:
    """Return words that were kept of a passage in the form in which it is quoted.

    Those of a row have the heads of the `passage` that it is now, if they are as many, or commas.
    """
    cells = tuple(words.split(CELL_SEPARATOR))
    if passage and len(cells) == len(passage.heads):
        return quoted(passage._replace(text=words, cells=cells))
    return ", ".join(cell for cell in cells if cell.strip())


def attribution(passage: Passage) -> str:
    """Return the speaker of a quotation, with the role that the article gives them."""
    return ", ".join(part for part in (passage.speaker, passage.role) if part)
