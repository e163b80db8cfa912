"""The office files are read back by python-docx, by pandoc and by PDFium."""

import errno
import io
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdfium2
import pytest
from hypothesis import HealthCheck, example, given, settings
from PIL import Image

from ccgbrief.converters import pandoc
from ccgbrief.errors import UserError
from ccgbrief.kinds import NoteKind
from ccgbrief.minutes import office
from ccgbrief.minutes.build import Options, gather
from ccgbrief.minutes.document import as_tree
from ccgbrief.minutes.formats import FORMATS
from ccgbrief.minutes.model import Minutes
from ccgbrief.minutes.office import MAX_TEMPLATE, as_docx, as_odt, as_pdf
from ccgbrief.notebook import Notebook, Place, Status
from ccgbrief.pack import AgendaItem, Pack
from ccgbrief.text import clean
from tests.minutes.conftest import DAY, PAYLOADS, hostile, minutes_saying

CITED = "— A manager, to the board; An Author, “Who owns what”, The Paper, 2015, p. 3"
DOTS = "…" * 12


@pytest.fixture
def minutes(pack: Pack, notebook: Notebook) -> Minutes:
    """Return minutes with one of everything."""
    notebook.add_note("Meeting: Governing body\nPresent: Jo, Kim\nApologies: Ash")
    quoted = Place("roles", "nobody knows who")
    notebook.add_note("Settle this\nin writing", kind=NoteKind.DECISION, place=quoted)
    notebook.add_note("Outsiders decide", kind=NoteKind.DECISION, place=Place(area="conflicts"))
    notebook.add_note(
        "Ask, see https://example.org/x",
        kind=NoteKind.ACTION,
        owner="The clerk",
        due=date(2026, 12, 1),
        place=quoted,
    )
    here = Place(duty="contracts")
    notebook.add_note("leaves", kind=NoteKind.DECLARATION, owner="Ash", place=here)
    notebook.add_note("In May", place=here)
    notebook.add_note("Nobody", place=Place(area="conflicts", words="Who decides?"))
    notebook.set_status("contracts", Status.IN_HAND)
    notebook.set_owner("contracts", "Jo")
    notebook.mark_read("survey")
    return gather(pack, notebook, DAY, Options(every_figure=True, reading=True))


def read_back(data: bytes, form: str) -> dict[str, Any]:
    """Return the tree that pandoc finds in a document."""
    command = [*pandoc(), "-f", form, "-t", "json"]
    done = subprocess.run(command, input=data, capture_output=True, check=True)
    return dict(json.loads(done.stdout))


def plain(data: bytes, form: str) -> str:
    """Return what pandoc reads in a document, as one line."""
    return " ".join(texts(read_back(data, form)))


def test_a_word_file_has_title_headings_and_paragraphs_in_the_styles_of_word(
    minutes: Minutes,
) -> None:
    document = docx.Document(io.BytesIO(as_docx(minutes)))
    styled = [(p.style.name, p.text) for p in document.paragraphs if p.style]
    assert styled[:3] == [
        ("Title", "Governing body"),
        ("Subtitle", "Draft minutes"),
        ("Date", "22 November 2026"),
    ]
    assert [text for style, text in styled if style == "Heading 1"] == [
        "Declarations of interest",
        "Decisions",
        "Actions",
        "Focus areas",
        "Duties",
        "Articles read",
        "Figures",
    ]
    assert [text for style, text in styled if style == "Heading 2"] == [
        "Conflicts of interest",
        "Who leads",
        "How old",
    ]
    assert ("Block Text", CITED) in styled
    assert styled[-1][1] == f"Signed as a correct record: {DOTS} Date: {'…' * 6}"


def test_columns_of_facts_leave_the_text_what_they_do_not_need(minutes: Minutes) -> None:
    document = docx.Document(io.BytesIO(as_docx(minutes)))
    widths = [[int(column.width or 0) for column in t.columns] for t in document.tables[1:3]]
    shares = [[round(each / sum(table), 2) for each in table] for table in widths]
    assert shares == [[0.09, 0.43, 0.16, 0.19, 0.13], [0.68, 0.19, 0.13]]


