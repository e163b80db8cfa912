"""Plain text and Markdown: lines that were broken to fit become paragraphs again."""

import pytest

from ccgbrief.pack import Page, PassageKind, read_passages
from ccgbrief.papers.article import ReadingOptions, make_draft, markdown
from ccgbrief.papers.paper import PaperError
from tests.papers.conftest import Read

WRAPPED = """\
The governing body of the group met on Monday to look at the plan for
the coming year, and at what it says about everything that the commis-
sioning of general practice asks of it. The minutes name a certain co-
commissioning committee, which the members have set up and which meets
each month for all that has to do with co-commissioning of any kind.

It adjourned.
"""


def test_lines_broken_to_fit_are_one_paragraph(read: Read) -> None:
    blocks = read("a.txt", WRAPPED).blocks
    assert len(blocks) == 2
    assert blocks[0].text.startswith("The governing body of the group met on Monday to look at the")
    assert "the plan for the coming year" in blocks[0].text


def test_short_lines_of_much_the_same_length_stay_apart(read: Read) -> None:
    lines = [
        "---------- Forwarded message ----------",
        "From: Ann <ann@example.org>",
        "Date: Wed, Feb 9, 2027 at 11:55 AM",
        "Subject: Fwd: Papers for the board in May",
        "To: The clerk <clerk@example.org>",
    ]
    assert [b.text for b in read("a.txt", "\n".join(lines)).blocks] == lines


def test_a_word_parted_at_the_end_of_a_line_is_whole_again(read: Read) -> None:
    text = read("a.txt", WRAPPED).blocks[0].text
    assert "that the commissioning of general practice" in text


def test_a_hyphen_that_the_text_has_elsewhere_stays(read: Read) -> None:
    text = read("a.txt", WRAPPED).blocks[0].text
    assert "a certain co-commissioning committee" in text


def test_lines_that_are_whole_paragraphs_stay_apart(read: Read) -> None:
    long = "The board agreed to look again at each of the seven duties before it signs. " * 3
    blocks = read("a.txt", f"{long}\n{long}\n\n{long}\n{long}").blocks
    assert len(blocks) == 4


def test_bullets_and_numbers_make_items(read: Read) -> None:
    blocks = read("a.txt", "  • Repairs first\n  2. Nurses second\n  - Then the rest").blocks
    assert [(b.kind, b.marker, b.text) for b in blocks] == [
        (PassageKind.ITEM, "•", "Repairs first"),
        (PassageKind.ITEM, "2.", "Nurses second"),
        (PassageKind.ITEM, "-", "Then the rest"),
    ]


def test_a_form_feed_begins_a_page(read: Read) -> None:
    blocks = read("a.txt", "On the first page.\f\nOn the second.").blocks
    assert [b.page for b in blocks] == [Page("1"), Page("2")]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-16", "It was read as UTF-16."), ("cp1252", "It was read as Windows-1252.")],
)
def test_another_encoding_is_read_and_said(read: Read, encoding: str, said: str) -> None:
    paper = read("a.txt", "Café minutes – “agreed”".encode(encoding))
    assert paper.blocks[0].text == "Café minutes – “agreed”"
    assert paper.remarks == (said,)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.csv", "a.html", "a.eml"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_a_text_in_two_encodings_is_read_in_both_and_that_is_said(
    name: str, charset: str, read: Read
) -> None:
    begun = {
        "a.html": f"<html><meta charset={charset}><p>",
        "a.eml": f"From: a@example.org\nContent-Type: text/plain; charset={charset}\n\n",
    }
    good, pasted = "Dr Müller says the café is £5 a day.\n", "José paid £7."
    paper = read(name, f"{begun.get(name, '')}{good}".encode() + pasted.encode("cp1252"))
    text = " ".join(word for b in paper.blocks for word in (b.text, *map(" ".join, b.rows)))
    assert f"{good}{pasted}".split() == [w for w in text.split() if w in f"{good}{pasted}".split()]
    both = "It was read as UTF-8, and in the places that are not UTF-8 as Windows-1252."
    assert paper.remarks[0] == both


