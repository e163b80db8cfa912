"""Small papers for the tests, made here: PDF and Word files from a few words."""

import io
import re
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 600, 800


class Words(NamedTuple):
    """Words on a page of a PDF."""

    left: float
    down: float
    """How far from the top of the page they stand."""
    text: str
    size: float = 10
    bold: bool = False


def pdf(
    pages: Sequence[Sequence[Words]],
    title: str = "",
    author: str = "",
    trailer: str = "",
    catalog: str = "",
    page: str = "",
    others: Mapping[int, bytes] = MappingProxyType({}),
) -> bytes:
    """Make a PDF file in Courier: its letters are all 0.6 of their size wide."""
    count = len(pages)
    kids = " ".join(f"{10 + 2 * i} 0 R" for i in range(count))
    objects: dict[int, bytes] = {
        1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        2: f"<</Type/Pages/Kids[{kids}]/Count {count}>>".encode(),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
        4: b"<</Type/Font/Subtype/Type1/BaseFont/Courier-Bold/Encoding/WinAnsiEncoding>>",
        5: f"<</Title({title})/Author({author})>>".encode("cp1252"),
        **others,
    }
    for i, words in enumerate(pages):
        box = f"/MediaBox[0 0 {WIDTH} {HEIGHT}]/Resources<</Font<</R 3 0 R/B 4 0 R>>>>"
        objects[10 + 2 * i] = (
            f"<</Type/Page/Parent 2 0 R{box}/Contents {11 + 2 * i} 0 R{page}>>".encode()
        )
        objects[11 + 2 * i] = stream("\n".join(map(_shown, words)).encode("cp1252"))
    return of_objects(objects, trailer)


def compound(stream: str, inner: str = "", content: bytes = b"words" * 1024) -> bytes:
    """Return a compound file: its header, allocation table, directory, and a stream (MS-CFB).

    Beside the stream stands a storage with another one, as an object that is embedded.
    """
    none, end = 0xFFFFFFFF, 0xFFFFFFFE
    signature = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    numbers = (62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    head = struct.pack("<8s16x5H6x10I", signature, *numbers).ljust(512, b"\xff")
    table = struct.pack("<12I", 0xFFFFFFFD, end, *range(3, 12), end).ljust(512, b"\xff")
    entries = (
        ("Root Entry", 5, none, 1, end, 0),
        (stream, 2, 2, none, 2, 5120),
        ("O", 1, none, 3, 0, 0),
        (inner, 2, none, none, end, 0),
    )
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBxIII36xIQ", 2 * len(name) + 2, kind, none, *others)
        for name, kind, *others in entries
    )
    return head + table + directory + content.ljust(5120, b"\0")


