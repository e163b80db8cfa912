"""Archives and messages: each file in them is a paper, and none that is broken costs another."""

import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from ccgbrief.pack import check_pack, read_pack
from ccgbrief.pack_editing import Options, Outcome, add_papers
from ccgbrief.papers.worker import DEEPEST
from tests.pack_editing.test_adding import outcomes, put
from tests.pack_editing.test_near_duplicates import text
from tests.paper_files import archive

pytestmark = pytest.mark.usefixtures("here")


def paper(number: int) -> str:
    return f"Paper {number}\n\n{text(number)}"


def damaged(data: bytes) -> bytes:
    """Spoil the first file in an archive."""
    with zipfile.ZipFile(BytesIO(data)) as opened:
        start = opened.infolist()[0].header_offset
    middle = start + 200
    return data[:middle] + bytes(b ^ 0xFF for b in data[middle : middle + 20]) + data[middle + 20 :]


def message(*attached: tuple[str, bytes]) -> bytes:
    made = EmailMessage()
    made["Subject"], made["From"] = "Papers for Monday", "Ann Example <ann@example.org>"
    made.set_content(text(20))
    for name, data in attached:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def test_each_file_in_an_archive_is_a_paper_with_its_own_original(
    folder: Path, tmp_path: Path
) -> None:
    parts: dict[str, str | bytes] = {f"deep/{i}.txt": paper(i) for i in range(3)}
    file = put(tmp_path, "papers.zip", archive({**parts, "__MACOSX/._0.txt": "x"}))
    results = add_papers([file], folder, Options())
    assert outcomes(results) == ["added"] * 3
    assert results[0].sentences[0].startswith("0.txt: “Paper 0” is the article paper-0")
    names = {path.name: path.read_text("utf-8") for path in (folder / "originals").iterdir()}
    assert names == {f"paper-{i}.txt": paper(i) for i in range(3)}
    assert check_pack(folder) == []


def test_a_message_and_what_is_attached_to_it_are_papers(folder: Path, tmp_path: Path) -> None:
    inner = archive({"b.txt": paper(2)})
    attached = [("a.txt", paper(1).encode()), ("more.zip", inner), ("photo.png", b"\x89PNG")]
    results = add_papers([put(tmp_path, "m.eml", message(*attached))], folder, Options())
    titles = [article.title for article in read_pack(folder).articles[1:]]
    assert titles == ["Papers for Monday", "Paper 1", "Paper 2"]
    (refused,) = [result for result in results if result.outcome is Outcome.REFUSED]
    assert refused.sentences[0].startswith(f"{tmp_path / 'm.eml' / 'photo.png'}: it is a picture")


def test_what_is_attached_to_the_html_of_a_message_is_a_paper(folder: Path, tmp_path: Path) -> None:
    made, html = EmailMessage(), EmailMessage()
    made["Subject"] = "Papers for Monday"
    made.set_content(text(20))
    made.make_alternative()
    html.set_content(f"<p>{text(20)}</p>", subtype="html")
    html.add_attachment(paper(1), filename="a.txt")
    page = f"<html><head></head><body><p>{text(30)}</p></body></html>"
    html.add_attachment(page, subtype="html", disposition="inline", filename="b.html")
    made.attach(html)
    results = add_papers([put(tmp_path, "m.eml", made.as_bytes())], folder, Options())
    assert outcomes(results) == ["added"] * 3
    assert [path.suffix for path in sorted((folder / "originals").iterdir())] == [
        ".html",
        ".txt",
        ".eml",
    ]


def test_what_cannot_be_read_in_an_archive_costs_no_other_file(
    folder: Path, tmp_path: Path
) -> None:
    parts: dict[str, str | bytes] = {
        "damaged.txt": paper(9),
        "empty.txt": "",
        "photo.png": b"\x89PNG\r\n",
        "cut.zip": archive({"a.txt": paper(8)})[:100],
        "good.txt": paper(1),
        "inner.zip": archive({"a.txt": paper(2), "photo.jpg": b"\xff\xd8\xff"}),
    }
    file = put(tmp_path, "papers.zip", damaged(archive(parts)))
    results = add_papers([file], folder, Options())
    titles = [article.title for article in read_pack(folder).articles[1:]]
    assert titles == ["Paper 1", "Paper 2"]
    refused = [r.file.name for r in results if r.outcome is Outcome.REFUSED]
    assert refused == ["damaged.txt", "empty.txt", "photo.png", "cut.zip", "photo.jpg"]


def test_archives_within_archives_end_somewhere(folder: Path, tmp_path: Path) -> None:
    data = archive({"a.txt": paper(1)})
    for _ in range(DEEPEST + 1):
        data = archive({"inner.zip": data})
    (refused,) = add_papers([put(tmp_path, "a.zip", data)], folder, Options())
    assert "it stands more than 3 archives or messages deep; unpack it" in refused.sentences[0]


def locked(data: bytes, name: str) -> bytes:
    """Mark a file in an archive as encrypted, where both of its headers say so."""
    made = bytearray(data)
    with zipfile.ZipFile(BytesIO(data)) as opened:
        entry = opened.getinfo(name)
    made[entry.header_offset + 6] |= 1
    at = made.index(name.encode(), made.index(b"PK\x01\x02")) - 46
    made[at + 8] |= 1
    return bytes(made)


def test_a_locked_file_in_an_archive_costs_no_other_one(folder: Path, tmp_path: Path) -> None:
    data = locked(archive({"a.txt": paper(1), "b.txt": paper(2)}), "b.txt")
    results = add_papers([put(tmp_path, "papers.zip", data)], folder, Options())
    assert outcomes(results) == ["added", "refused"]
    assert "b.txt: it is locked by a password" in results[1].sentences[0]


@pytest.mark.parametrize("name", ["../a.txt", "a/../../b.txt", "..\\c.txt", ".../d.txt", ".e.txt"])
def test_no_paper_in_an_archive_is_passed_over_for_its_name(
    name: str, folder: Path, tmp_path: Path
) -> None:
    file = put(tmp_path, "papers.zip", archive({name: paper(1), "__MACOSX/._a.txt": "x"}))
    assert outcomes(add_papers([file], folder, Options())) == ["added"]


def test_an_empty_file_is_refused_whatever_its_name(folder: Path, tmp_path: Path) -> None:
    (refused,) = add_papers([put(tmp_path, "empty.docx", b"")], folder, Options())
    assert "get a whole copy" in refused.sentences[0]
