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
            "Interim director of the mill Bob Sample, speaking in May, told The Paper: “Not yet.”",
            "“Not yet.”",
            "Bob Sample",
            "interim director of the mill",
        ),
        (
            "It is not alone, and health officer Ann Example has told members it is “quite new”.",
            "“quite new”",
            "Ann Example",
            "health officer",
        ),
        ("“We will see,” said Ann Example.", "“We will see,”", "Ann Example", ""),
        ("“We will see,” Ann Example said later.", "“We will see,”", "Ann Example", ""),
        (
            "“We will see,” added Bob Sample, the chair.",
            "“We will see,”",
            "Bob Sample",
            "the chair",
        ),
        ("As a nurse pointed out, it is “far from done”.", "“far from done”", "A nurse", ""),
        (
            "Research by the Mill Trust into towns concludes that it “stays open”.",
            "“stays open”",
            "Mill Trust",
            "",
        ),
        ("According to Ann Example, it is “far from done”.", "“far from done”", "Ann Example", ""),
        ('Ann Example said: "We will see."', '"We will see."', "Ann Example", ""),
        ("Ann Example said it was ‘far from done’.", "‘far from done’", "Ann Example", ""),
        ("The board saw a rise – “a worry”, said Ann Example.", "“a worry”", "Ann Example", ""),
        ("“It is late”, Dr. Ann Example told them.", "“It is late”", "Dr Ann Example", ""),
        (
            "Professor Ann Example of the University of Northam warned: “Not yet.”",
            "“Not yet.”",
            "Professor Ann Example",
            "of the University of Northam",
        ),
        (
            "The chief executive, Ann Example, described it as “not yet done”.",
            "“not yet done”",
            "Ann Example",
            "chief executive",
        ),
        ("Mr Sample disagreed. “It is early,” he said.", "“It is early,”", "Mr Sample", ""),
        ("The NHS ruled there is “no more money” for it.", "“no more money”", "NHS", ""),
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
        "30 per cent said the two were “joint owners of it”.",
        "Half agreed with the statement: “We own it jointly.”",
        "The scheme, known as “Better Together”, began.",
        "The plan was late. “It is early,” she said.",
        "“An opening mark without an end, said Ann Example.",
        "It doesn't say 'no' and isn't Bob's.",
        "While Example was away, all was quiet. “It was late,” she said.",
    ],
)
def test_words_without_a_named_speaker_stay_in_the_text(text: str) -> None:
    assert quotations(text) == []


def test_a_speech_of_several_paragraphs_is_one_quotation() -> None:
    said = quotations(
        "Chair Ann Example said: “It is a beginning.", "“It is not all.", "“We meet in May.”", "So."
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


def test_one_and_another_are_of_those_the_paragraph_before_speaks_of() -> None:
    said = quotations(
        "Many GP leaders were asked for their view.",
        "One said: “It is a muddle.”",
        "Another claimed: “It is all clear.”",
    )
    assert [speaker for _, speaker, _ in said] == ["One GP leader", "Another GP leader"]


def test_she_is_the_one_who_spoke_just_before() -> None:
    said = quotations("Ann Example said: “It is late.”", "She added: “It is dark.”")
    assert [speaker for _, speaker, _ in said] == ["Ann Example", "Ann Example"]


def test_a_pronoun_means_nobody_of_long_ago() -> None:
    between = "The mill has stood beside the river for a hundred years."
    assert len(quotations("Ann Example said: “It is late.”", between, "She added: “So.” ")) == 1
    said = quotations("Ann Example said: “It is late.” Mr Sample laughed. “It is early,” he said.")
    assert [speaker for _, speaker, _ in said] == ["Ann Example", "Mr Sample"]


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


def test_an_indented_text_with_its_speaker_is_a_quotation() -> None:
    block = Block(PassageKind.QUOTATION, "“It is late,” said Ann Example.")
    assert [b.speaker for b in with_quotations([block])] == ["", "Ann Example"]


def test_two_quotations_of_one_sentence_have_one_speaker() -> None:
    said = quotations("One nurse writes that they need “much more help”, or it is “all in vain”.")
    assert [(words, speaker) for words, speaker, _ in said] == [
        ("“much more help”", "One nurse"),
        ("“all in vain”", "One nurse"),
    ]


def test_a_quotation_of_the_format_without_a_speaker_is_a_paragraph() -> None:
    blocks = with_quotations([Block(PassageKind.QUOTATION, "An indented text.")])
    assert [b.kind for b in blocks] == [PassageKind.PARAGRAPH]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Mr Sample: “There is none.” Mrs Example said: “There is.”", ["Mr Sample", "Mrs Example"]),
        (
            "Ann Example gave what she called “a start”, but Bob Sample said “not yet”.",
            ["Bob Sample"],
        ),
        (
            "In reply to Ann Example, who said “not yet”, Bob Sample said “now or never”.",
            ["Bob Sample"],
        ),
        ("Bob Sample shouted “it is over” before Ann Example said “not yet”.", ["Ann Example"]),
        (
            "The CQC rated as “very good” what Ann Example described as “quite poor”.",
            ["Ann Example"],
        ),
        ("Ann Example described it as “a start”; Bob Sample as “too little”.", ["Ann Example"]),
        ("Ann Example asked, “Whose is it?” and Bob Sample replied, “It is mine.”", ["Bob Sample"]),
        ("Mr Sample told Mrs Example “not yet”. She replied “then be quick”.", ["Mr Sample"]),
        ("Mrs Example asked Mr Sample for it. “I have none,” he said.", ["Mr Sample"]),
        ("Mr Sample met Mrs Example. “I have none,” she said.", ["Mrs Example"]),
        ("Bob Sample met Ann Example. “I have none,” she said.", []),
        ("Mr Sample left. Mrs Example sat. “Not yet,” he said. “So now,” she said.", ["Mr Sample"]),
        ("Ann Example shook her head. “Not yet.” Bob Sample said nothing.", []),
        ("Neither Ann Example nor Bob Sample said “not yet”.", []),
        ("Ann Example said she was told by Bob Sample: “You must pay.”", []),
        ("If Ann Example says “not yet” then we stop.", []),
        ("Ann Example denied that Bob Sample had said “not yet”.", []),
        ("Ann Example thanked Bob Sample: “You did well.” He replied: “I know.”", []),
        ("Ann Example said the CQC called the service “very poor”.", []),
        ("The chair thanked Ann Example and said: “Not yet.”", []),
    ],
)
def test_of_two_people_the_speaker_is_the_one_who_surely_spoke(
    text: str, speakers: list[str]
) -> None:
    assert [speaker for _, speaker, _ in quotations(text)] == speakers
