"""Says where a passage is from, in the words a reader would call out or paste."""

from ccgbrief.pack.model import Article, Figure, Passage


def cite(article: Article, passage: Passage | None = None) -> str:
    """Return the citation of an article, or of a passage: its speaker first where it has one.

    For example: A. Author, “Title”, The Journal, 2015, p. 3. What the pack says of its own beside
    the article must not be cited as the author's.
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


def cite_figure(article: Article, figure: Figure) -> str:
    """Return the citation of a figure that stands in the pack with that article."""
    return _background(article) if figure.background else cite(article)


def _background(article: Article) -> str:
    return f"Background in this pack, beside “{article.title}”"


def attribution(passage: Passage) -> str:
    """Return who said a quotation, with what the article says of them."""
    return ", ".join(part for part in (passage.speaker, passage.role) if part)