def test_a_word_file_has_attendance_actions_and_duties_in_tables(minutes: Minutes) -> None:
    document = docx.Document(io.BytesIO(as_docx(minutes)))
    head, actions, duties, *_figures = (
        [[cell.text for cell in row.cells] for row in table.rows] for table in document.tables
    )
    assert head == [
        ["Briefing pack", "A small pack"],
        ["Present", "Jo, Kim"],
        ["Apologies", "Ash"],
    ]
    assert actions == [
        ["No.", "Action", "Owner", "Due", "State"],
        [
            "1",
            f"Ask, see https://example.org/x\n“nobody knows who owns it”\n{CITED}",
            "The clerk",
            "1 December 2026",
            "open",
        ],
    ]
    assert duties == [
        ["Duty", "Status", "Owner"],
        ["Review contracts\nInterests: Ash (leaves)\nNote: In May", "In hand", "Jo"],
        ["Handle complaints", "Not started", ""],
    ]


@pytest.mark.parametrize("form", ["docx", "odt"])
def test_pandoc_reads_back_what_was_written(minutes: Minutes, form: str) -> None:
    text = plain(FORMATS[form].write(minutes, None), form)
    for said in (
        "Settle this in writing “nobody knows who owns it” " + CITED,
        "leaves Declared by: Ash · Agreed: leaves On the duty: Review contracts",
        "Position: see decision 2",
        "1 of 2 prompts answered: Who decides? Answer: Nobody",
        "Of 2: 1 in hand, 1 not started.",
        "Not stated 12 (worked out, not stated)",
        "The rest is our arithmetic. Source: An Author, “What they answered”, The Paper, 2015",
    ):
        assert said in text
    assert text.count("Outsiders decide") == 1