@pytest.mark.parametrize(
    ("name", "before", "count"),
    [
        ("a.txt", "", 2),
        ("a.html", "<meta charset=windows-1252><p>", 1),
        ("a.html", "<meta charset=shift_jis><p>", 1),
    ],
)
def test_how_many_characters_an_encoding_has_not_is_said(
    read: Read, name: str, before: str, count: int
) -> None:
    told = f"{count} character{'s' * (count > 1)} could not be read, and others may be wrong;"
    data = before.encode() + b"It is " + b"\x81 " * count + b"here."
    assert f"{told} save it as UTF-8." in read(name, data).remarks


def test_control_characters_of_a_file_never_reach_an_article(read: Read) -> None:
    assert read("a.txt", "a\x1b]0;title\x07b").blocks[0].text == "a␛]0;title␇b"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is empty"),
        (b" \n\n ", "it is empty"),
        (b"ab\0cd", "it is not text"),
        (bytes(range(1, 9)) * 50, "it is not text"),
        (b"\xff\xfea", "it is not text"),
        (b"word " * 40_000, "a line of more than 100,000 characters"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(read: Read, data: bytes, reason: str) -> None:
    with pytest.raises(PaperError, match=reason):
        read("a.txt", data)


def test_markdown_keeps_its_headings_lists_tables_and_pages(read: Read) -> None:
    text = "# Title\n\n## Part\n\n<!-- page 7 -->\n\n- one\n\n| a | b |\n|---|---|\n| c | d |\n"
    paper = read("a.md", text)
    assert paper.title == "Title"
    assert [(b.kind, b.text, b.page) for b in paper.blocks] == [
        (PassageKind.HEADING, "Title", None),
        (PassageKind.HEADING, "Part", None),
        (PassageKind.ITEM, "one", Page("7")),
        (PassageKind.ROW, "", Page("7")),
    ]
    assert (paper.blocks[-1].rows, paper.blocks[-1].heads) == ((("a", "b"), ("c", "d")), 1)


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n| c | d |\n| e | f |\n",
        "|  |  |\n|---|---|\n| c | d |\n| e | f |\n",
        "|  |  |\n|---|---|\n| c | d |\n\n|  |  |\n|---|---|\n| e | f |\n",
        "| a | b |\n|---|---|\n| c | d |\n\n| a | b |\n|---|---|\n| e | f |\n",
        "| a | b |\n|---|---|\n| c \\| d |  |\n",
        "```\na   b\n\nc\n  d\n```\n\n```\ne\n```\n",
        "- **(a)** one\n- **1.1** two\n- three\n\n5. four\n\n7) five\n",
    ],
)
def test_tables_labels_and_preformatted_text_are_written_as_they_were_read(
    read: Read, text: str
) -> None:
    assert markdown(read("a.md", text).blocks) == text


@pytest.mark.parametrize(
    "front", ["+++\ntitle = 'T: x'\nauthor = 'A B'\n+++", "---\ntitle: 'T: x'\nauthor: A B\n---"]
)
def test_front_matter_of_markdown_gives_the_details(read: Read, front: str) -> None:
    paper = read("a.md", f"{front}\nHello.")
    assert (paper.title, paper.author, paper.blocks[0].text) == ("T: x", "A B", "Hello.")


@pytest.mark.parametrize(
    ("above", "texts"),
    [
        ("---\n\n# Spend\n\nIt is £4m.\n\n---", ["Spend", "It is £4m."]),
        ("+++\n\nIt is £4m.\n\n+++", ["+++", "It is £4m.", "+++"]),
        ("+++\nspend = 4\nbad = [\n+++", ["+++ spend = 4 bad = [ +++"]),
        ("---\nNo setting, but words\n---", ["No setting, but words"]),
        ("---\nhttps://example.org\n---", ["https://example.org"]),
    ],
)
def test_what_stands_between_two_rules_is_text(above: str, texts: list[str], read: Read) -> None:
    paper = read("a.md", f"{above}\n\nHello.\n")
    assert [block.text for block in paper.blocks] == [*texts, "Hello."]
    assert paper.left_out == ()


