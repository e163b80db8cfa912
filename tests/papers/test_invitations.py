"""E-mail as programs send it: invitations, parts within parts, texts not as declared."""

import pytest

from ccgbrief.papers.archives import MOST_FILES
from ccgbrief.papers.article import ReadingOptions
from ccgbrief.papers.paper import PaperError, Source
from ccgbrief.papers.worker import make
from tests.papers.conftest import Read

EVENT = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//a//b
BEGIN:VEVENT
UID:1
SUMMARY:Board meeting
DTSTART;TZID=Europe/London:20261203T100000
DTEND:20261203T120000Z
RRULE:FREQ=MONTHLY;COUNT=3
STATUS:CANCELLED
LOCATION:Room 2\\, Town Hall
ORGANIZER;CN=The chair:mailto:chair@example.org
ATTENDEE:mailto:ann@example.org
ATTENDEE;CN="Bo":MAILTO:bo@example.org
DESCRIPTION:Welcome\\n2. The
  ward
END:VEVENT
BEGIN:VTODO
UID:2
DUE;VALUE=DATE:20261204
DURATION:PT2H
END:VTODO
END:VCALENDAR
"""


def test_who_chairs_sends_another_or_need_not_come_is_said_and_that_all_is_cancelled(
    read: Read,
) -> None:
    attendees = (
        'ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO="mailto:d@example.org":mailto:oak@example.org\n'
        "ATTENDEE;CN=Kim;ROLE=CHAIR;PARTSTAT=ACCEPTED:mailto:kim@example.org\n"
        "ATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=NEEDS-ACTION:mailto:elm@example.org\n"
        "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:ash@example.org\n"
    )
    event = EVENT.replace("ATTENDEE:mailto:ann@example.org\n", attendees)
    event = event.replace("STATUS:CANCELLED\n", "").replace('ATTENDEE;CN="Bo"', "X-OTHER")
    head = "METHOD:{}\nX-WR-CALNAME:Board of Elm\nX-WR-TIMEZONE:Europe/London\nBEGIN:VEVENT"
    sent = {
        m: event.replace("BEGIN:VEVENT", head.format(m)) for m in ("CANCEL", "REQUEST", "REPLY")
    }
    papers = {method: read("a.ics", text) for method, text in sent.items()}
    (invited,) = (b.text for b in papers["CANCEL"].blocks if b.text.startswith("Invited"))
    assert invited == (
        "Invited: oak@example.org (delegated, to d@example.org), "
        "Kim <kim@example.org> (accepted, chair), elm@example.org (optional), "
        "ash@example.org (for information)"
    )
    has_status = {m: "Status: CANCELLED" in [b.text for b in p.blocks] for m, p in papers.items()}
    assert has_status == {"CANCEL": True, "REQUEST": False, "REPLY": False}
    listed = {method: [line.text for line in paper.left_out] for method, paper in papers.items()}
    assert (
        listed["CANCEL"]
        == listed["REQUEST"]
        == [
            "X-WR-CALNAME: Board of Elm",
            "X-OTHER: bo@example.org",
        ]
    )
    assert listed["REPLY"][0] == "METHOD: REPLY"


def test_when_somebody_is_busy_is_read(read: Read) -> None:
    busy = "BEGIN:VFREEBUSY\nFREEBUSY:20261203T140000Z/PT1H\nCOMMENT:Away\nEND:VFREEBUSY\n"
    paper = read("a.ics", EVENT.replace("BEGIN:VTODO", f"{busy}BEGIN:VTODO"))
    texts = [block.text for block in paper.blocks]
    at = texts.index("Busy: 20261203T140000Z/PT1H")
    assert texts[at + 1] == "Comment: Away"


def names_and_texts(message: str) -> list[tuple[str, str]]:
    """Return the name of each paper that a message holds, "" for itself, and its last line."""
    readings = make(Source("a.eml", message.encode()), ReadingOptions(), lambda _page, _count: None)
    return [
        (each.source.name if each.source else "", each.drafts[0].text.splitlines()[-1])
        for each in readings
    ]


@pytest.mark.parametrize("name", ["a.ics", "a.txt", "a"])
def test_an_invitation_says_what_when_where_and_who(name: str, read: Read) -> None:
    paper = read(name, EVENT)
    assert paper.title == "Board meeting"
    assert [block.text for block in paper.blocks] == [
        "Board meeting",
        "Begins: 3 December 2026, 10:00 (Europe/London)",
        "Ends: 3 December 2026, 12:00 (UTC)",
        "Repeats: monthly, by the rule FREQ=MONTHLY;COUNT=3",
        "Status: CANCELLED",
        "Where: Room 2, Town Hall",
        "Organiser: The chair <chair@example.org>",
        "Invited: ann@example.org, Bo <bo@example.org>",
        "Welcome",
        "2. The ward",
        "Without a title",
        "Due: 4 December 2026",
        "Lasts: 2 hours",
    ]


def test_the_days_and_answers_of_a_series_are_read_and_the_rest_is_listed(read: Read) -> None:
    entry = """BEGIN:VEVENT
