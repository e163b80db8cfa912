"""Reads e-mail and web pages saved as one file, and yields attachments as papers of their own."""

import email
import email.policy
import re
from base64 import b64decode
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from email.errors import (
    CloseBoundaryNotFoundDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
)
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from functools import partial
from html import unescape
from itertools import chain
from mimetypes import guess_extension
from typing import cast
from unicodedata import category
from urllib.parse import urljoin

from ccgbrief.pack import PassageKind
from ccgbrief.papers.archives import MOST_FILES, Members
from ccgbrief.papers.paper import (
    DELETED,
    LINKED,
    STRUCK,
    Block,
    LeftOut,
    Paper,
    PaperError,
    Source,
    Tell,
)
from ccgbrief.papers.plain import decoded_as, meant, read_plain
from ccgbrief.text import clean_line, counted, decode, folded_words

_SHOWN = ("From", "To", "Cc", "Date")
"""The lines of its head that are part of what is read."""

_LISTED = (
    *("Sensitivity", "Importance", "Sender", "Reply-To", "Bcc", "Resent-From", "Resent-To"),
    *("Keywords", "Comments"),
)
"""Those that somebody has written, and that are only listed."""

_CODED = "Content-Transfer-Encoding"
_ENCODED = re.compile(r"=\?([\w-]{1,40})(?=[?*])")
"""Begins words of a head in the encoding that it names (RFC 2047)."""
_ADDRESS = re.compile(r"(?:https?://|mailto:)\S*|\[cid:[^\]\s]{0,200}\]")
MOST_UNSAID = 0.1
"""Share of the words of a message's HTML that its plain text may lack and still be what is read."""

_DATED = rb"[A-Z][a-z]{2},? (?:\d{1,2} )?[A-Z][a-z]{2} [ \d]{1,8}:\d\d[^\r\n]{0,30}"
_ENVELOPE = re.compile(
    rb"(?:\A|\r?\n\r?\n)From (?=[^\r\n]*%b\r?\n)[^\r\n]*+\r?\n(?=[\w-]+:)" % _DATED
)
"""The line with which each message of a mailbox begins and its date ends (mbox, RFC 4155)."""

_BOUNDARY = re.compile(rb"(;\s*boundary=)([^\s\";=]*=[^\s\";]*)", re.IGNORECASE)
"""One that needs quotation marks and, by older programs of Outlook, has none."""

_QUOTED = re.compile(rb"^>(>*+From )", re.MULTILINE)
"""A line of a message in a mailbox, which has a mark more so as not to begin another message."""

_LINKED_SHEET = re.compile(
    r"<link\b(?=[^<>]{0,2000}stylesheet)[^<>]{0,2000}?\shref\s*=\s*[\"']?"
    r"(?P<address>[^<>\"'\s]{1,2000}+)[^<>]{0,2000}+>",
    re.IGNORECASE,
)
"""Names a style sheet of a page, which may be in the same file."""
_MEDIA = re.compile(r"\bmedia\s*=\s*(?:\"[^\"]*\"|'[^']*'|[\w-]+)", re.IGNORECASE)

_NO_END = CloseBoundaryNotFoundDefect, InvalidBase64LengthDefect, InvalidBase64PaddingDefect
_CUT_SHORT = "It seems to be cut short, and so may be what is attached; get a whole copy."

_WITHIN = re.compile(r"^begin [0-7]{3} \S.*\r?\n[!-`].*\r?\n", re.MULTILINE)
"""A file within a text, as older programs attach it."""
_NOT_UNPACKED = "A file within its text (uuencode) is not unpacked: save it from a mail program."
_DELETED = re.compile(rb"^X-Mozilla-Status:[ \t]*[0-9a-f]{3}[89a-f]", re.IGNORECASE | re.MULTILINE)
"""What Thunderbird writes at the head of a message that is deleted and still in the file."""

_FLOWING = re.compile(r"(>*) ?(.*)")
"""A line of a message that says that its lines end only to fit: whose it is, and what it says."""


