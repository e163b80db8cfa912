from pathlib import Path
from zipfile import ZipFile

import pytest
import tomli

from ccgbrief.settings import (
    Settings,
    read_settings,
    remember,
    template,
    template_for,
    unused_template,
    with_value,
    write_settings,
)

OWN = """\
# mine, do not touch
copy = 'plain'   # for the minutes

theme = "dark" # at night
# the keys of my old program
[keys]
search = "f3"
theme = "x"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "ccgbrief" / "config.toml"


def written(file: Path, text: str) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode())
    return file


def house_style(file: Path) -> Path:
    """Write what is known for a Word or OpenDocument file by its parts."""
    file.parent.mkdir(exist_ok=True)
    with ZipFile(file, "w") as archive:
        for part in ("word/document.xml", "content.xml"):
            archive.writestr(part, "")
    return file


def test_without_a_file_everything_is_as_it_was_made(file: Path) -> None:
    assert read_settings(file) == (Settings(), [])


def test_what_is_chosen_is_read(file: Path) -> None:
    text = 'theme = "light"\ncopy = "line"\nminutes = "docx"\ntemplate = "house.docx"\n'
    text += '[keys]\nsearch = "f3"\nhelp = ["?", "f1"]\n'
    house = house_style(file.parent / "house.docx")
    settings, faults = read_settings(written(file, text))
    assert faults == []
    keys = {"search": ("f3",), "help": ("?", "f1")}
    assert settings == Settings("light", "line", "docx", house, keys)


def test_a_template_may_be_anywhere_and_is_for_what_has_its_ending(
    file: Path, tmp_path: Path
) -> None:
    anywhere = house_style(tmp_path / "House.ODT")
    settings, faults = read_settings(written(file, f"template = {str(anywhere)!r}\n"))
    assert (settings.template, faults) == (anywhere, [])
    assert template_for(settings, ".odt") == anywhere
    assert template_for(settings, ".docx") is None
    assert template_for(Settings(), ".docx") is None
    said = f"the template {anywhere} is not used: for these minutes it would be a .docx file"
    assert unused_template(settings, ".docx") == said
    assert [unused_template(settings, each) for each in (".odt", "")] == ["", ""]
    assert unused_template(Settings(), ".docx") == ""


@pytest.mark.parametrize("given", ['"house.doc"', "5", '["house.docx"]', "'~nobody-here/a.docx'"])
def test_a_template_that_is_no_document_is_told_and_not_taken(file: Path, given: str) -> None:
    settings, (fault,) = read_settings(written(file, f"template = {given}\n"))
    assert settings.template is None
    assert fault.startswith(f"{file}: template: “")


def test_a_template_that_cannot_be_read_is_told_before_minutes_need_it(file: Path) -> None:
    for cause in ("name a .docx file as the template", "it is not a .docx file; open it in"):
        settings, (fault,) = read_settings(written(file, 'template = "nothere.docx"\n'))
        assert settings.template is None
        assert fault.startswith(f"{file}: template: {file.parent / 'nothere.docx'}: ")
        assert cause in fault
        (file.parent / "nothere.docx").write_text("not a document")


def test_a_template_that_is_an_address_is_called_one(file: Path) -> None:
    settings, (fault,) = read_settings(written(file, 'template = "https://x.org/house.docx"\n'))
    assert settings.template is None
    assert "template: “https://x.org/house.docx”: it is an address, not a file; name a" in fault


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ("x, f5", ("x", "f5")),
        ("x,f5", ("x", "f5")),
        (",", (",",)),
        (" ", (" ",)),
        ("?", ("?",)),
    ],
)
def test_keys_in_one_string_are_parted_by_commas(
    file: Path, keys: str, meant: tuple[str, ...]
) -> None:
    settings, faults = read_settings(written(file, f'[keys]\nhelp = "{keys}"\n'))
    assert (settings.keys, faults) == ({"help": meant}, [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('theem = "light"', "there is no setting “theem”; did you mean theme?"),
        ('theme = "lihgt"', "there is no theme “lihgt”; did you mean light?"),
        ('theme = "qqq"', "use one of dark, light, high-contrast, terminal"),
        ("theme = 3", "there is no theme “3”"),
        ('copy = ["plain"]', "there is no copy"),
        ('minutes = "dcox"', "there is no minutes “dcox”; did you mean docx?"),
        ('copy = "markdwon"', "did you mean markdown?"),
        ('keys = "f3"', "keys is not a table; write [keys]"),
        ("[keys]\nsearch = 3", 'keys.search names no key; write "search" = "f3"'),
        ('[keys]\n"note.edit" = ""', 'keys.note.edit names no key; write "note.edit" = "f3"'),
        ("[keys]\nnote.edit = ''", 'keys.note.edit names no key; write "note.edit" = "f3"'),
        ("[keys]\na.b.c = 'f3'", 'keys.a.b names no key; write "a.b" = "f3"'),
        ("[keys]\nsearch = []", "keys.search names no key"),
        ("[keys]\nsearch = ['a', '']", "keys.search names no key"),
        ("theme =", "fix or remove it"),
    ],
)
def test_what_is_wrong_is_told_in_one_line_with_the_file_and_has_no_effect(
    file: Path, text: str, told: str
) -> None:
    settings, faults = read_settings(written(file, text))
    assert settings == Settings()
    assert len(faults) == 1
    assert faults[0].startswith(str(file))
    assert told in faults[0]
    assert "\n" not in faults[0]


@pytest.mark.parametrize("text", ["note.edit = 'f4'\n", ""])
def test_a_command_needs_no_quotation_marks_for_its_full_stop(file: Path, text: str) -> None:
    text = f"[keys]\n{text}"
    written(file, f"{text}note.delete = 'f3'")
    settings, faults = read_settings(file)
    assert (settings.keys["note.delete"], faults) == (("f3",), [])
    assert remember(file, ("keys", "note.edit"), "f5", "") == ""
    assert read_settings(file)[0].keys == {"note.edit": ("f5",), "note.delete": ("f3",)}


def test_one_wrong_choice_leaves_the_others(file: Path) -> None:
    settings, faults = read_settings(written(file, 'theme = "light"\ncopy = "prose"\n'))
    assert settings.theme == "light"
    assert len(faults) == 1


@pytest.mark.parametrize("data", [b"\x00\xff\x00", b"[" * 20_000, b"a." * 30_000, b"x" * 300_000])
def test_a_hostile_file_is_told_in_one_line(file: Path, data: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(data)
    settings, faults = read_settings(file)
    assert settings == Settings()
    assert len(faults) == 1
    assert len(faults[0]) < 400


def test_control_characters_in_a_name_never_reach_the_screen(file: Path) -> None:
    _, faults = read_settings(written(file, '"the\\u001b[31mme" = 1\n'))
    assert "\x1b" not in faults[0]


def test_a_folder_in_its_place_is_told(file: Path) -> None:
    file.mkdir(parents=True)
    assert "it is a folder" in read_settings(file)[1][0]


def test_one_line_is_changed_and_comments_and_layout_are_kept() -> None:
    changed = with_value(OWN, ("theme",), "light")
    assert changed == OWN.replace('theme = "dark" #', 'theme = "light" #')
    assert with_value(OWN, ("copy",), "line") == OWN.replace("'plain'", '"line"')


def test_line_ends_stay_as_they_are() -> None:
    text = OWN.replace("\n", "\r\n")
    assert with_value(text, ("theme",), "light") == text.replace('"dark"', '"light"')
    assert with_value("[keys]\r\n", ("theme",), "light") == 'theme = "light"\r\n\r\n[keys]\r\n'


@pytest.mark.parametrize(
    "text", ["", "# nothing yet", 'copy = "line"', '[keys]\ntheme = "t"\n', "\n\n[keys]\n"]
)
def test_a_choice_not_yet_in_the_file_is_put_before_the_tables(text: str) -> None:
    changed = with_value(text, ("theme",), "light")
    assert tomli.loads(changed) == tomli.loads(text) | {"theme": "light"}


def test_a_choice_is_remembered_and_nothing_else_changes(file: Path) -> None:
    written(file, OWN)
    assert remember(file, ("theme",), "terminal", "") == ""
    assert file.read_text(encoding="utf-8") == OWN.replace('"dark" #', '"terminal" #')
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_a_first_choice_writes_a_file_that_explains_itself(file: Path) -> None:
    text = template(Settings(theme="light"), [("search", "slash"), ("help", "question_mark")])
    assert remember(file, ("theme",), "light", text) == ""
    assert read_settings(file) == (Settings(theme="light"), [])
    assert "# search             slash" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "text",
    ["theme = [\n'dark'\n]\n", 'theme = """\ndark"""\n', "theme =\n", "x = '''\n[\ntheme = 1'''\n"],
)
def test_a_file_that_cannot_be_changed_safely_is_left_as_it_is(file: Path, text: str) -> None:
    written(file, text)
    why_not = remember(file, ("theme",), "light", "")
    if why_not:
        assert str(file) in why_not
        assert file.read_bytes() == text.encode()
    else:
        assert tomli.loads(file.read_text()) == tomli.loads(text) | {"theme": "light"}


def test_a_file_in_another_encoding_is_not_written_over(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"# caf\xe9\n")
    assert "not remembered" in remember(file, ("theme",), "light", "")
    assert file.read_bytes() == b"# caf\xe9\n"


def test_a_file_that_cannot_be_written_is_told_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("")
    file = tmp_path / "in the way" / "config.toml"
    assert write_settings(file, "").startswith(f"not remembered: {file} (")
    assert "not remembered" in remember(file, ("theme",), "light", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing yet",
        'theme = "dark"\n',
        OWN,
        OWN.replace("\n", "\r\n"),
        "[keys]",
        '[ keys ] # mine\nsearch = ["f3", "/"]\nhelp = "!"\n',
        '[other]\nsearch = "x"\n',
        '[keys]\nhelp = "!"\n\n[other]\nsearch = "x"\n',
    ],
)
@pytest.mark.parametrize("command", ["search", "cursor.next"])
def test_a_key_goes_into_the_table_of_keys_and_nothing_else_changes(
    text: str, command: str
) -> None:
    changed = with_value(text, ("keys", command), "S")
    before = tomli.loads(text)
    keys = {**before.get("keys", {}), command: "S"}
    assert tomli.loads(changed) == {**before, "keys": keys}
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in changed.splitlines() if line in comments] == comments


@pytest.mark.parametrize("text", ['keys = {search = "f3"}\n', 'keys.search = "f3"\n'])
def test_keys_written_in_another_way_stay_written_that_way(file: Path, text: str) -> None:
    written(file, text)
    assert remember(file, ("keys", "search"), "S", "") == ""
    assert file.read_text() == text.replace("f3", "S")


@pytest.mark.parametrize("text", ["[keys\n", "keys = 3\n", "[" * 20_000, "a." * 30_000])
def test_a_file_that_is_not_valid_is_left_as_it_is(file: Path, text: str) -> None:
    written(file, text)
    assert "not remembered" in remember(file, ("keys", "search"), "S", "")
    assert file.read_text() == text


def test_a_file_that_begins_with_a_byte_order_mark_is_changed_like_any_other(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"\xef\xbb\xbf" + OWN.encode())
    assert remember(file, ("theme",), "light", "") == ""
    assert tomli.loads(file.read_text()) == tomli.loads(OWN) | {"theme": "light"}