SUMMARY:Governing body
DTSTART;TZID=Europe/London:20270209T140000
RECURRENCE-ID;TZID=Europe/London:20270202T140000
RDATE;TZID=Europe/London:20270112T140000,20270119T140000
RDATE;VALUE=PERIOD:20270105T140000Z/PT2H
EXDATE;VALUE=DATE:20270105
CONFERENCE;VALUE=URI:tel:+44-20-5555-1234
ATTENDEE;CN=Dr Ash;PARTSTAT=DECLINED:mailto:ash@example.org
ATTACH;ENCODING=BASE64;VALUE=BINARY:aGVsbG8=
COMMENT:Read paper seven
CATEGORIES:Board,Finance
X-ALT-DESC;FMTTYPE=text/html:<html><body><p>A budget of <b>4.2m</b></p></body></html>
END:VEVENT
"""
    paper = read("a.ics", f"BEGIN:VCALENDAR\n{entry}END:VCALENDAR\n")
    assert [block.text for block in paper.blocks] == [
        "Governing body",
        "Begins: 9 February 2027, 14:00 (Europe/London)",
        "In place of: 2 February 2027, 14:00 (Europe/London)",
        "Also on: 12 January 2027, 14:00 (Europe/London), 19 January 2027, 14:00 (Europe/London), "
        "20270105T140000Z/PT2H",
        "Not on: 5 January 2027",
        "Join at: tel:+44-20-5555-1234",
        "Invited: Dr Ash <ash@example.org> (declined)",
        "Attached: a file",
        "Comment: Read paper seven",
        "A budget of 4.2m",
    ]
    (line,) = paper.left_out
    assert line.text == "CATEGORIES: Board,Finance"


@pytest.mark.parametrize(
    ("stated", "said"),
    [("P1DT2H30M", "1 day, 2 hours, 30 minutes"), ("P2W", "14 days"), ("-PT1H", "-PT1H")],
)
def test_a_duration_is_read_in_words(stated: str, said: str, read: Read) -> None:
    entry = f"BEGIN:VEVENT\nSUMMARY:Board\nDURATION:{stated}\nEND:VEVENT\n"
    paper = read("a.ics", f"BEGIN:VCALENDAR\n{entry}END:VCALENDAR\n")
    assert paper.blocks[-1].text == f"Lasts: {said}"


def test_a_calendar_that_is_damaged_or_empty_is_refused(read: Read) -> None:
    with pytest.raises(PaperError, match="it is not a calendar that can be read"):
        read("a.ics", EVENT.replace("VERSION:2.0", "rubbish"))
    with pytest.raises(PaperError, match="no text was found"):
        read("a.ics", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n")


def test_what_of_an_entry_cannot_be_read_is_shown_as_it_is_or_listed(read: Read) -> None:
    entry = "BEGIN:VEVENT\nSUMMARY:Board\nDTSTART:soon\nLOCATION;=:Hall\nEND:VEVENT\n"
    paper = read("a.ics", f"BEGIN:VCALENDAR\n{entry}END:VCALENDAR\n")
    assert [block.text for block in paper.blocks] == ["Board", "Begins: soon"]
    (line,) = paper.left_out
    assert "LOCATION;=:Hall" in line.text
    assert line.reason == "not read by icalendar"


def entry_of(lines: str) -> str:
    entry = f"BEGIN:VEVENT\nDTSTART:20261203T140000Z\n{lines}\nLOCATION:Room 1\nEND:VEVENT\n"
    return f"BEGIN:VCALENDAR\n{entry}END:VCALENDAR\n"


@pytest.mark.parametrize(
    "stated",
    [
        "GEO:51.5074;-0.1278",
        "TZOFFSETTO:+0100",
        "PRIORITY:high",
        "N:Ash",
        "CATEGORIES;VALUE=DATE:x",
    ],
)
def test_no_property_costs_the_entry_that_has_it(stated: str, read: Read) -> None:
    paper = read("a.ics", entry_of(stated))
    said = [block.text for block in paper.blocks]
    assert said == ["Without a title", "Begins: 3 December 2026, 14:00 (UTC)", "Where: Room 1"]
    assert [line.text for line in paper.left_out] in ([stated], [stated.replace(":", ": ")])


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ("DTEND:PT2H", "Ends: 2 hours"),
        ("DTEND;VALUE=TIME:160000", "Ends: 160000"),
        ("DTEND:20261203T150000Z\nDTEND:late", "Ends: 3 December 2026, 15:00 (UTC), late"),
        ("DTEND;VALUE=DATE:00010101", "Ends: 1 January 1"),
        ("RRULE:FREQ=DAILY;COUNT=x", "Repeats: FREQ=DAILY;COUNT=x"),
        ("ATTENDEE;CN=Ash, Ann;PARTSTAT=A,B:mailto:ash@example.org", "Invited: Ash, Ann <ash@"),
        ("DTEND;TZID=Europe/London:20260703T150000Z", "Ends: 3 July 2026, 15:00 (UTC)"),
        (
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20261203T140000Z",
            "In place of: 3 December 2026, 14:00 (UTC), and all after that",
        ),
        (
            'ORGANIZER;SENT-BY="mailto:kim@example.org":mailto:oak@example.org',
            "Organiser: oak@example.org (sent by kim@example.org)",
        ),
        (
            'ATTENDEE;PARTSTAT=DECLINED;X-RESPONSE-COMMENT="On leave":mailto:oak@example.org',
            "Invited: oak@example.org (declined, On leave)",
        ),
    ],
)
def test_what_is_not_stated_as_usual_is_read_as_it_is(stated: str, said: str, read: Read) -> None:
    paper = read("a.ics", entry_of(stated))
    assert any(block.text.startswith(said) for block in paper.blocks)
    assert paper.blocks[-1].text == "Where: Room 1" or paper.blocks[-2].text == "Where: Room 1"


@pytest.mark.parametrize(
    "other",
    [
        "BEGIN:VTIMEZONE\nTZID:A\nBEGIN:STANDARD\nTZOFFSETTO:late\nEND:STANDARD\nEND:VTIMEZONE\n",
        "REFRESH-INTERVAL:often\n",
        "BEGIN:VEVENT\nBEGIN:VALARM\nTRIGGER:soon\nEND:VALARM\nEND:VEVENT\n",
    ],
    ids=["zone", "calendar", "alarm"],
)
def test_what_is_no_part_of_an_entry_costs_none(other: str, read: Read) -> None:
    calendar = entry_of("SUMMARY:Board").replace("BEGIN:VEVENT", f"{other}BEGIN:VEVENT", 1)
    assert read("a.ics", calendar).blocks[-1].text == "Where: Room 1"


def test_texts_that_are_there_twice_are_both_read(read: Read) -> None:
    texts = "SUMMARY:Board\nSUMMARY;LANGUAGE=fr:Réunion\nDESCRIPTION:Come.\nDESCRIPTION:Été."
    paper = read("a.ics", entry_of(texts))
    assert paper.title == paper.blocks[0].text == "Board, Réunion"
    assert [block.text for block in paper.blocks[-2:]] == ["Come.", "Été."]


def test_what_is_attached_within_an_invitation_is_a_paper_of_its_own() -> None:
    files = """ATTACH;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=agenda.txt:SGVsbG8gd29ybGQ=