@pytest.mark.parametrize("moment", [0, 4_400_000_000])
def test_a_clock_that_is_wrong_by_decades_costs_no_minutes(
    minutes: Minutes, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    """A zip knows the years from 1980 to 2107 only."""
    monkeypatch.setattr(time, "time", lambda: moment)
    for form in ("docx", "odt"):
        assert "Settle this in writing" in plain(FORMATS[form].write(minutes, None), form)


def test_final_minutes_are_no_draft_and_say_so_in_every_form(
    pack: Pack, notebook: Notebook
) -> None:
    draft, final = (gather(pack, notebook, DAY, Options(final=final)) for final in (False, True))
    for form in ("docx", "odt"):
        assert "Draft minutes" in plain(FORMATS[form].write(draft, None), form)
        assert "Draft" not in plain(FORMATS[form].write(final, None), form)
    for form in ("md", "html"):
        assert b"Draft minutes" in FORMATS[form].write(draft, None)
        assert b"Draft" not in FORMATS[form].write(final, None)
    assert [json.loads(FORMATS["json"].write(m, None))["draft"] for m in (draft, final)] == [
        True,
        False,
    ]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_pdf_is_made_of_the_word_file(minutes: Minutes) -> None:
    pdf = pypdfium2.PdfDocument(as_pdf(minutes))
    text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    assert "Governing body" in text
    assert "nobody knows who owns it" in text


def house_style(form: str) -> bytes:
    """Return a template whose title is set in a face of its own."""
    name = f"--print-default-data-file=reference.{form}"
    given = subprocess.run([pandoc()[0], name], capture_output=True, check=True).stdout
    document = docx.Document(io.BytesIO(given))
    document.styles["Title"].font.name = "Zebra Sans"
    document.sections[0].header.paragraphs[0].text = "The house"
    styled = io.BytesIO()
    document.save(styled)
    return styled.getvalue()


def test_a_template_gives_its_styles_and_its_header(minutes: Minutes, tmp_path: Path) -> None:
    template = tmp_path / "house.docx"
    template.write_bytes(house_style("docx"))
    document = docx.Document(io.BytesIO(as_docx(minutes, template)))
    assert document.styles["Title"].font.name == "Zebra Sans"
    assert document.sections[0].header.paragraphs[0].text == "The house"
    assert document.paragraphs[0].text == "Governing body"


def test_a_template_of_any_origin_has_the_styles_that_tables_and_quotations_need(
    minutes: Minutes, tmp_path: Path
) -> None:
    plain_word = docx.Document()  # of Word's own making, which knows none of pandoc's styles
    plain_word.styles["Heading 1"].font.name = "Zebra Sans"
    plain_word.save(str(tmp_path / "house.docx"))
    document = docx.Document(io.BytesIO(as_docx(minutes, tmp_path / "house.docx")))
    known = {style.style_id for style in document.styles}
    assert {"Table", "Compact", "BlockText", "Heading1"} <= known
    assert document.styles["Heading 1"].font.name == "Zebra Sans"
    assert {table.style.style_id for table in document.tables if table.style} == {"Table"}


def test_a_large_logo_comes_with_the_template(minutes: Minutes, tmp_path: Path) -> None:
    logo = tmp_path / "logo.png"
    Image.effect_noise((1_600, 1_600), 90).save(logo)
    house = docx.Document()
    house.sections[0].header.paragraphs[0].add_run().add_picture(str(logo))
    house.save(str(tmp_path / "house.docx"))
    made = as_docx(minutes, tmp_path / "house.docx")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        kept = [archive.read(name) for name in archive.namelist() if name.endswith(".png")]
    assert kept == [logo.read_bytes()]
    assert len(kept[0]) > 1_000_000


def test_an_agenda_that_names_pages_which_are_not_there_is_followed_all_the_same(
    pack: Pack, notebook: Notebook
) -> None:
    agenda = (AgendaItem("Money", "1", "roles", pages="70–90"), AgendaItem("Close", article="gone"))
    notebook.add_note("Spend it", kind=NoteKind.DECISION, place=Place("roles"))
    minutes = gather(replace(pack, agenda=agenda), notebook, DAY, Options(every_item=True))
    document = docx.Document(io.BytesIO(as_docx(minutes)))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said.index("1. Money") < said.index("Decision: Spend it") < said.index("Close")


def test_without_a_template_pages_are_a4_and_numbered(minutes: Minutes) -> None:
    section = docx.Document(io.BytesIO(as_docx(minutes))).sections[0]
    sizes = [round(size.mm) for size in (section.page_width, section.page_height) if size]
    assert sizes == [210, 297]
    fields = section.footer._element.xpath(".//w:fldSimple/@w:instr")
    assert [str(field).strip() for field in fields] == ["PAGE", "NUMPAGES"]
    with zipfile.ZipFile(io.BytesIO(as_odt(minutes))) as archive:
        styles = archive.read("styles.xml").decode()
    assert 'fo:page-width="21cm"' in styles
    assert 'fo:page-height="29.7cm"' in styles


def _zip(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


WHOLE = _zip(**{"word/document.xml": "<w:document/>" * 9})
DAMAGED = bytes(byte ^ 0xFF if 50 < at < 60 else byte for at, byte in enumerate(WHOLE))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is not a .docx file; open it in a word processor, save it as .docx"),
        (b"Dear all,", "it is not a .docx file"),
        (_zip(a="x"), "it is not a .docx file"),
        (bytes(MAX_TEMPLATE + 1), "name a .docx file as the template"),
        (_zip(**{"word/document.xml": "x" * 110_000_000}), "it unpacks to 110 MB"),
        (DAMAGED, "it is damaged; take another template"),
        (_zip(**{"word/document.xml": "no xml"}), "could not write the minutes with the template"),
    ],
    ids=["empty", "text", "archive", "too large", "a bomb", "damaged", "not Word inside"],
)
def test_a_template_that_is_no_word_file_ends_in_one_line_that_names_it(
    minutes: Minutes, tmp_path: Path, data: bytes, said: str
) -> None:
    template = tmp_path / "house.docx"
    template.write_bytes(data)
    with pytest.raises(UserError) as told:
        as_docx(minutes, template)
    assert said in str(told.value)
    assert str(template) in str(told.value)
    assert "\n" not in str(told.value)


def test_a_template_that_is_missing_or_of_another_format_says_what_to_name(
    minutes: Minutes, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match=r"house\.docx: .*; name a \.docx file as the template"):
        as_docx(minutes, tmp_path / "house.docx")
    (tmp_path / "house.docx").write_bytes(house_style("docx"))
    with pytest.raises(UserError, match=r"it is not a \.odt file; .* save it as \.odt"):
        as_odt(minutes, tmp_path / "house.docx")


