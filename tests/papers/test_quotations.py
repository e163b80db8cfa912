"""Quotations: people's words with the speaker that the sentence names, and no other."""

import pytest

from ccgbrief.pack import Page, PassageKind
from ccgbrief.papers.paper import Block
from ccgbrief.papers.quotations import with_quotations


def quotations(*paragraphs: str) -> list[tuple[str, str, str]]:
    blocks = [Block(PassageKind.PARAGRAPH, text) for text in paragraphs]
    return [
        (block.text, block.speaker, block.role)
        for block in with_quotations(blocks)
        if block.kind is PassageKind.QUOTATION
    ]


@pytest.mark.parametrize(
    ("text", "words", "speaker", "role"),
    [
        ("The chair said: “We will see.”", "“We will see.”", "The chair", ""),
        (
            "Northam chair Ann Example, a nurse by training, said: “We will see.”",
            "“We will see.”",
            "Ann Example",
            "Northam chair, a nurse by training",
        ),
        (
            "In May, interim director of the mill Bob Sample, speaking in Oak, told us: “Not yet.”",
            "“Not yet.”",
            "Bob Sample",
            "interim director of the mill",
        ),
        ("As Dr. Ann Example has put it, “it is late.”", "“it is late.”", "Dr Ann Example", ""),
        ("“We will see,” said Ann Example.", "“We will see,”", "Ann Example", ""),
        ("“We will see,” Ann Example said later.", "“We will see,”", "Ann Example", ""),
        ("“We will see!” Example said.", "“We will see!”", "Example", ""),
        (
            "“We will see,” added Bob Sample, the chair.",
            "“We will see,”",
            "Bob Sample",
            "the chair",
        ),
        ("“We will see,” said Sample, and left.", "“We will see,”", "Sample", ""),
        (
            "“We will see,” says Ann Example, MD, head of Oak.",
            "“We will see,”",
            "Ann Example",
            "MD",
        ),
        ('Ann Example said: "We will see."', '"We will see."', "Ann Example", ""),
        ("Ann Example said it was “far from done”.", "“far from done”", "Ann Example", ""),
        ("“It is late”, Dr. Ann Example told them.", "“It is late”", "Dr Ann Example", ""),
        (
            "“It is late,” said the finance head, Bob Sample.",
            "“It is late,”",
            "Bob Sample",
            "finance head",
        ),
        ("Mr Sample has predicted “hard times” for it.", "“hard times”", "Mr Sample", ""),
        ("The NHS said that it is “not true”.", "“not true”", "NHS", ""),
        (
            "A spokesman for North Mill said it was “not true”.",
            "“not true”",
            "A spokesman for North Mill",
            "",
        ),
    ],
)
def test_the_speaker_is_the_one_the_sentence_names(
    text: str, words: str, speaker: str, role: str
) -> None:
    assert quotations(text) == [(words, speaker, role)]


@pytest.mark.parametrize(
    "text",
    [
        "They were advised to adopt “flexible local answers”.",
        "The sum was described as “far too small” by many.",
        "They will be “co-owners” of the mill, Ann Example said.",
        "The board rejected claims of “a loss”, Mr Sample said.",
        "The board saw a rise – “a worry”, said Ann Example.",
        "Ann Example gave a list of words that say “not yet”.",
        "Ann Example said the board had to read the term “due time”.",
        "30 per cent said the two were “joint owners of it”.",
        "Half agreed with the statement: “We own it jointly.”",
        "Nobody said “not yet”.",
        "Ann Example wrote “The Mill at Oak” in May.",
        "Ann Example wrote a book, “The Mill at Oak”.",
        "The setting tells “git fetch” to wait.",
        f"The {'very ' * 90} Ann Example said: “Not yet.”",
        "Had Ann Example said “not yet”, we had stopped.",
        "Ann Example met Bob Sample. “It is early,” she said.",
        "“It is early,” He said.",
        "Critics said “not yet”.",
        "“Not yet!” Ann Example told herself to wait.",
        "“Not yet,” said Ann Example and Bob Sample.",
        "Ann Example and Bob Sample said: “Not yet.”",
        "“Not yet,” Ann Example was told.",
        "“An opening mark without an end, said Ann Example.",
        "It doesn't say 'no' and isn't Bob's.",
    ],
)
def test_words_without_a_named_speaker_stay_in_the_text(text: str) -> None:
    assert quotations(text) == []


