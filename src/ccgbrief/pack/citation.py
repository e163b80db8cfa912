"""Says where a passage is from, in the words a reader would call out or paste."""

from ccgbrief.pack.model import Article, Passage


def cite(article: Article, passage: Passage | None = None) -> str:
    """Return the citation of an article, or of a passage: its speaker first where it has one.

    For example: A. Author, “Title”, The Journal, 2015, p. 3.
    """
    title = f"“{article.title}”"
    source = [article.author, title, article.publication, article.published]
    if passage and passage.page is not None:
        source.append(f"p. {passage.page}")
    cited = ", ".join(part for part in source if part)
    if passage and passage.speaker:
        return f"{attribution(passage)}; {cited}"
    return cited


def attribution(passage: Passage) -> str:
    """Return who said a quotation, with what the article says of them."""
    return ", ".join(part for part in (passage.speaker, passage.role) if part)
