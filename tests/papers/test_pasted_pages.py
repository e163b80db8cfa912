"""Text pasted from web pages: the article stays, and the page around it is left out."""

from pathlib import Path
from typing import NamedTuple

import pytest

from ccgbrief.pack import Article, PassageKind, check_pack, read_pack
from ccgbrief.pack_editing import Added, Options, Outcome, add_papers, new_pack

OPINION = """\
Start reading
Town libraries have lost their map

Reading room closed for repairs
The trust has told branches to look for ‘sensible local answers’. Photograph: Bob Sample/MS

Town libraries need a new plan, for they face their third reorganisation in as many years, and \
those who run them say that nobody has asked the readers what they want.

Research by the Mill Trust into the twelve town libraries concludes that the work of volunteers \
“hangs by a thread”. Those who run the branches have neither the time nor the money for it.

While the papers look at the buildings, the lending desks are under strain as well, after the \
Trust Board ruled there is “no prospect of extra staff” for the evening hours that begin in May.

Who answers for what is unclear to readers and to branches.

“Everybody waits for somebody to decide,” said Ann Other, a branch manager. “It cannot last.”

The failure of two suppliers – East and Northern Dales – leaves 31 branches to find others before \
the summer. Some have taken the work back into their own hands, and whether that lasts is open.

Do you read us every week? Sign up for the letter of the Library Network, free of charge, and get \
our newsletter by email each Friday.

Our Picks
Already registered? Sign in here
Download the app
Related stories
"""
PAGE_AROUND_OPINION = (
    "Start reading",
    "Related stories",
    "Our Picks",
)

NEWS = """\
Branch managers are surer of their budgets than they were, and less sure of who decides what.

Seventy-two managers of 58 branches, 29 per cent of all 200, answered the survey of the autumn.

One said: “[There is] a good deal of fog over who signs for repairs in the branches.”

Another claimed: “With all the goodwill of [the] area office, nobody can say who decides.”

Branch survey results

Branch survey results

Dales branch chair Bob Sample, co-chair of the Readers’ Council, said: “Branches are sure of \
themselves and have the people that they need for the year.

“The hard part is that everybody is new. [There is] still doubt about who leads on buildings.

“Nor are all areas alike − each office does it in its own way, and so does each branch.”

Trust Board interim head of buildings Ann Example, responding to the survey, told The Paper: “We \
know that working well together is what matters most.

“How we do it will change with time. We will need to find the balance in each of the areas.”
"""


class Pasted(NamedTuple):
    """The pages as they were added."""

    folder: Path
    results: list[Added]


@pytest.fixture(scope="module")
def pasted(tmp_path_factory: pytest.TempPathFactory) -> Pasted:
    top = tmp_path_factory.mktemp("pasted")
    pages = top / "pages"
    pages.mkdir()
    article = OPINION[OPINION.index("Town libraries have") : OPINION.index("Do you read us")]
    letters = "".join(c if c.isalnum() or c.isspace() else " " for c in article)
    (pages / "0-degraded.txt").write_text(" ".join(letters.split())[1:], "utf-8")
    (pages / "1-opinion.txt").write_text(OPINION, "utf-8")
    (pages / "2-news.txt").write_text(NEWS, "utf-8")
    new_pack(top / "pack")
    return Pasted(top / "pack", add_papers([pages], top / "pack", Options()))


def articles(pasted: Pasted) -> list[Article]:
    added = [r.article for r in pasted.results if r.outcome is Outcome.ADDED]
    pack = read_pack(pasted.folder)
    return [article for name in added if (article := pack.article(name))]


def test_a_copy_without_punctuation_is_reported_and_not_added(pasted: Pasted) -> None:
    outcomes = [r.outcome for r in pasted.results]
    assert outcomes == [Outcome.DUPLICATE, Outcome.ADDED, Outcome.ADDED]
    assert check_pack(pasted.folder) == []


def test_the_page_around_an_article_is_left_out(pasted: Pasted) -> None:
    opinion, _ = articles(pasted)
    assert opinion.title == "Town libraries have lost their map"
    text = "\n".join(p.text for p in opinion.passages)
    for line in PAGE_AROUND_OPINION:
        assert line not in text
    assert "third reorganisation" in text
    assert "31 branches" in text


def test_every_paragraph_stays_in_its_order(pasted: Pasted) -> None:
    _, news = articles(pasted)
    text = " ".join(p.text for p in news.passages)
    starts = ("Branch managers", "Seventy-two", "a good deal of fog", "each office does it")
    places = [text.find(start) for start in starts]
    assert -1 not in places
    assert places == sorted(places)


def test_people_are_the_speakers_of_their_words(pasted: Pasted) -> None:
    speakers = [s for article in articles(pasted) for s in said_by(article)]
    assert speakers == [
        "Ann Other",
        "Bob Sample",
        "Ann Example",
    ]


def said_by(article: Article) -> list[str]:
    return [p.speaker for p in article.passages if p.kind is PassageKind.QUOTATION]