def read_mail(source: Source, tell: Tell) -> Paper:
    """Read a message: its head, then its plain text or its HTML, whichever says more."""
    kept, deleted = _messages(source.data)
    message = _message(kept[0])
    (texts, attached), (pages, _) = (_parted(message, form) for form in ("plain", "html"))
    if not texts and all(map(_is_signature, attached)):
        raise PaperError("there is no text in it; add what is attached")
    head = tuple(
        Block(PassageKind.PARAGRAPH, line, close=i > 0) for i, line in enumerate(_head(message))
    )
    source = replace(source, keep_all=True)  # a message has no menus
    paper = _read_parts(source, texts, tell)
    if pages != texts:
        try:
            paper = fuller(paper, _read_parts(source, pages, tell))
        except (PaperError, ImportError) as error:  # plain mail needs no library
            paper = replace(paper, remarks=(*paper.remarks, f"Its HTML was not read: {error}."))
    title = clean_line(str(message["Subject"] or "")) or _untitled(message)
    signatures = (part.get_filename("unnamed") for part in message.walk() if _is_signature(part))
    beside = [LeftOut(clean_line(name), "the message's signature") for name in signatures]
    beside += [
        LeftOut(clean_line(f"{name}: {value}"), "in the head of the message")
        for name in _LISTED
        for value in message.get_all(name, ())
    ]
    beside += [
        LeftOut(part.get_content_type(), "a form of its text that is not read")
        for around in message.walk()
        if around.get_content_type() == "multipart/alternative"
        for part in cast(Iterator[EmailMessage], around.iter_parts())
        if re.fullmatch("text/(?!plain|html|calendar).*", part.get_content_type())
    ]
    return Paper(
        (Block(PassageKind.HEADING, title, level=1), *head, *paper.blocks),
        title=title,
        author=_name(message),
        published=_day(message),
        left_out=(*paper.left_out, *beside),
        remarks=(*paper.remarks, *_cut_short(message), *deleted),
    )


def read_saved_page(source: Source, tell: Tell) -> Paper:
    """Read a web page that was saved as one file (.mht): its HTML; that of its frames is listed."""
    message = _message(source.data)
    body = message.get_body(("html", "plain"))
    if body is None:
        raise PaperError("there is no page in it; save it again as HTML")
    sheets = {  # whose names of classes are hardly ever in other letters than ASCII's
        str(part["Content-Location"]): _decoded(part).decode("utf-8", "replace")
        for part in message.walk()
        if part.get_content_type() == "text/css" and part["Content-Location"]
    }
    paper = _read_body(source, cast(EmailMessage, body), tell, sheets)
    for part in message.walk():
        if part.get_content_type() == "text/html" and part is not body:
            with suppress(PaperError):  # many are empty
                frame = _read_body(replace(source, keep_all=True), part, tell, sheets)
                paper = _with_rest(paper, frame, "in a frame of the page")
    return replace(paper, remarks=(*paper.remarks, *_cut_short(message)))


def attachments(source: Source) -> Members:
    """Yield the files attached to a message, and the other messages of a mailbox."""
    first, *others = _messages(source.data)[0]
    attached = (part for part in _parted(_message(first), "plain")[1] if not _is_signature(part))
    for number, part in enumerate(attached, start=1):
        if part.get_content_type() == "message/rfc822":
            yield f"message-{number}.eml", partial(_forwarded, part)
        else:
            ending = guess_extension(part.get_content_type()) or ""
            name = clean_line(part.get_filename() or f"attachment-{number}{ending}")
            yield name, partial(_decoded, part)
    for number, other in enumerate(others, start=2):
        yield f"message-{number}.eml", partial(bytes, other)


def _messages(data: bytes) -> tuple[list[bytes], list[str]]:
    """Return the messages of a mailbox, and what to say of others; of any other file, itself."""
    data = data.removeprefix(BOM_UTF8)
    found = _ENVELOPE.split(data)
    if len(found) > MOST_FILES:
        raise PaperError(f"it holds more than {MOST_FILES} messages; save those that are meant")
    every = [_QUOTED.sub(rb"\1", each) for each in found[1:]] if not found[0] else [data]
    kept = [each for each in every if not _is_deleted(each)] or every
    left = counted(len(every) - len(kept), "message that is", "messages that are")
    said = f"{left} deleted, and still in the file, not added."
    return kept, [said] if len(kept) < len(every) else []


def _is_deleted(message: bytes) -> bool:
    head = re.split(rb"\r?\n\r?\n", message, maxsplit=1)[0]
    return _DELETED.search(head) is not None


def _cut_short(message: EmailMessage) -> list[str]:
    """Return what to say of a message if it or a part of it has no end, as Python's parser says."""
    for part in message.walk():
        if not part.is_multipart():
            part.get_payload(decode=True)  # or nothing is known of its base64
    found = any(isinstance(each, _NO_END) for part in message.walk() for each in part.defects)
    return [_CUT_SHORT] if found else []


def _head(message: EmailMessage) -> Iterator[str]:
    """Yield the lines of its head; a time as it is stated if Python does not know the zone."""
    for name in _SHOWN:
        stated = [value for key, value in message.raw_items() if key.title() == name]
        for value, raw in zip(message.get_all(name, ()), map(str, stated), strict=True):
            has_lost_zone = name == "Date" and value.endswith("-0000") and "-0000" not in raw
            if text := clean_line(raw if has_lost_zone else value):
                yield f"{name}: {text}"