@pytest.mark.parametrize(
    "front",
    [
        "+++\ntitle = 'T: x'\nauthor = ['A B', 'C D']\nabstract = 'It asks for £6m'\n+++",
        '---\ntitle: "T: x"\nauthor:\n- A B\n- C D\nabstract: >-\n  It asks\n\n  for £6m\n---',
    ],
)
def test_front_matter_that_is_no_detail_is_listed(front: str, read: Read) -> None:
    paper = read("a.md", f"{front}\nHello.")
    assert (paper.title, paper.author) == ("T: x", "A B, C D")
    assert list(map(str, paper.left_out)) == ["abstract: It asks for £6m [above the text]"]


def test_front_matter_in_yaml_may_end_with_dots(read: Read) -> None:
    paper = read("a.md", "---\ntitle: T\n...\n\nIt costs £4m.\n\n---\n\nThe end.\n")
    assert paper.title == "T"
    assert [block.text for block in paper.blocks] == ["It costs £4m.", "The end."]


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("1. Aims", "1. Aims"),
        ('"2) Costs"', "2) Costs"),
        ("'# 5 wards'", "# 5 wards"),
        ('"*All* that - 5"', "All that - 5"),
    ],
)
def test_front_matter_in_yaml_keeps_what_looks_like_the_mark_of_an_item(
    read: Read, stated: str, said: str
) -> None:
    front = f"---\ntitle: {stated}\ndate: 30. November 2026\n---"
    paper = read("a.md", f"{front}\nHello.")
    assert (paper.title, paper.published) == (said, "30. November 2026")


def test_what_front_matter_says_of_an_author_is_listed(read: Read) -> None:
    authors = "author:\n  - name: Dr Ash\n    email: ash@x.org\n  - name: Dr Elm\n"
    paper = read("a.md", f"---\n{authors}by:\n  hand: on paper\n---\nHello.")
    assert paper.author == "Dr Ash, Dr Elm"
    assert [line.text for line in paper.left_out] == [
        "author.email: ash@x.org",
        "by.hand: on paper",
    ]


def test_a_title_in_front_matter_is_one_though_it_is_the_name_of_the_file(read: Read) -> None:
    paper = read("budget.md", "---\ntitle: Budget\n---\nThe board met in the hall.\n")
    assert make_draft(paper, "budget.md", ReadingOptions()).details.title == "Budget"


def test_a_title_in_front_matter_is_listed_where_another_is_given(read: Read) -> None:
    paper = read("a.md", "---\ntitle: Winter beds\n---\nThe board met in the hall.\n")
    for title, listed in (("", []), ("Base", ["title: Winter beds [above the text]"])):
        draft = make_draft(paper, "a.md", ReadingOptions(title=title))
        assert list(map(str, draft.left_out)) == listed


def test_more_text_than_can_be_read_in_time_is_refused_with_that_reason(read: Read) -> None:
    for name in ("a.txt", "a.md"):
        with pytest.raises(PaperError, match="it has more than 6 MB of text; divide it"):
            read(name, "word " * 4_000_000)


def test_a_table_that_was_typed_stays_as_it_was_set(read: Read) -> None:
    lines = "  Ward      Oct    Nov\n  Zebra    18.2   17.9\n  Yak             21.5"
    first, table, last = read("a.txt", f"Waits\n\n{lines}\n\nSo it ends.").blocks
    assert table.kind is PassageKind.CODE
    assert table.text == "Ward      Oct    Nov\nZebra    18.2   17.9\nYak             21.5"
    assert (first.text, last.text) == ("Waits", "So it ends.")


