"""What a pack is made of, looked up by id, and cut into sections."""

from pathlib import Path

import pytest

from ccgbrief.pack import Anchor, Area, Article, Duty, Passage, PassageKind, read_pack, sections


def test_things_are_looked_up_by_their_id(two_article_pack: Path) -> None:
    pack = read_pack(two_article_pack)
    assert pack.article("late-lights") is pack.articles[1]
    assert pack.area("staffing") is pack.areas[1]
    assert pack.duty("close-late") is pack.duties[1]
    assert pack.article("access") is None
    assert pack.area("open-early") is None
    assert pack.duty("early-doors") is None


def test_an_article_is_labelled_by_its_short_title_or_else_its_title() -> None:
    assert Article("a", "A long title", Path("a.md"), tuple, short="Short").label == "Short"
    assert Article("a", "A long title", Path("a.md"), tuple).label == "A long title"


def test_an_anchor_is_written_as_it_is_read() -> None:
    assert str(Anchor("paper", "some words")) == "paper: some words"
    assert str(Anchor("paper", "")) == "paper"


def test_values_never_change() -> None:
    passage = Passage("paper", 0, PassageKind.PARAGRAPH, "words")
    with pytest.raises(AttributeError):
        passage.text = "others"  # type: ignore[misc]


def test_an_area_is_cut_into_title_reason_and_questions() -> None:
    area = Area("a", "Title", "Reason.", prompts=("One?", "Two?"))
    assert sections(area) == (
        (0, "", "Title"),
        (1, "Why", "Reason."),
        (2, "Ask", "One?"),
        (3, "Ask", "Two?"),
    )


def test_a_duty_is_cut_into_all_it_says() -> None:
    duty = Duty("d", "Title", "Meaning.", ("Ready.",), ("Watch.",), since="Since.")
    assert [(section.heading, section.text) for section in sections(duty)] == [
        ("", "Title"),
        ("What it means", "Meaning."),
        ("What to have in place", "Ready."),
        ("What can go wrong", "Watch."),
        ("What became of it", "Since."),
    ]


def test_a_section_keeps_its_number_where_another_is_not_written() -> None:
    assert [section.number for section in sections(Duty("d", "Title", "", ("Ready.",)))] == [0, 2]