def _parted(part: EmailMessage, form: str) -> tuple[list[EmailMessage], list[EmailMessage]]:
    """Part what is the text of a message from what is attached to it, but for what is drawn in it.

    Of alternatives the text is that in a form, if it can be. What follows a text and has a name is
    a file that is attached to it.
    """
    main, _, kind = part.get_content_type().partition("/")
    if main != "multipart":
        is_text = main == "text" and kind in {"plain", "html"} and not part.is_attachment()
        return ([part], []) if is_text else ([], [part])
    said: list[list[EmailMessage]] = []
    attached: list[EmailMessage] = []
    for each in cast(Iterator[EmailMessage], part.iter_parts()):
        texts, others = _parted(each, form)
        inner, _, name = each.get_content_type().partition("/")
        is_another = kind == "alternative" and inner == "text" and name != "calendar"
        is_drawn = kind == "related" and inner == "image" and not each.is_attachment()
        attached += [] if is_another or is_drawn else others
        said += [texts] if texts else []
    if kind in {"alternative", "related"}:
        said.sort(key=lambda texts: all(each.get_content_subtype() != form for each in texts))
        said, rest = said[:1], said[1:]
        attached += [text for texts in rest for text in texts if kind == "related"]
    named = [text for texts in said[1:] for text in texts if text.get_filename()]
    return [text for texts in said for text in texts if text not in named], attached + named


def _is_signature(part: Message) -> bool:
    """Return whether a part only shows that a message is its sender's (S/MIME, OpenPGP)."""
    return part.get_content_type().endswith(("pkcs7-signature", "/pgp-signature"))


def _forwarded(part: EmailMessage) -> bytes:
    """Return a message within one, in base64 too, where some servers have it against RFC 2046."""
    data = cast(EmailMessage, part.get_payload(0)).as_bytes()
    if part[_CODED] == "base64":
        with suppress(ValueError):
            return b64decode(data)
    return data


def _decoded(attached: EmailMessage) -> bytes:
    data = attached.get_payload(decode=True)
    return data if isinstance(data, bytes) else attached.as_bytes()


def _message(data: bytes) -> EmailMessage:
    """Return a message, the lines of its head in the encodings that are meant."""
    data = _BOUNDARY.sub(rb'\1"\2"', data)
    message: EmailMessage = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if coded := part[_CODED]:  # which may have a space or a comment after it
            part.replace_header(_CODED, coded.cte or coded)
    stated = {name.title(): str(value) for name, value in reversed([*message.raw_items()])}
    for name in ("Subject", *_SHOWN):
        if name in stated and (line := _line(stated[name])) != clean_line(stated[name]):
            message.replace_header(name, line)
    return message


def _line(stated: str) -> str:
    """Return a line of a head as it is meant; other bytes than of ASCII are lone surrogates."""
    if not stated.isascii():
        with suppress(ValueError):
            stated = clean_line(decode(stated.encode("ascii", "surrogateescape")).text)
    with suppress(LookupError):
        return _ENCODED.sub(lambda found: f"=?{meant(found[1])}", clean_line(stated))
    return stated


def _read_parts(source: Source, parts: Iterable[EmailMessage], tell: Tell) -> Paper:
    """Read texts that follow each other."""
    papers = [_read_body(source, part, tell) for part in parts]
    return Paper(
        tuple(block for paper in papers for block in paper.blocks),
        left_out=tuple(line for paper in papers for line in paper.left_out),
        remarks=tuple(dict.fromkeys(line for paper in papers for line in paper.remarks)),
    )


def _read_body(
    source: Source, body: EmailMessage, tell: Tell, sheets: Mapping[str, str] | None = None
) -> Paper:
    """Read one text of a message; `sheets` are the style sheets in the file, by their addresses."""
    try:
        text, remarks = decoded_as(_decoded(body), body.get_content_charset(""))
    except (LookupError, ValueError) as error:
        raise PaperError("its text is in an encoding that is not known; save it as text") from error
    if body.get_content_subtype() != "html":
        remarks = (*remarks, _NOT_UNPACKED) if _WITHIN.search(text) else remarks
        if _is_stated(body, "format", "flowed"):
            text = _joined(text, within_words=_is_stated(body, "delsp", "yes"))
        paper = read_plain(replace(source, data=text.encode("utf-8", "replace")), tell)
        return replace(paper, remarks=(*remarks, *paper.remarks))
    from ccgbrief.papers.html import read_html  # noqa: PLC0415 (see above)

    if sheets:
        text = _LINKED_SHEET.sub(partial(_with_rules, str(body["Content-Location"]), sheets), text)
    data = f'<meta charset="utf-8">{text}'.encode("utf-8", "replace")
    paper = read_html(replace(source, data=data), tell)
    return replace(paper, remarks=(*remarks, *paper.remarks))


