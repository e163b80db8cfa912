"""Messages and mailboxes: their texts, heads and what is attached."""

from email.message import EmailMessage
from pathlib import Path

import pytest

from ccgbrief.pack import read_pack
from ccgbrief.pack_editing import Options, Outcome, add_papers
from ccgbrief.papers.mail import attachments
from ccgbrief.papers.paper import PaperError, Source
from tests.papers.conftest import Read, texts

MESSAGE = b"""\
From: "The clerk" <clerk@example.org>
To: board@example.org
Subject: Papers for May
Date: Thu, 12 Mar 2015 08:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8

The zebra ward stays open until May, as we agreed.

--b
Content-Type: text/csv; charset=utf-8; name=waits.csv
Content-Disposition: attachment; filename=waits.csv

Area,Oct,Nov
Zebra ward,,7

--b--
"""


def two_parts(plain: str, html: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Waits"
    message.set_content(plain)
    message.add_alternative(html, subtype="html")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("plain", "tables", "left_out"),
    [
        ("Waits by area:\nArea Oct\nZebra ward 18\nThey fell.\nhttp://example.org/w", 1, []),
        (
            "Waits:\n\nZebra ward, in area 3: 18 by Oct.\n\nThey fell, as nobody had expected.",
            0,
            [
                f"{line} [only in its HTML]"
                for line in ("Waits by area:", "Area | Oct", "Zebra ward | 18")
            ],
        ),
    ],
)
def test_a_message_is_read_from_its_html_where_that_has_a_table_and_all_that_is_said(
    read: Read, plain: str, tables: int, left_out: list[str]
) -> None:
    rows = "<tr><th>Area</th><th>Oct</th></tr><tr><td>Zebra ward</td><td>18</td></tr>"
    html = f"<p>Waits by area:</p><table>{rows}</table><p>They fell.</p>"
    paper = read("a.eml", two_parts(plain, html))
    assert [b.rows for b in paper.blocks if b.rows] == [
        (("Area", "Oct"), ("Zebra ward", "18"))
    ] * tables
    assert "They fell" in " ".join(texts(paper.blocks))
    assert [str(line) for line in paper.left_out] == left_out


@pytest.mark.parametrize(
    ("plain", "html", "said", "left_out"),
    [
        (
            "Kim pays.\n\nAnn books.",
            "<p><s>Kim pays.</s><p>Ann books.",
            ["Ann books."],
            ["Kim pays."],
        ),
        ("We meet Friday Monday.", "<p>We meet <s>Friday</s> Monday.", ["We meet Monday."], None),
        (
            "* Kim paid\n* Ann booked",
            "<p>✓ Kim paid<p>✗ Ann booked",
            ["✓ Kim paid", "✗ Ann booked"],
            [],
        ),
    ],
)
def test_a_message_is_read_from_its_html_where_that_strikes_words_out_or_has_signs(
    read: Read, plain: str, html: str, said: list[str], left_out: list[str] | None
) -> None:
    paper = read("a.eml", two_parts(plain, html))
    assert texts(paper.blocks)[1:] == said
    struck = [line.text for line in paper.left_out if line.reason == "struck out"]
    assert struck == (["Friday"] if left_out is None else left_out)


_AGREED = "The board met on Tuesday and agreed three items of business."
_CLOSED = "The second item was the closure of the zebra ward in April 2027."


@pytest.mark.parametrize(
    ("plain", "html", "said", "left_out"),
    [
        ("", (_AGREED,), [_AGREED], []),
        (
            "View it in your browser: https://example.org/1",
            (_AGREED, _CLOSED),
            [_AGREED, _CLOSED],
            ["View it in your browser: https://example.org/1 [only in its plain text]"],
        ),
        (
            f"{_AGREED}\n\nSo did I.",
            (_AGREED, _CLOSED),
            [_AGREED, _CLOSED],
            ["So did I. [only in its plain text]"],
        ),
        (f"{_AGREED}\n\n{_CLOSED}", (_CLOSED, _AGREED), [_AGREED, _CLOSED], []),
        (
            f"{_AGREED}\n\n{_CLOSED}",
            (_AGREED, "The business was agreed on Tuesday."),
            [_AGREED, _CLOSED],
            ["The business was agreed on Tuesday. [only in its HTML]"],
        ),
    ],
    ids=["no text", "a stub", "the HTML says more", "the same", "the text says more"],
)
def test_what_only_one_part_of_a_message_says_is_read_or_listed(
    read: Read, plain: str, html: tuple[str, ...], said: list[str], left_out: list[str]
) -> None:
    paper = read("a.eml", two_parts(plain, "".join(f"<p>{line}</p>" for line in html)))
    assert texts(paper.blocks)[1:] == said
    assert [str(line) for line in paper.left_out] == left_out