def test_a_speech_of_several_paragraphs_is_one_quotation() -> None:
    said = quotations(
        "The chair, Ann Example, said: “It is a beginning.", "“It is not all.", "“We meet in May.”"
    )
    assert [words for words, *_ in said] == [
        "“It is a beginning.\nIt is not all.\nWe meet in May.”"
    ]
    assert said[0][1] == "Ann Example"


def test_a_speech_that_never_closes_is_left_as_it_is() -> None:
    texts = ["Chair Ann Example said: “It is a beginning.", "“It is not all.", "They met."]
    blocks = [Block(PassageKind.PARAGRAPH, text) for text in texts]
    assert list(with_quotations(blocks)) == blocks


def test_words_at_the_end_of_a_paragraph_move_and_others_stay_there_too() -> None:
    blocks = with_quotations(
        [
            Block(PassageKind.PARAGRAPH, "Ann Example said: “It is a beginning.”", page=Page("3")),
            Block(PassageKind.PARAGRAPH, "Bob Sample said it was “quite new” to him."),
        ]
    )
    assert [b.text for b in blocks] == [
        "Ann Example said:",
        "“It is a beginning.”",
        "Bob Sample said it was “quite new” to him.",
        "“quite new”",
    ]
    assert blocks[1].page == Page("3")


def test_what_the_name_of_the_speaker_cuts_in_two_is_one_quotation() -> None:
    assert quotations("“It is late,” said Ann Example, a nurse. “We must go.” They went.") == [
        ("“It is late,”\n“We must go.”", "Ann Example", "a nurse")
    ]
    assert quotations("“It is late”, Ann Example told them, “and dark too.”") == [
        ("“It is late”\n“and dark too.”", "Ann Example", "")
    ]


def test_a_reply_is_not_what_was_said_before() -> None:
    said = quotations("“It is late,” said Ann Example. “It is early,” said Bob Sample.")
    assert [speaker for _, speaker, _ in said] == ["Ann Example", "Bob Sample"]


@pytest.mark.parametrize("words", ["We start at once.", "“We start at once.”"])
def test_a_quotation_of_the_format_without_a_speaker_has_marks(words: str) -> None:
    (block,) = with_quotations([Block(PassageKind.QUOTATION, words)])
    assert (block.kind, block.text) == (PassageKind.PARAGRAPH, "“We start at once.”")


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Mr Sample: “There is none.” Mrs Example said: “There is.”", ["Mrs Example"]),
        ("Ann Example gave what she called “a start”, but Bob Sample said “not yet”.", []),
        ("In reply to Ann Example, who said “not yet”, Bob Sample said “now or never”.", []),
        ("Bob Sample shouted “it is over” before Ann Example said “not yet”.", []),
        ("Ann Example asked, “Whose is it?” and Bob Sample replied, “It is mine.”", []),
        ("Mr Sample told Mrs Example “not yet”. She replied “then be quick”.", []),
        ("“It is late,” said Ann Example. “Not yet!” Bob Sample laughed.", ["Ann Example"]),
        ("“It is late,” said Ann Example. “Not yet,” he said.", ["Ann Example"]),
        ("“It is late,” said Ann Example. He left. “Not yet.”", ["Ann Example"]),
        ("Ann Example shook her head. “Not yet.” Bob Sample said nothing.", []),
        ("Neither Ann Example nor Bob Sample said “not yet”.", []),
        ("Ann Example said she was told by Bob Sample: “You must pay.”", []),
        ("If Ann Example says “not yet” then we stop.", []),
        ("Ann Example denied that Bob Sample had said “not yet”.", []),
        ("Ann Example thanked Bob Sample: “You did well.” He replied: “I know.”", []),
        ("Ann Example said the CQC called the service “very poor”.", []),
        ("The chair thanked Ann Example and said: “Not yet.”", []),
        ("On behalf of Ann Example, Bob Sample said “not yet”.", ["Bob Sample"]),
        ("Ann Example, appointed by Bob Sample in May, said “not yet”.", ["Ann Example"]),
    ],
)
def test_of_two_people_the_speaker_is_the_one_who_surely_spoke(
    text: str, speakers: list[str]
) -> None:
    said = quotations(text)
    assert [speaker for _, speaker, _ in said] == speakers
    assert all("\n" not in words for words, *_ in said)