def strict(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the parts of an office file as those of a Strict Open XML document."""
    usual = re.compile(rb"http://schemas\.openxmlformats\.org/(?!package)(\w+)/2006/")
    return {n: usual.sub(rb"http://purl.oclc.org/ooxml/\1/", part) for n, part in parts.items()}


def _shown(words: Words) -> str:
    escaped = words.text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    font = "B" if words.bold else "R"
    return f"BT /{font} {words.size} Tf {words.left} {HEIGHT - words.down} Td ({escaped}) Tj ET"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """Make a packed stream of a PDF file."""
    packed = zlib.compress(content, 9)
    head = b"<<%s/Length %d/Filter/FlateDecode>>" % (entries, len(packed))
    return b"%sstream\n%s\nendstream" % (head, packed)


def of_objects(objects: dict[int, bytes], trailer: str = "") -> bytes:
    """Make a PDF file of numbered objects, of which 1 is the catalogue and 5 the information."""
    data = bytearray(b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, content in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(data)
    data += b"xref\n"
    for number, place in places.items():
        data += b"%d 1\n%010d 00000 n \n" % (number, place)
    size = max(places) + 1
    data += f"trailer<</Size {size}/Root 1 0 R/Info 5 0 R{trailer}>>\n".encode()
    return bytes(data + f"startxref\n{table}\n%%EOF".encode())


class Paint:
    """A page of a PDF to draw on, in Helvetica; places are from its top left."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas

    def text(self, left: float, down: float, text: str, size: float = 10, font: str = "") -> None:
        self.canvas.setFont(font or "Helvetica", size)
        self.canvas.drawString(left, HEIGHT - down, text)

    def to_the_left_of(self, right: float, down: float, text: str, size: float = 10) -> None:
        self.canvas.setFont("Helvetica", size)
        self.canvas.drawRightString(right, HEIGHT - down, text)

    def turned(self, left: float, down: float, text: str, degrees: int = 90) -> None:
        """Draw a text that runs upwards, or at another angle."""
        self.canvas.saveState()
        self.canvas.translate(left, HEIGHT - down)
        self.canvas.rotate(degrees)
        self.canvas.setFont("Helvetica", 10)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def grid(self, across: Sequence[float], down: Sequence[float]) -> None:
        """Draw the lines of a table."""
        for x in across:
            self.canvas.line(x, HEIGHT - down[0], x, HEIGHT - down[-1])
        for y in down:
            self.canvas.line(across[0], HEIGHT - y, across[-1], HEIGHT - y)

    def picture(self) -> None:
        """Draw a picture that covers the page."""
        image = ImageReader(Image.new("RGB", (8, 8), "grey"))
        self.canvas.drawImage(image, 0, 0, WIDTH, HEIGHT)


def drawn(*pages: Callable[[Paint], object], **known: str) -> bytes:
    """Make a PDF file of pages that functions draw; `known` is what it says of itself."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDTH, HEIGHT), invariant=1)
    for name, value in known.items():
        getattr(canvas, f"set{name.capitalize()}")(value)
    for page in pages:
        page(Paint(canvas))
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def bookmarked(
    pages: Sequence[Sequence[str]],
    marks: Sequence[tuple[str, int, int]],
    tops: Mapping[str, float] = MappingProxyType({}),
) -> bytes:
    """Make a PDF file with bookmarks: each a title, a level from 0 and a sheet from 0.

    They lead to whole pages, or to where `tops` says, in points from the foot of the page.
    """
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(WIDTH, HEIGHT), invariant=1)
    for sheet, lines in enumerate(pages):
        for i, line in enumerate(lines):
            canvas.drawString(60, HEIGHT - 100 - 30 * i, line)
        for title, level, on in marks:
            if on == sheet:
                fit = {"fit": "XYZ", "top": tops[title]} if title in tops else {}
                canvas.bookmarkPage(title, **fit)
                canvas.addOutlineEntry(title, title, level)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def column(text: str, left: float = 60, top: float = 100, width: int = 70) -> list[Words]:
    """Break a text into lines of at most so many letters, one below the other."""
    lines: list[str] = [""]
    for word in text.split():
        if len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [Words(left, top + 12 * i, line) for i, line in enumerate(lines)]


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/></w:style>'
    for name, shown in (("Title", "Title"), ("H1", "heading 1"), ("H2", "heading 2"))
)
_NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{i}"><w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/></w:lvl>'
    "</w:abstractNum>"
    for i, kind in enumerate(("bullet", "decimal"))
) + "".join(f'<w:num w:numId="{i + 1}"><w:abstractNumId w:val="{i}"/></w:num>' for i in range(2))
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}'
    "</Relationships>"
)


def paragraph(text: str, style: str = "", numbering: int = 0) -> str:
    """Make a paragraph of a Word file; `numbering` 1 is a bullet, 2 a number."""
    kind = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbering:
        kind += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>'
    return f"<w:p><w:pPr>{kind}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Make a table of a Word file."""
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def word(*parts: str, title: str = "", author: str = "") -> bytes:
    """Make a Word file of paragraphs and tables."""
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator></cp:coreProperties>"
    )
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_R}/{name}" Target="{name}.xml"/>'
        for i, name in enumerate(("styles", "numbering"))
    )
    return archive(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS.format(
                f'<Relationship Id="r" Type="{_R}/officeDocument" Target="word/document.xml"/>'
            ),
            "word/_rels/document.xml.rels": _RELATIONS.format(links),
            "word/document.xml": f"<w:document {_W}><w:body>{''.join(parts)}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {_W}>{_STYLES}</w:styles>",
            "word/numbering.xml": f"<w:numbering {_W}>{_NUMBERING}</w:numbering>",
            "docProps/core.xml": core,
        }
    )


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """Make a packed archive."""
    data = io.BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return data.getvalue()


TEXT = "The governing body met to look at the plan for the coming year."
"""A sentence as papers have them."""

BOARD_PACK = bookmarked(
    [
        ["Papers of the board"],
        ["1. Minutes", TEXT, "Matters arising", TEXT],
        ["The chair went on.", TEXT],
        ["3 Finance", TEXT],
    ],
    [
        ("1. Minutes", 0, 1),
        ("Matters arising", 1, 1),
        ("2. Report of the chair", 0, 2),
        ("3. Finance", 0, 3),
    ],
)
"""Papers of a board with bookmarks of two levels."""