def test_where_the_links_of_a_message_lead_is_listed_where_its_plain_text_is_read(
    read: Read,
) -> None:
    linked = _AGREED.replace("agreed", '<a href="annexB.docx">agreed</a>', 1)
    paper = read("a.eml", two_parts(f"{_AGREED}\n\n{_CLOSED}", f"<p>{linked}</p><p>{_CLOSED}</p>"))
    assert texts(paper.blocks)[1:] == [_AGREED, _CLOSED]
    assert [str(line) for line in paper.left_out] == [
        "agreed: annexB.docx [where these words lead]"
    ]


def test_the_lines_of_a_message_in_html_are_not_joined(read: Read) -> None:
    lines = "Date: April 28<br>Place: the hall<br>For: 8"
    paper = read("a.eml", f"Subject: Away\nContent-Type: text/html\n\n{lines}".encode())
    assert texts(paper.blocks)[1:] == ["Date: April 28", "Place: the hall", "For: 8"]


def test_a_message_whose_html_cannot_be_read_says_so(read: Read) -> None:
    paper = read("a.eml", two_parts(_AGREED, "<frameset><frame src='a.html'></frameset>"))
    assert texts(paper.blocks)[1:] == [_AGREED]
    reason = "it only shows other pages in its frames; save each of them"
    assert paper.remarks == (f"Its HTML was not read: {reason}.",)


def test_a_message_is_read_with_its_head(read: Read) -> None:
    paper = read("a.eml", MESSAGE)
    assert (paper.title, paper.author, paper.published) == (
        "Papers for May",
        "The clerk",
        "2015-03-12",
    )
    head = ["Papers for May", "From: The clerk <clerk@example.org>"]
    assert texts(paper.blocks)[:2] == head
    assert texts(paper.blocks)[-1] == "The zebra ward stays open until May, as we agreed."


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "From: The clerk <clerk@example.org>\nDate: Thu, 12 Mar 2015 09:30:00 +0000\n",
            "Message from The clerk, 2015-03-12",
        ),
        ("From: clerk@example.org\nSubject: \n", "Message from clerk@example.org"),
    ],
)
def test_a_message_without_a_subject_is_called_after_its_sender(
    read: Read, head: str, title: str
) -> None:
    assert read("a.eml", f"{head}\nThe ward stays open until May.\n").title == title


@pytest.mark.parametrize(
    ("name", "head", "reason"),
    [
        (
            "a.eml",
            "Content-Type: multipart/mixed; boundary=x",
            "there is no text in it; add what is attached",
        ),
        ("a.mht", "Content-Type: image/png", "there is no page in it"),
        ("a.eml", "Content-Type: text/plain; charset=klingon", "in an encoding that is not known"),
    ],
)
def test_a_message_without_text_says_so(read: Read, name: str, head: str, reason: str) -> None:
    with pytest.raises(PaperError, match=reason):
        read(name, f"From: a@example.org\n{head}\n\nIt was so.\n")


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        ("", "The café stays open.", "The café stays open."),
        (
            "Content-Type: text/plain; format=flowed\n",
            "The ward stays \nopen until \nMay.\n\n> It does.",
            "The ward stays open until May.",
        ),
        (
            "Content-Type: text/plain; format=flowed; delsp=yes\n",
            "The wa \nrd stays  \nopen.\n\n-- \nThe clerk",
            "The ward stays open.",
        ),
        ("Content-Type: text/plain; format=flowed\n", "It is.\n\n-- \nAsh", "Ash"),
        (
            "Content-Type: text/plain; format=flowed; delsp=yes\n",
            "> The wa \n> rd\n> stays.",
            "> The ward",
        ),
        (
            'Content-Type: text/plain; Format="Flowed"; DelSp=YES\n',
            "The wa \nrd.",
            "The ward.",
        ),
        ("Content-Type: text/plain; format=flowed\n", "It is \n From May.", "It is From May."),
        ("Content-Transfer-Encoding: Quoted-Printable \n", "caf=C3=A9", "café"),
    ],
    ids=[
        *("no encoding stated", "lines that flow", "words that flow", "who wrote it"),
        *("a quotation that flows", "in capitals", "a space more", "a coding with a space"),
    ],
)
def test_the_text_of_a_message_is_read_as_it_was_written(
    read: Read, head: str, body: str, text: str
) -> None:
    paper = read("a.eml", f"From: ann@example.org\n{head}\n{body}\n".encode())
    assert text in texts(paper.blocks)


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        (b"Date: Thu,  3 Dec 2026 10:00:00 CET", ["Date: Thu, 3 Dec 2026 10:00:00 CET"]),
        (
            b"Date: Thu, 3 Dec 2026 10:00:00 GMT+01:00",
            ["Date: Thu, 3 Dec 2026 10:00:00 GMT+01:00"],
        ),
        (b"Date: Thu, 3 Dec 2026 10:00:00 EST", ["Date: Thu, 03 Dec 2026 10:00:00 -0500"]),
        (
            b"Cc: oak@example.org\nCc: elm@example.org",
            ["Cc: oak@example.org", "Cc: elm@example.org"],
        ),
    ],
    ids=["a zone by name", "a zone as a sum", "a zone that is known", "a line twice"],
)
def test_the_lines_of_its_head_are_as_stated(stated: bytes, shown: list[str], read: Read) -> None:
    paper = read("a.eml", b"\xef\xbb\xbfFrom: ann@example.org\n%b\n\nIt is.\n" % stated)
    assert texts(paper.blocks)[1:] == ["From: ann@example.org", *shown, "It is."]