def _is_stated(body: EmailMessage, parameter: str, value: str) -> bool:
    return str(body.get_param(parameter, "")).lower() == value


def _joined(text: str, *, within_words: bool) -> str:
    """Join the lines of a text that end only to fit, by RFC 3676, those quoted as well.

    They end in a space, which is no part of the text where words may be parted so; `-- ` stands
    above who wrote it.
    """
    pieces: list[str] = []
    ends_to_fit, before = False, ""
    for line in text.split("\n"):
        marks, said = cast(re.Match[str], _FLOWING.match(line.removesuffix("\r"))).groups()
        if ends_to_fit and marks == before and said.strip() and said != "-- ":
            pieces[-1] = pieces[-1].removesuffix(" ") if within_words else pieces[-1]
        else:
            pieces.append(f"\n{marks} " if marks else "\n")
        pieces.append(said)
        ends_to_fit, before = said.endswith(" ") and said != "-- ", marks
    return "".join(pieces)


def _with_rules(page: str, sheets: Mapping[str, str], link: re.Match[str]) -> str:
    """Return a link to a style sheet that is in the file as the rules of the page itself."""
    address = urljoin(page, unescape(link["address"]))
    rules = sheets.get(address, "").replace("</", "")
    media = _MEDIA.search(link[0])
    return f"<style{f' {media[0]}' if media else ''}>{rules}</style>" if rules else link[0]


def fuller(plain: Paper, html: Paper) -> Paper:
    """Return the HTML where it says more, or the same with tables or signs, else the plain text.

    Plain text does not show what is struck out: where the HTML does, that is returned.
    """
    in_plain, in_html = (set(_words(*_lines(paper))) for paper in (plain, html))
    only_plain, only_html = in_plain - in_html, in_html - in_plain
    says_more = len(only_html) > max(len(only_plain), MOST_UNSAID * len(in_html))
    strikes = any(line.reason in {DELETED, STRUCK} for line in html.left_out)
    shows_more = any(block.rows for block in html.blocks) or bool(_signs(html) - _signs(plain))
    if says_more or strikes or (not only_plain and shows_more):
        return _with_rest(html, plain, "only in its plain text")
    return _with_rest(plain, html, "only in its HTML")


def _with_rest(used: Paper, other: Paper, reason: str) -> Paper:
    """Return a paper with the lines that only the other one has among those that are left out."""
    known = _words(*_lines(used), *(line.text for line in used.left_out))
    text = " ".join(("", *known, ""))
    rest = (*(LeftOut(line, reason) for line in _lines(other)), *other.left_out)
    missing = (line for line in rest if " ".join(("", *_words(line.text), "")) not in text)
    said = "\n".join(
        [*_lines(used), *(link.target for block in used.blocks for link in block.links)]
    )
    links = dict.fromkeys(link for block in other.blocks for link in block.links)
    leading = (LeftOut(str(link), LINKED) for link in links if link.target not in said)
    return replace(used, left_out=(*used.left_out, *missing, *leading))


def _signs(paper: Paper) -> set[str]:
    """Return the signs that a paper has in its text and before its items, such as ✓."""
    said = chain(_lines(paper), (block.marker for block in paper.blocks))
    return {sign for sign in set("".join(said)) if category(sign) in {"Sm", "So"}} - set("<>|~")


def _lines(paper: Paper) -> Iterator[str]:
    for block in paper.blocks:
        yield from block.text.splitlines()
        yield from (" | ".join(filter(None, row)) for row in block.rows)


def _words(*lines: str) -> list[str]:
    """Return the words of lines, without the addresses for which HTML has links."""
    return folded_words(_ADDRESS.sub("", "\n".join(lines)))


def _untitled(message: EmailMessage) -> str:
    """Return what a message without a subject is called: whose it is, and of which day."""
    sender = _name(message) or clean_line(str(message["From"] or "somebody unnamed"))
    return ", ".join(filter(None, (f"Message from {sender}", _day(message))))


def _name(message: EmailMessage) -> str:
    senders = message["From"].addresses if message["From"] else ()
    return clean_line(senders[0].display_name or "") if senders else ""


def _day(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(str(message["Date"])).date().isoformat()
    except (TypeError, ValueError, OverflowError):
        return ""