ATTACH;ENCODING=BASE64;VALUE=BINARY;FMTTYPE=text/csv:MSwy
ATTACH;ENCODING=BASE64;VALUE=BINARY;FILENAME=broken.txt:SGVsb
ATTACH;FILENAME=Far.docx:https://example.org/far
"""
    options, invitation = ReadingOptions(), Source("a.ics", entry_of(files.strip()).encode())
    own, *attached = make(invitation, options, lambda _page, _count: None)
    named = "Attached: agenda.txt, a file, broken.txt, Far.docx \\<https://example.org/far>"
    assert named in own.drafts[0].text
    names = [each.source.name for each in attached if each.source]
    assert names == ["agenda.txt", "attachment-2.csv", "broken.txt"]
    texts = [each.drafts[0].text.splitlines()[-1] for each in attached if each.drafts]
    assert texts == ["Hello world", "| 1 | 2 |"]
    assert "it is damaged" in attached[-1].problem


def test_an_invitation_with_more_files_than_a_paper_has_says_so() -> None:
    files = "\n".join(["ATTACH;ENCODING=BASE64;VALUE=BINARY:YQ=="] * (MOST_FILES + 1))
    invitation = Source("a.ics", entry_of(files).encode())
    with pytest.raises(PaperError, match="more than 500 files are attached"):
        list(make(invitation, ReadingOptions(), lambda _page, _count: None))


def multipart(form: str, *parts: str) -> str:
    boundary = f"{form}-end"
    inside = "".join(f"--{boundary}\nContent-Type: {part}\n" for part in parts)
    return f'multipart/{form}; boundary="{boundary}"\n\n{inside}--{boundary}--\n'


def text(said: str, form: str = "plain") -> str:
    return f"text/{form}\n\n{said}\n"


@pytest.mark.parametrize(
    ("content", "papers"),
    [
        (
            multipart(
                "alternative", text("Come."), text("<p>Come.</p>", "html"), text(EVENT, "calendar")
            ),
            [("", "Come."), ("attachment-1.ics", "Lasts: 2 hours")],
        ),
        (
            text(EVENT, "calendar"),
            [("", "From: a@example.org"), ("attachment-1.ics", "Lasts: 2 hours")],
        ),
        (
            multipart("mixed", text("Yes."), multipart("mixed", text("No."), text("1,2", "csv"))),
            [("", "No."), ("attachment-1.csv", "| 1 | 2 |")],
        ),
        (
            multipart("mixed", text("Yes."), text("No.", "plain; name=n.txt")),
            [("", "Yes."), ("n.txt", "No.")],
        ),
        (
            multipart("related", multipart("alternative", text("Yes.")), "image/png\n\nx\n"),
            [("", "Yes.")],
        ),
        (
            multipart("digest", "message/rfc822\n\nFrom: b@example.org\n\nYes.\n"),
            [("", "From: a@example.org"), ("message-1.eml", "Yes.")],
        ),
        (
            multipart("mixed", text("Yes."), "message/delivery-status\n\nReporting-MTA: dns; x\n"),
            [("", "Yes."), ("attachment-1", "Reporting-MTA: dns; x")],
        ),
    ],
    ids=["invitation", "only that", "nested", "a file", "drawn in it", "only messages", "a bounce"],
)
def test_all_parts_of_a_message_are_read(content: str, papers: list[tuple[str, str]]) -> None:
    message = f"From: a@example.org\nMIME-Version: 1.0\nContent-Type: {content}"
    assert names_and_texts(message) == papers


@pytest.mark.parametrize(
    "content",
    [
        multipart("mixed", text("We pay."), text("<p>Secret.</p>", "html")),
        multipart("mixed", text("<p>We pay.</p>", "html"), text("Secret.")),
        multipart(
            "mixed",
            multipart("alternative", text("We pay."), text("<p>We pay.</p>", "html")),
            text("<p>Secret.</p>", "html"),
        ),
        multipart(
            "alternative",
            text("We pay.\n\nSecret."),
            multipart("mixed", text("<p>We pay.</p>", "html"), text("<p>Secret.</p>", "html")),
        ),
        multipart("mixed", text("We pay."), text("Secret."), text("<br>", "html")),
    ],
    ids=["a page below", "a text below", "below two forms", "in one form", "an empty end"],
)
def test_texts_of_a_message_that_follow_each_other_are_all_read(content: str, read: Read) -> None:
    message = f"From: a@example.org\nMIME-Version: 1.0\nContent-Type: {content}"
    paper = read("a.eml", message)
    assert [block.text for block in paper.blocks[2:]] == ["We pay.", "Secret."]
    assert (paper.left_out, paper.remarks) == ((), ())
    assert len(names_and_texts(message)) == 1


def test_parts_whose_boundary_lacks_its_marks_are_read(read: Read) -> None:
    content = multipart("alternative", text("We pay.")).replace('"', "").replace("-end", "=_end")
    head = "From: a@example.org\nMIME-Version: 1.0\n"
    assert read("a.eml", f"{head}Content-Type: {content}").blocks[-1].text == "We pay."


@pytest.mark.parametrize("charset", ["us-ascii", "utf-8", "iso-8859-1"])
@pytest.mark.parametrize("stored", ["utf-8", "cp1252"])
def test_a_text_that_is_not_as_declared_is_read_as_it_is(
    charset: str, stored: str, read: Read
) -> None:
    head = f"From: a@example.org\nContent-Type: text/plain; charset={charset}\n"
    message = f"{head}Content-Transfer-Encoding: 8bit\n\nThe café – open.\n"
    assert read("a.eml", message.encode(stored)).blocks[-1].text == "The café – open."


@pytest.mark.parametrize(
    ("charset", "stored", "text"),
    [
        ("gb2312", "gb18030", "镕基"),
        ("shift_jis", "cp932", "①番"),
        ("iso-8859-9", "cp1254", "“şube”"),
    ],
)
def test_an_encoding_has_the_signs_that_programs_write_under_its_name(
    charset: str, stored: str, text: str, read: Read
) -> None:
    head = f"From: a@example.org\nContent-Type: text/plain; charset={charset}\n\n"
    assert read("a.eml", head.encode() + text.encode(stored)).blocks[-1].text == text
    page = f"<html><meta charset={charset}><p>".encode() + text.encode(stored)
    assert read("a.html", page).blocks[-1].text == text


@pytest.mark.parametrize(
    "line",
    [
        b"=?iso-8859-1?Q?J=F6rg_=96_the_board=92s_5=80?=",
        b"=?us-ascii*en?Q?J=F6rg_=96_the?=\n =?iso-8859-1?Q?_board=92s_5=80?=",
        "Jörg – the board’s 5€".encode(),
        "Jörg – the\r\n board’s 5€".encode("cp1252"),
    ],
    ids=["encoded", "folded", "utf-8", "windows-1252"],
)
def test_the_head_of_a_message_is_read_as_it_is_meant(line: bytes, read: Read) -> None:
    paper = read("a.eml", b"From: " + line + b" <a@example.org>\nSubject: " + line + b"\n\nYes.\n")
    assert (paper.title, paper.author) == ("Jörg – the board’s 5€",) * 2


def test_a_message_in_html_is_read_whole(read: Read) -> None:
    head = "From: a@example.org\nContent-Type: text/html\n\n"
    said = "<p>The overspend is £512k against the plan for the whole of this year.</p>"
    earlier = "<div><b>From:</b> Kim<br><b>Sent:</b> 1 May</div><p>Is it so?</p>"
    paper = read("a.eml", f"{head}<html><body>{said}{earlier}</body></html>")
    lines = [block.text for block in paper.blocks]
    assert lines[-3:] == ["From: Kim", "Sent: 1 May", "Is it so?"]
    assert paper.left_out == ()


def test_outlooks_own_wrapping_says_what_it_is(read: Read) -> None:
    with pytest.raises(PaperError, match="it is Outlook's own wrapping"):
        read("winmail.dat", b"\x78\x9f\x3e\x22 and more")


@pytest.mark.parametrize(("end", "shown"), [("1225", 24), ("1226", 25), ("1224", 24)])
def test_a_whole_day_ends_on_its_last_day(end: str, shown: int, read: Read) -> None:
    days = f"DTSTART;VALUE=DATE:20261224\nDTEND;VALUE=DATE:2026{end}"
    text = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:A day\n{days}\nEND:VEVENT\nEND:VCALENDAR\n"
    assert read("a.ics", text).blocks[2].text == f"Ends: {shown} December 2026"


@pytest.mark.parametrize("text", ["", "DESCRIPTION:Use the side door\n"])
def test_the_web_page_of_an_invitation_is_read_as_one(read: Read, text: str) -> None:
    page = "<p>The hall\\, it is closed.<br>Use the side door</p><table><tr><td>41<td>42</tr>"
    alarm = "BEGIN:VALARM\nTRIGGER:-P1D\nDESCRIPTION:Bring paper 7\nEND:VALARM\n"
    entry = f"SUMMARY:Board\n{text}X-ALT-DESC;FMTTYPE=text/html:{page}</table>\n{alarm}"
    paper = read("a.ics", f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{entry}END:VEVENT\nEND:VCALENDAR\n")
    assert [block.text for block in paper.blocks] == [
        "Board",
        "The hall, it is closed.",
        "Use the side door",
        "",
    ]
    assert paper.blocks[-1].rows == (("41", "42"),)
    assert [str(line) for line in paper.left_out] == ["Bring paper 7 [of a reminder]"]
