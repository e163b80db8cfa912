"""What Word shows of a file's own data where the words saved in its text are older."""

import pytest

from ccgbrief.papers.archives import packed, unpacked
from tests import paper_files
from tests.papers.conftest import Read

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CORE = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
OWN = "{11111111-2222-3333-4444-555555555555}"
DATA = """<b:board xmlns:b="urn:board"><b:cost>7421</b:cost><b:day>2026-11-05T00:00:00</b:day>
    <b:state>2</b:state><b:none/></b:board>"""
AROUND = f'<Relationships xmlns="{PACKAGE}/relationships">{{}}</Relationships>'
TEXT = "<w:text/>"
DAY = '<w:date w:fullDate="2026-{}T00:00:00Z"/>'
STATES = """<w:dropDownList><w:listItem w:displayText="Draft" w:value="1"/>
    <w:listItem w:displayText="Approved" w:value="2"/></w:dropDownList>"""


@pytest.mark.parametrize(
    ("kind", "path", "said", "shown"),
    [
        (TEXT, "/b:board[1]/b:cost[1]", "[Cost]", "7421"),
        (TEXT, "/b:board[1]/b:cost[1]", "7421", ""),
        (TEXT, "/b:board[1]/b:none[1]", "[Cost]", ""),
        (TEXT, "/b:board[1]/b:other[1]", "[Cost]", ""),
        (TEXT, "/b:board[", "[Cost]", ""),
        (DAY.format("11-05"), "/b:board/b:day", "5 November 2026", ""),
        (DAY.format("10-01"), "/b:board/b:day", "1 October 2026", "2026-11-05T00:00:00"),
        (STATES, "/b:board/b:state", "Approved", ""),
        (STATES, "/b:board/b:state", "Draft", "Approved"),
        ("<w:picture/>", "/b:board[1]/b:cost[1]", "[Cost]", ""),
    ],
)
@pytest.mark.parametrize("data", [DATA, "<b:board"], ids=["whole", "damaged"])
def test_what_the_data_says_otherwise_is_listed(
    read: Read, data: str, kind: str, path: str, said: str, shown: str
) -> None:
    control = f"""<w:p><w:r><w:t>Now: </w:t></w:r><w:sdt><w:sdtPr>{kind}<w:dataBinding
        w:prefixMappings="xmlns:b='urn:board'" w:xpath="{path}" w:storeItemID="{OWN}"/></w:sdtPr>
        <w:sdtContent><w:r><w:t>{said}</w:t></w:r></w:sdtContent></w:sdt></w:p>"""
    parts = unpacked(paper_files.word(control))
    rels = "word/_rels/document.xml.rels"
    end = "</Relationships>"
    item = f'<Relationship Id="i" Type="{R}/customXml" Target="/customXml/item1.xml"/>'
    own = f'<Relationship Id="p" Type="{R}/customXmlProps" Target="itemProps1.xml"/>'
    space = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    parts |= {
        rels: parts[rels].replace(end.encode(), f"{item}{end}".encode()),
        "customXml/item1.xml": data.encode(),
        "customXml/itemProps1.xml": f'<d:i xmlns:d="{space}" d:itemID="{OWN}"/>'.encode(),
        "customXml/_rels/item1.xml.rels": AROUND.format(own).encode(),
    }
    paper = read("a.docx", packed(parts))
    assert [block.text for block in paper.blocks] == [f"Now: {said}"]
    line = f"{shown} [the file’s own data, which Word shows in the place of “{said}”]"
    assert list(map(str, paper.left_out)) == [line] * (bool(shown) and data == DATA)


def test_a_property_of_the_file_that_is_another_now_is_listed(read: Read) -> None:
    control = f"""<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath="/c:coreProperties/d:title"
        w:prefixMappings="xmlns:c='{PACKAGE}/metadata/core-properties'
        xmlns:d='http://purl.org/dc/elements/1.1/'" w:storeItemID="{CORE}"/><w:text/></w:sdtPr>
        <w:sdtContent><w:r><w:t>Beds, draft</w:t></w:r></w:sdtContent></w:sdt></w:p>"""
    parts = unpacked(paper_files.word(control, title="Beds, final"))
    kind = f"{PACKAGE}/relationships/metadata/core-properties"
    core = f'<Relationship Id="c" Type="{kind}" Target="docProps/core.xml"/></Relationships>'
    rels = "_rels/.rels"
    parts[rels] = parts[rels].replace(b"</Relationships>", core.encode())
    line = "Beds, final [the file’s own data, which Word shows in the place of “Beds, draft”]"
    assert line in map(str, read("a.docx", packed(parts)).left_out)
