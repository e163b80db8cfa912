"""Prepares the document whose styles, page and footer pandoc gives to minutes.

Pandoc's own has the page of an American letter and, for Word, no page numbers and tables without
rules. A template of the house has its own page, and may lack styles that minutes need.
"""

import io
import re
import tempfile
import zipfile

from ccgbrief.converters import pandoc, run_program

MOST_SECONDS = 60
"""For one run of pandoc, which takes a tenth of a second."""

_STYLES = "word/styles.xml"
_STYLE_ID = re.compile(r'\bw:styleId="([^"]*)"')
_STYLE = re.compile(
    r'<w:style\b(?>[^<>]*?\bw:styleId="(?P<id>[^"<]*)")(?:(?!<w:style\b).)*?</w:style>', re.DOTALL
)

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FOOTER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"

_PAGE = (  # A4, with margins of 2.5 cm, in twentieths of a point
    f'<w:footerReference w:type="default" r:id="footer" xmlns:r="{_OFFICE}"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" '
    'w:header="709" w:footer="709" w:gutter="0"/>'
)
_FIELD = '<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
_FOOTER = (
    f'<w:ftr xmlns:w="{_MAIN}"><w:p><w:pPr><w:jc w:val="right"/></w:pPr>{_FIELD.format("PAGE")}'
    '<w:r><w:t xml:space="preserve"> / </w:t></w:r>'
    f"{_FIELD.format('NUMPAGES')}</w:p></w:ftr>"
)
_RULES = (
    '<w:tblBorders><w:insideH w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/></w:tblBorders>'
)


def plain_docx() -> bytes:
    """Return a Word document for minutes without a template: A4, page numbers, ruled tables."""
    parts = _parts(_own("docx"))

    def edit(name: str, before: str, after: str) -> None:
        parts[name] = parts[name].decode().replace(before, after, 1).encode()

    edit("word/document.xml", "<w:sectPr>", f"<w:sectPr>{_PAGE}")
    footer = f'<Relationship Id="footer" Type="{_OFFICE}/footer" Target="footer1.xml"/>'
    edit("word/_rels/document.xml.rels", "</Relationships>", f"{footer}</Relationships>")
    kind = f'<Override PartName="/word/footer1.xml" ContentType="{_FOOTER_TYPE}"/>'
    edit("[Content_Types].xml", "</Types>", f"{kind}</Types>")
    parts["word/footer1.xml"] = _FOOTER.encode()
    parts[_STYLES] = _ruled(parts[_STYLES].decode()).encode()
    return _archive(parts)


def plain_odt() -> bytes:
    """Return an OpenDocument text for minutes without a template: A4, with page numbers."""
    parts = _parts(_own("odt"))
    styles = parts["styles.xml"].decode()
    for side, inches, metric in (("width", "8.5in", "21cm"), ("height", "11in", "29.7cm")):
        styles = styles.replace(f'fo:page-{side}="{inches}"', f'fo:page-{side}="{metric}"')
    return _archive(parts | {"styles.xml": styles.encode()})


def with_styles(template: bytes) -> bytes:
    """Return a Word template with the styles that minutes need and that it has not got.

    Without a style for tables LibreOffice stacks their cells one under the other.
    """
    ours = _ruled(_parts(_own("docx"))[_STYLES].decode())
    parts = _parts(template)
    theirs = parts.get(_STYLES, b"").decode(errors="replace")
    known = set(_STYLE_ID.findall(theirs))
    new = "".join(each[0] for each in _STYLE.finditer(ours) if each["id"] not in known)
    parts[_STYLES] = theirs.replace("</w:styles>", f"{new}</w:styles>").encode()
    return _archive(parts)


def _ruled(styles: str) -> str:
    """Return styles whose tables have a line between rows, and room above and below it."""
    start = styles.find('w:styleId="Table"')
    head, table = styles[:start], styles[start:]
    table = table.replace("<w:tblCellMar>", f"{_RULES}<w:tblCellMar>", 1)
    for side in ("top", "bottom"):
        table = table.replace(f'<w:{side} w:w="0"', f'<w:{side} w:w="57"', 1)
    return head + table


def _own(form: str) -> bytes:
    """Return the document that pandoc itself would take."""
    with tempfile.TemporaryFile() as given:
        command = [*pandoc(), f"--print-default-data-file=reference.{form}"]
        run_program(command, MOST_SECONDS, stdout=given)
        given.seek(0)
        return given.read()


def _parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()
