"""Reads e-mail and web pages saved as one file, and yields attachments as papers of their own."""

import email
import email.policy
import re
from contextlib import suppress
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import partial
from itertools import chain
from typing import cast

from ccgbrief.pack import PassageKind
from ccgbrief.papers.archives import Members
from ccgbrief.papers.paper import Block, Paper, PaperError, Source, Tell
from ccgbrief.papers.plain import read_plain
from ccgbrief.text import clean_line, decode, folded_words

_SHOWN = ("From", "To", "Cc", "Date")
"""The lines of its head that are part of what is read."""

_ADDRESS = re.compile(r"(?:https?://|mailto:)\S*|\[cid:[^\]\s]{0,200}\]")
_SOFT_END = re.compile(r"(?<=\S) \r?\n(?=[^\s>])")
"""Where a line of a message ends only to fit, by RFC 3676."""


def read_mail(source: Source, tell: Tell) -> Paper:
    """Read a message: its head, then its text, as plain text unless its HTML has a table too."""
    message = _message(source.data)
    body = message.get_body(("plain", "html"))
    if body is None:
        raise PaperError("there is no text in it; add what is attached")
    head = tuple(
        Block(PassageKind.PARAGRAPH, f"{name}: {clean_line(str(message[name]))}", close=i > 0)
        for i, name in enumerate(name for name in _SHOWN if message[name])
    )
    paper = _read_body(source, cast(EmailMessage, body), tell)
    html = message.get_body(("html",))
    if html is not None and html is not body:
        with suppress(PaperError, ImportError):  # plain mail needs no library
            other = _read_body(source, cast(EmailMessage, html), tell)
            if any(block.rows for block in other.blocks) and _words(paper) <= _words(other):
                paper = other
    title = clean_line(str(message["Subject"] or "")) or _untitled(message)
    return Paper(
        (Block(PassageKind.HEADING, title, level=1), *head, *paper.blocks),
        title=title,
        author=_name(message),
        published=_day(message),
        left_out=paper.left_out,
        remarks=paper.remarks,
    )


def read_saved_page(source: Source, tell: Tell) -> Paper:
    """Read a web page that was saved as one file (.mht): its HTML."""
    body = _message(source.data).get_body(("html", "plain"))
    if body is None:
        raise PaperError("there is no page in it; save it anew as HTML")
    return _read_body(source, cast(EmailMessage, body), tell)


def attachments(source: Source) -> Members:
    """Yield the files attached to a message, forwarded messages among them."""
    for number, part in enumerate(_message(source.data).iter_attachments(), start=1):
        if part.get_content_type() == "message/rfc822":
            inner = cast(EmailMessage, part.get_payload(0))
            yield f"message-{number}.eml", inner.as_bytes
        else:
            name = clean_line(part.get_filename() or f"attachment-{number}")
            yield name, partial(_decoded, part)


def _decoded(attached: EmailMessage) -> bytes:
    data = attached.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _message(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=email.policy.default)


def _read_body(source: Source, body: EmailMessage, tell: Tell) -> Paper:
    try:
        text = str(body.get_content())
    except (LookupError, ValueError, KeyError) as error:
        raise PaperError("its text is in an encoding that is not known; save it as text") from error
    if body.get_content_charset() is None:  # what it is shows in its bytes
        with suppress(ValueError):
            text = decode(_decoded(body)).text
    if body.get_content_subtype() != "html":
        flowing = _SOFT_END.sub(" ", text) if body.get_param("format") == "flowed" else text
        data = flowing.encode("utf-8", "replace")
        return read_plain(Source(source.name, data, source.keep_all), tell)
    from ccgbrief.papers.html import read_html  # noqa: PLC0415 (see above)

    data = f'<meta charset="utf-8">{text}'.encode("utf-8", "replace")
    return read_html(Source(source.name, data, source.keep_all), tell)


def _words(paper: Paper) -> set[str]:
    """Return the words of a paper, without the addresses for which HTML has links."""
    texts = (text for block in paper.blocks for text in (block.text, *chain(*block.rows)))
    return {word for text in texts for word in folded_words(_ADDRESS.sub("", text))}


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