def test_a_table_that_was_typed_right_below_a_paragraph_stays_as_it_was_set(read: Read) -> None:
    above = (
        "The finance committee looked at the spend of each of the localities and\n"
        "found that the figures of the two years differ by more than it had been\n"
        "told in March, and it asks for an explanation, in writing:\n"
    )
    lines = "            Planned    Spent\nLift        500\nRamp                   300\n"
    first, table = read("a.txt", above + lines).blocks
    assert first.text == " ".join(above.split())
    assert (table.kind, table.text) == (PassageKind.CODE, lines.rstrip())


@pytest.mark.parametrize(
    "text", ["One sentence.   Another.\nAnd more.   So it ends.", "1.   Nurses\n2.   Repairs"]
)
def test_wide_gaps_after_a_mark_make_no_table(read: Read, text: str) -> None:
    assert PassageKind.CODE not in {block.kind for block in read("a.txt", text).blocks}


def test_footnotes_of_markdown_have_their_marks_and_their_text(read: Read) -> None:
    text = "It grew.[^1] It fell.[^b]\n\n[^1]: In the north.\n\n[^b]: So far."
    assert [block.text for block in read("a.md", text).blocks] == [
        "It grew. [1] It fell. [b]",
        "[1] In the north.",
        "[b] So far.",
    ]


def test_cells_beyond_the_heads_of_a_table_are_listed(read: Read) -> None:
    rows = "| Ward | Beds |\n|---|---|\n| Elm \\| Ash | 5 | 77 |\n| Oak | 6 | |\n| | | 9 |\n"
    paper = read("a.md", f"---\ntitle: Beds\n---\nA table:\n\n{rows}")
    assert paper.blocks[1].rows == (("Ward", "Beds"), ("Elm | Ash", "5"), ("Oak", "6"))
    assert [str(line) for line in paper.left_out] == [
        "77 [beyond the heads of its table]",
        "9 [beyond the heads of its table]",
    ]


def test_a_list_at_the_end_of_a_quotation_stands_outside_its_marks(read: Read) -> None:
    text = "# Said\n\n> All of it.\n> - Jane Doe, chair\n\n> Parts:\n> 1. one\n> 2. two\n"
    draft = make_draft(read("a.md", text), "a.md", ReadingOptions())
    said = "“All of it.”\n\n- Jane Doe, chair\n\n“Parts:”\n\n1. one\n2. two\n"
    assert draft.text.endswith(f"\n\n{said}")


def test_links_of_markdown_to_pages_are_kept_and_others_listed(read: Read) -> None:
    text = (
        "# A [head](https://h.example.org/#x)\n\n## B [part](https://p.example.org/#y)\n\n"
        "All of [the report](https://r.example.org/a_b?c=1&amp;copy;=2) and [minutes][m]\\![!a]"
        "(https://a.example.org/(b)/).\n\n"
        "> “[One](https://o.example.org/)”\n> — Ann\n\n"
        "- [two](https://t.example.org/) [in](#in)\n\n"
        "| [Cell](https://c.example.org/) |\n|---|\n| [d](https://d.example.org/) |\n\n"
        "[Mail](mailto:ann@example.org) [near](b.md)\n\n[m]: https://m.example.org/\n"
    )
    draft = make_draft(read("a.md", text), "a.md", ReadingOptions())
    passages = read_passages("a", draft.text.split("+++")[2])
    found = [(p.text[s.start : s.end], s.target) for p in passages for s in p.spans if s.target]
    assert found == [
        ("part", "https://p.example.org/#y"),
        ("the report", "https://r.example.org/a_b?c=1&copy;=2"),
        ("minutes", "https://m.example.org/"),
        ("!a", "https://a.example.org/(b)/"),
        ("One", "https://o.example.org/"),
        ("two", "https://t.example.org/"),
    ]
    assert [str(line) for line in draft.left_out] == [
        f"{link} [where these words lead]"
        for link in (
            "head: https://h.example.org/#x",
            "Cell: https://c.example.org/",
            "d: https://d.example.org/",
            "Mail: mailto:ann@example.org",
            "near: b.md",
        )
    ]
