"""Words on the layers of a PDF: those that are switched off are listed, all others read."""

import pytest

from ccgbrief.pack import Page
from ccgbrief.papers.paper import LAYER, LeftOut
from tests.paper_files import of_objects, stream
from tests.papers.conftest import Read, texts

FONT = b"/Font<</R 3 0 R>>"
SEEN = "The board meets on Monday."
DRAFT = "The board meets on Sunday."
SCAN = b"BT /R 10 Tf 12 TL 60 600 Td %s ET 600 0 0 800 0 0 cm /I Do" % (
    b"(Ten times four words.)'" * 10
)


def layered(
    before: str = "/OC /Off BDC",
    down: int = 0,
    form: bytes = b"",
    picture: bytes = b"",
    mode: int = 0,
) -> bytes:
    """Make a PDF of a line and, so far below it, one on a layer; Off is off, and On is on.

    `form` is what a form says of itself in which that stands; without, it is on the page.
    """
    said = f"BT /R 10 Tf {mode} Tr 60 {700 - down} Td ({DRAFT}) Tj ET".encode()
    drawn = b"/F Do" if form else b"%s %s EMC" % (before.encode(), said)
    line = f"BT /R 10 Tf 60 700 Td ({SEEN}) Tj ET".encode()
    layers = b"/Off 6 0 R/On 7 0 R/Any 8 0 R/None 9 0 R"
    things = b"/XObject<</F 12 0 R/I 13 0 R>>"
    resources = b"<<%s%s/Properties<<%s>>>>" % (FONT, things, layers)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources %s/Contents 11 0 R>>"
    box = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<<%s>>%s"
    image = b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
    return of_objects(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R 7 0 R]/D<</OFF[6 0 R]>>>>>>",
            2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>",
            3: b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
            5: b"<<>>",
            6: b"<</Type/OCG/Name(Draft)>>",
            7: b"<</Type/OCG/Name(Final)>>",
            8: b"<</Type/OCMD/OCGs[6 0 R 7 0 R]>>",
            9: b"<</Type/OCMD/OCGs[6 0 R 7 0 R]/P/AllOff>>",
            10: page % resources,
            11: stream(b"\n".join((line, drawn, picture))),
            12: stream(said, box % (FONT, form)),
            13: stream(b"\x80", image),
        }
    )


@pytest.mark.parametrize(
    "data",
    [
        layered(down=20),
        layered(),
        layered("/OC /None BDC", 20),
        layered("/OC /On BDC /OC /Off BDC", 20),
        layered(down=20, form=b"/OC 6 0 R"),
        layered(form=b"/OC 6 0 R"),
    ],
    ids=["marked", "over others", "of several", "within another", "a form", "a form over others"],
)
def test_words_on_a_layer_that_is_off_are_listed(data: bytes, read: Read) -> None:
    for keep_all in (False, True):
        paper = read("a.pdf", data, keep_all=keep_all)
        assert texts(paper.blocks) == [SEEN]
        assert paper.left_out == (LeftOut(DRAFT, LAYER, Page("1")),)


@pytest.mark.parametrize(
    "data",
    [
        layered("/OC /On BDC", 20),
        layered("/OC /Any BDC", 20),
        layered("/Span <</Name(Off)>> BDC", 20),
        layered(down=20, form=b"/OC 7 0 R"),
        layered(down=20, form=b" "),
        layered(down=20, mode=3, picture=SCAN),
        layered("/OC /On BDC", 20, picture=SCAN),
    ],
    ids=[
        "on",
        "of several",
        "no layer",
        "a form",
        "a form on none",
        "recognised",
        "beneath a scan",
    ],
)
def test_words_on_other_layers_are_read(data: bytes, read: Read) -> None:
    paper = read("a.pdf", data)
    assert DRAFT in " ".join(texts(paper.blocks))
    assert paper.left_out == ()