def test_without_pandoc_the_command_that_brings_it_is_named(
    minutes: Minutes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccgbrief.converters.shutil.which", lambda _: None)
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    with pytest.raises(UserError, match=r"Word is written by pandoc.* -m pip install pypandoc_bin"):
        as_docx(minutes)


def test_without_libreoffice_a_pdf_names_another_way(
    minutes: Minutes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccgbrief.minutes.office.libreoffice", lambda: None)
    with pytest.raises(UserError, match=r"LibreOffice, which is not installed; write \.docx or"):
        as_pdf(minutes)


def test_where_libreoffice_fails_another_way_is_named(
    minutes: Minutes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccgbrief.minutes.office.libreoffice", lambda: sys.executable)
    with pytest.raises(UserError, match=r"could not make a PDF of the minutes; write \.docx"):
        as_pdf(minutes)


def test_where_pandoc_fails_another_way_is_named(
    minutes: Minutes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "ccgbrief.minutes.office.pandoc", lambda: [sys.executable, "-c", "raise SystemExit(64)"]
    )
    with pytest.raises(UserError, match=r"pandoc could not write the minutes; write \.html"):
        as_docx(minutes)


def test_where_the_system_ends_pandoc_that_is_said(
    minutes: Minutes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ccgbrief.minutes.office.pandoc", lambda: [sys.executable, "-c", "1/0"])
    for write in (as_docx, as_odt):
        with pytest.raises(UserError, match=r"ended by the system or found no room.*write \.html"):
            write(minutes)


def test_where_pandoc_has_no_document_of_its_own_another_way_is_named(
    minutes: Minutes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "ccgbrief.minutes.office.pandoc", lambda: [sys.executable, "-c", "raise SystemExit(64)"]
    )
    for write in (as_docx, as_odt):
        with pytest.raises(UserError, match=r"pandoc could not write the minutes; write \.html"):
            write(minutes)


def texts(node: Any) -> list[str]:
    """Return all texts in a tree, and the targets of links."""
    if isinstance(node, dict):
        return [node["c"]] if node.get("t") == "Str" else texts(list(node.values()))
    return [text for each in node for text in texts(each)] if isinstance(node, list) else []


def kinds(node: Any) -> set[str]:
    """Return the kinds of nodes in a tree."""
    if isinstance(node, dict):
        return {node["t"]} | kinds(node.get("c")) if "t" in node else kinds(list(node.values()))
    return {kind for each in node for kind in kinds(each)} if isinstance(node, list) else set()


@given(text=hostile())
@example(text="\n".join(PAYLOADS))
def test_no_text_becomes_anything_but_text_in_a_document(text: str) -> None:
    tree = as_tree(minutes_saying(text))
    assert kinds(tree) <= kinds(as_tree(minutes_saying("x y"))) | {"Link", "LineBreak"}
    said = texts(tree)
    assert all(clean(each) == each for each in said)
    json.dumps(tree).encode()


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=hostile())
@example(text="\n".join(PAYLOADS))
@example(text=" ")
def test_pandoc_takes_whatever_a_note_holds(text: str) -> None:
    blocks = read_back(as_docx(minutes_saying(text)), "docx")["blocks"]
    assert sum(block["t"] == "Table" for block in blocks) == 4


def test_a_pandoc_that_cannot_be_asked_is_there_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail() -> str:
        raise OSError("out of memory")

    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("pypandoc.get_pandoc_path", fail)
    assert Path(pandoc()[0]).is_file()


def test_a_signal_ends_minutes_as_itself_while_libreoffice_still_writes_its_profile(
    minutes: Minutes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_empty(*_args: object, **_named: object) -> None:
        raise OSError(errno.ENOTEMPTY, "directory not empty")

    def ended(_program: str, file: Path, *_rest: object) -> None:
        kept.append(file)
        monkeypatch.setattr(os, "rmdir", not_empty)
        raise SystemExit(143)

    kept: list[Path] = []
    monkeypatch.setattr(office, "libreoffice", lambda: "/usr/bin/soffice")
    monkeypatch.setattr(office, "converted", ended)
    with pytest.raises(SystemExit, match="143"):
        as_pdf(minutes)
    monkeypatch.undo()
    assert not kept[0].exists()
    kept[0].parent.rmdir()