def test_a_forwarded_message_in_base64_is_read() -> None:
    inner = "RnJvbTogYW5uQGV4YW1wbGUub3JnClN1YmplY3Q6IFdhaXRzCgpUaGV5IGZlbGwuCg=="
    data = (
        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nSee below.\n--b\n"
        f"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{inner}\n--b--\n"
    )
    ((name, content),) = attachments(Source("a.eml", data.encode()))
    assert (name, content()) == (
        "message-1.eml",
        b"From: ann@example.org\nSubject: Waits\n\nThey fell.\n",
    )


def test_a_message_saved_under_its_subject_is_called_so(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "Waits.eml"
    file.write_bytes(b"From: ann@example.org\nSubject: Waits\n\nThe ward stays open.\n")
    (result,) = add_papers([file], folder, Options())
    assert result.title == "Waits"


@pytest.mark.usefixtures("here")
def test_what_is_attached_to_a_message_is_a_paper_of_its_own(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(MESSAGE)
    results = add_papers([tmp_path / "a.eml"], folder, Options())
    assert [r.outcome for r in results] == [Outcome.ADDED] * 2
    rows = [p.text for a in read_pack(folder).articles for p in a.passages if p.cells]
    assert "Zebra ward |  | 7" in rows or "Zebra ward | | 7" in rows


@pytest.mark.usefixtures("here")
def test_each_message_of_a_mailbox_is_a_paper_of_its_own(folder: Path, tmp_path: Path) -> None:
    line = b"From clerk@example.org Thu Mar 12 09:30:00 2015\n"
    other = b"From: ann@example.org\nSubject: Waits\n\nFrom 2015 on they are longer.\n"
    (tmp_path / "a.mbox").write_bytes(line + MESSAGE + b"\n\n" + line + other)
    results = add_papers([tmp_path / "a.mbox"], folder, Options())
    assert [(r.outcome, r.title) for r in results][::2] == [
        (Outcome.ADDED, "Papers for May"),
        (Outcome.ADDED, "Waits"),
    ]


def test_a_message_that_thunderbird_has_deleted_is_not_added_and_counted(read: Read) -> None:
    line = b"From - Thu Mar 12 09:30:00 2015\n"
    gone = b"X-Mozilla-Status: 0009\nSubject: Old\n\nGone.\n\n"
    data = line + gone + line + b"X-Mozilla-Status: 0001\nSubject: New\n\nHere.\n"
    paper = read("a.mbox", data)
    assert texts(paper.blocks) == ["New", "Here."]
    said = "1 message that is deleted, and still in the file, not added."
    assert paper.remarks == (said,)
    assert list(attachments(Source("a.mbox", data))) == []


def test_a_file_within_a_text_is_said(read: Read) -> None:
    paper = read("a.eml", "Subject: A\n\nSee:\n\nbegin 666 r.txt\n#0V%T\n`\nend\n")
    assert paper.remarks == (
        "A file within its text (uuencode) is not unpacked: save it from a mail program.",
    )


def test_a_line_of_a_message_in_a_mailbox_is_read_as_it_was_written(read: Read) -> None:
    head = "From a@b Thu Mar 12 09:30:00 2015\nSubject: A\n\n"
    paper = read("a.mbox", f"{head}They met.\n\n>From 2015 on it is so.\n\n>>From May.\n")
    assert [block.text for block in paper.blocks][1:] == [
        "They met.",
        "From 2015 on it is so.",
        ">From May.",
    ]


@pytest.mark.parametrize(
    "line", ["From 2024 on we pay:", "From 10:00 on 3 May 2024:", "From Mon 3 May 2024 on:"]
)
def test_a_paragraph_that_begins_with_from_is_no_other_message(read: Read, line: str) -> None:
    head = "From - Sun Nov 29 10:00:00 2026\nFrom: a@b\nSubject: A\n\nThey met."
    paper = read("a.eml", f"{head}\n\n{line}\nNote: it is so.\n")
    assert "Note: it is so." in paper.blocks[-1].text


@pytest.mark.parametrize(
    "line",
    [
        "From a@b Sun Nov 29 10:00:00 2026",
        "From a at b  Sun Nov  1 10:00:00 2026",
        "From 16@xxx Sun Nov 29 10:00:00 +0000 2026",
        "From - Sun, 29 Nov 2026 10:00:00 GMT",
        "From MAILER Sun Nov 29 10:00 2026",
    ],
)
def test_a_mailbox_is_parted_at_lines_with_a_date(line: str) -> None:
    message = f"{line}\nSubject: A\n\nThey met.\n\n".encode()
    assert len([*attachments(Source("a.mbox", message * 3))]) == 2


def test_a_mailbox_with_more_messages_than_anybody_reads_is_refused(read: Read) -> None:
    with pytest.raises(PaperError, match="more than 500 messages"):
        read("a.mbox", "From a@b Thu Mar 12 09:30:00 2015\nSubject: A\n\nIt was so.\n\n" * 501)


@pytest.mark.parametrize("kind", ["pkcs7-signature", "pgp-signature"])
def test_the_signature_of_a_message_is_listed_and_no_paper(read: Read, kind: str) -> None:
    message = EmailMessage()
    message["From"] = "clerk@example.org"
    message.set_content("The ward stays open.")
    message.add_attachment(b"-----BEGIN", "application", kind, filename="smime.p7s")
    (line,) = read("a.eml", message.as_bytes()).left_out
    assert str(line) == "smime.p7s [the message's signature]"
    assert not list(attachments(Source("a.eml", message.as_bytes())))


def test_what_else_somebody_wrote_in_the_head_of_a_message_is_listed(read: Read) -> None:
    more = b"Sensitivity: Company-Confidential\nReply-To: ann@example.org\nReceived: x\n"
    paper = read("a.eml", more + MESSAGE)
    assert list(map(str, paper.left_out)) == [
        "Sensitivity: Company-Confidential [in the head of the message]",
        "Reply-To: ann@example.org [in the head of the message]",
    ]


def test_a_form_of_the_text_of_a_message_that_is_not_read_is_listed(read: Read) -> None:
    message = EmailMessage()
    message.set_content("The ward stays open.")
    message.add_alternative("<bold>The ward stays open.</bold>", subtype="enriched")
    message.add_alternative("<p>The ward stays open.</p>", subtype="html")
    paper = read("a.eml", message.as_bytes())
    listed = ["text/enriched [a form of its text that is not read]"]
    assert list(map(str, paper.left_out)) == listed


def test_the_style_sheets_in_a_saved_page_hide_and_strike_out_what_they_say(read: Read) -> None:
    page = EmailMessage()
    style = '<link href="cid:css-1@x" rel="stylesheet"><link rel=stylesheet href="/own.css">'
    said = "<p>It costs <s>5</s> <b class=old>4.1</b> 3.9.</p><p class=no>Not to be read.</p>"
    page.add_related(f"<html><head>{style}</head><body>{said}</body></html>", subtype="html")
    part = next(page.iter_parts())
    part["Content-Location"] = "https://example.org/a/page"
    for place, rules in (
        ("cid:css-1@x", ".old { text-decoration: line-through }"),
        ("https://example.org/own.css", ".no { display: none }"),
    ):
        page.add_related(rules, subtype="css")
        *_, sheet = page.iter_parts()
        sheet["Content-Location"] = place
        sheet.set_param("charset", "no-such")
    paper = read("a.mht", page.as_bytes())
    assert texts(paper.blocks) == ["It costs 3.9."]
    assert {str(line) for line in paper.left_out} == {
        "5 [struck out]",
        "4.1 [struck out]",
        "Not to be read. [hidden text]",
    }


BASE64 = b"""From: a@example.org
MIME-Version: 1.0
Content-Type: text/plain
Content-Transfer-Encoding: base64

VGhlIHdhcmQgc3RheXMgb3BlbiB1bnRpbCBNYXkh
"""


@pytest.mark.parametrize(
    ("name", "message", "is_cut"),
    [
        ("a.eml", MESSAGE, False),
        ("a.eml", MESSAGE[:-10], True),
        ("a.eml", BASE64, False),
        ("a.eml", BASE64[:-3], True),
        ("a.mbox", b"From a Thu Mar 12 08:00:00 2015\n" + MESSAGE[:-10], True),
        ("a.mht", MESSAGE, False),
        ("a.mht", MESSAGE[:-10], True),
    ],
)
def test_of_a_message_without_its_end_it_is_said_that_it_is_cut_short(
    name: str, message: bytes, is_cut: bool, read: Read
) -> None:
    said = "It seems to be cut short, and so may be what is attached; get a whole copy."
    assert read(name, message).remarks == ((said,) if is_cut else ())
