"""P11, the gate for outside text: what it lets through, what it marks; decoding, folding, words."""

import codecs
import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ccgbrief.text import (
    MAX_MARKS,
    Word,
    capitalised,
    clean,
    clean_line,
    clean_typed,
    decode,
    decode_line,
    first_words,
    fold,
    openable,
    plain_signs,
    shortened,
    without_echo,
    words,
)

ODD = st.text(
    st.one_of(
        st.characters(),  # lone surrogates too
        st.sampled_from(
            "a é\t\r\n\x1b\x7f\x85\xad\u200b\u200c\u200d\u202e\ufe0f\u0301\u0316\u064b\u0628\u0915"
            "\u094d👩🔥❤\u2028\U000e0041\ud800#1%'’.,-\uff9e\U000e0100\u061c´"
        ),
    ),
    max_size=40,
)
"""Texts full of what a gate may stumble over."""

SHOWN_FORMATS = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
"""Format characters that have a shape: signs around Arabic, Syriac and Kaithi numbers."""

JOINERS = "\u200c\u200d"


def is_unsafe(char: str) -> bool:
    kind = unicodedata.category(char)
    return (
        kind in {"Cc", "Cs", "Cf"}
        and char != "\n"
        and ord(char) not in SHOWN_FORMATS
        and char not in JOINERS
    )


@given(ODD)
def test_nothing_unsafe_comes_through_the_gate(text: str) -> None:
    """P11: no control, override, invisible or tag character, and joiners only at home."""
    cleaned = clean(text)
    assert not [char for char in cleaned if is_unsafe(char)]
    for found in re.finditer(f"[{JOINERS}]", cleaned):
        before = cleaned[found.start() - 1] if found.start() else "a"
        assert ord(before) > 0x24F, "a joiner stays only after a letter that is shaped, or an emoji"


@given(ODD)
def test_what_was_cleaned_once_is_not_changed_by_cleaning_it_again(text: str) -> None:
    """P11: texts pass the gate when they are read and again when they are shown."""
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


def test_no_character_of_unicode_is_unsafe_after_a_letter() -> None:
    """P11: all 1,114,112 of them, and so those too that no list of ours names."""
    everything = "".join(f"a{chr(code)}" for code in range(sys.maxunicode + 1))
    assert not [hex(ord(char)) for char in clean(everything) if is_unsafe(char) or char in JOINERS]


@pytest.mark.parametrize(
    ("payload", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("\x1b]0;PWNED\x07", "␛]0;PWNED␇"),
        ("\x1b]52;c;aGk=\x1b\\", "␛]52;c;aGk=␛\\"),
        ("\x9b31m\x9d0;x\x9c", "\ufffd31m\ufffd0;x\ufffd"),
        ("a\0b\x0ec\x7fd", "a␀b␎c␡d"),
        ("safe\u202egpj.exe", "safe\ufffdgpj.exe"),
        ("\u206ax", "\ufffdx"),
        ("a\ufe0fb \ufe0fc\u034fd", "a\ufffdb \ufffdc\ufffdd"),
        ("☎\ufe0f\ufe0e \u3000\ufe0f", "☎\ufe0f\ufffd \u3000\ufffd"),
        ("\u3164\u115f\uffa0", "\ufffd" * 3),
        ("x\U000e0069\U000e0067", "x\ufffd\ufffd"),
        ("x\ufff9y", "x\ufffdy"),
        ("\ud83d", "\ufffd"),
    ],
)
def test_what_drives_a_terminal_or_deceives_is_shown_as_a_mark(payload: str, shown: str) -> None:
    """P11."""
    assert clean(payload) == shown


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "“curly” – £7.2bn … 29 % · naïve",
        "cafe\u0301 nai\u0308ve Vie\u0323\u0302t",
        "مرحبا بالعالم",
        "می\u200cخواهم",
        "شُكْرًا",
        "שָׁלוֹם",
        "हिन्दी क्\u200dष र्\u200dय",
        "ന്\u200d മലയാളം",
        "ကျွန်ုပ်",
        "👩🏽\u200d⚕️ ❤️\u200d🔥 👨\u200d👩\u200d👧",
        "1\ufe0f\u20e3 ©\ufe0f ☎\ufe0e",
        "葛\U000e0100城",
        "two\n\nparagraphs",
    ],
)
def test_real_writing_is_not_touched(text: str) -> None:
    assert clean(text) == text


def test_line_ends_become_newlines_and_tabs_spaces() -> None:
    assert clean("a\r\nb\rc\u2028d\u2029e\x85f") == "a\nb\nc\nd\ne\nf"
    assert clean("a\tb\n\tc") == "a   b\n    c"


def test_a_soft_hyphen_is_dropped_so_that_the_word_is_found() -> None:
    assert clean("co\xadmmissioning") == "commissioning"


def test_a_line_is_one_line_with_single_spaces() -> None:
    assert clean_line("  a \n\t b\u2003c\x1b ") == "a b c␛"


@pytest.mark.parametrize(
    "mark",
    ["\u0301", "\u0301\u0316", "\u064b", "\u05b8", "\u0e38", "\u0941", "\u20d2", "\U0001d165"],
)
def test_stacked_marks_are_capped_in_every_script(mark: str) -> None:
    """RELIABILITY input 38, P12."""
    marks = mark * (200_000 // len(mark))
    cleaned = clean(f"a{marks} b{marks[:MAX_MARKS]}c")
    assert cleaned == f"a{marks[:MAX_MARKS]} b{marks[:MAX_MARKS]}c"


def test_marks_parted_by_something_dropped_are_still_one_stack() -> None:
    assert clean("a" + "\u0301\xad" * 50) == "a" + "\u0301" * MAX_MARKS


@pytest.mark.no_cover
def test_text_of_any_kind_and_a_million_characters_is_cleaned_to_its_end() -> None:
    """P12: each would take hours if the time grew with the square of the length."""
    for piece in ("word ", "é", "…", "\x1b", "\u200b", "\u0301", "👩\u200d", "\t", "\r", "\ud800"):
        assert clean(piece * (1_000_000 // len(piece)) + "end").endswith("end")


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"", "", "utf-8"),
        ("naïve".encode(), "naïve", "utf-8"),
        (codecs.BOM_UTF8 + "naïve".encode(), "naïve", "utf-8"),
        (codecs.BOM_UTF16_LE + "naïve".encode("utf-16-le"), "naïve", "utf-16-le"),
        (codecs.BOM_UTF16_BE + "naïve".encode("utf-16-be"), "naïve", "utf-16-be"),
        ("“naïve” €5".encode("cp1252"), "“naïve” €5", "cp1252"),
        (b"\x81 is no letter there", "\ufffd is no letter there", "cp1252"),
        ("« fermé\xa0», “CAFÉ”".encode("cp1252"), "« fermé\xa0», “CAFÉ”", "cp1252"),
        ("é → ł\n".encode() + "£7".encode("cp1252"), "é → ł\n£7", "utf-8+cp1252"),
        ("José, £7, ".encode("cp1252") + "Müller".encode(), "José, £7, Müller", "utf-8+cp1252"),
        (codecs.BOM_UTF8 + "Müller\n".encode() + b"Jos\xe9", "Müller\nJosé", "utf-8+cp1252"),
        (codecs.BOM_UTF8 + b"Jos\xe9 MARCH\xc9\x94", "José MARCHɔ", "utf-8+cp1252"),
        (b"a\r\nb\rc\n", "a\nb\nc\n", "utf-8"),
        (b"\x1b[2J", "\x1b[2J", "utf-8"),
    ],
)
def test_text_is_decoded_and_says_in_what_it_was_written(
    data: bytes, text: str, encoding: str
) -> None:
    """RELIABILITY inputs 29, 30 and 31."""
    assert decode(data) == (text, encoding)


@pytest.mark.parametrize(
    "line", ["Łódź ≥ 5", "≥ 5 → 6", "Is it ≥ 5?", "Dr Kaczyński paid", "Отчёт", "ŠKODA"]
)
def test_a_line_of_utf_8_in_a_text_of_windows_1252_is_read_as_that(line: str) -> None:
    text = "“Müller’s” café, £5\n" * 5
    assert decode(text.encode("cp1252") + line.encode()) == (text + line, "utf-8+cp1252")


@pytest.mark.parametrize("line", ["CAFÉ”", "allé\xa0», dit-il", "PÅ”", "DUFFÉ–MARTIN", "ÅÄÖ Å»"])
def test_a_line_of_windows_1252_that_may_be_utf_8_by_chance_is_not(line: str) -> None:
    text = "“Müller’s” café, £5\n" * 5 + line
    assert decode(text.encode("cp1252")) == (text, "cp1252")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("café £5\r\n".encode(), "café £5"),
        ("café £5\n".encode("cp1252"), "café £5"),
        (codecs.BOM_UTF8 + b"note a", "note a"),
        (b"\x81 is no letter there", "\ufffd is no letter there"),
    ],
)
def test_a_line_of_input_is_decoded_whatever_the_locale(data: bytes, text: str) -> None:
    assert decode_line(data) == text


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"a\0b", "it holds NUL characters"),
        ("no mark".encode("utf-16-le"), "it holds NUL characters"),
        (codecs.BOM_UTF32_LE + "x".encode("utf-32-le"), "it holds NUL characters"),
        (b"\x89PNG\r\n\x1a\n\x01\x02", "it holds control characters"),
        (b"\xff\xfea", "broken UTF-16-LE"),
        (b"\xfe\xff\xd8\x00", "broken UTF-16-BE"),
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes, why: str) -> None:
    """RELIABILITY input 28."""
    with pytest.raises(ValueError, match=rf"^it is not text \({why}\)$"):
        decode(data)


@given(st.binary(max_size=60))
def test_any_bytes_are_decoded_or_refused_in_one_line(data: bytes) -> None:
    try:
        text = decode(data).text
    except ValueError as error:
        text = str(error)
    assert not set(text) & {"\r", "\0"}


@given(st.text(st.characters(exclude_characters="\0\r\ufeff", codec="utf-8")))
def test_text_comes_back_from_utf_8_as_it_was(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8")


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Primary CARE", "primary care"),
        ("Naïve CAFÉ", "naive cafe"),
        ("cafe\u0301", "cafe"),
        ("King’s ‘x’ “y” «z»", 'king\'s \'x\' "y" "z"'),
        ("co‐com–mis—sion−ing", "co-com-mis-sion-ing"),
        ("7…8\u00a09", "7...8 9"),
        ("Straße Œuvre Ærø Łódź", "strasse oeuvre aero lodz"),
        ("Ǽ İ ﬁne ＦＵＬＬ 𝐇 ™", "ae i fine full h tm"),
    ],
)
def test_what_is_written_differently_and_means_the_same_is_folded_alike(
    text: str, folded: str
) -> None:
    assert fold(text) == folded


@given(ODD)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(categories=["L"]), max_size=20))
def test_composed_and_decomposed_letters_are_folded_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


def test_marks_in_a_bad_order_are_folded_to_the_end() -> None:
    """P12: sorting a million of them at once takes minutes."""
    assert fold("a" + "\u0301\u0316" * 500_000 + "b") == "ab"
    assert fold("\uff9e\u0316" * 500_000) == ""


def spelled(text: str) -> list[tuple[str, str]]:
    """Return each word as it is compared and as it stands in the text."""
    return [(word.folded, text[word.start : word.end]) for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who owns it?", [("who", "Who"), ("owns", "owns"), ("it", "it")]),
        ("co-commissioning", [("co", "co"), ("commissioning", "commissioning")]),
        ("the King’s GP's", [("the", "the"), ("kings", "King’s"), ("gps", "GP's")]),
        ("CCGs’ ‘own’", [("ccgs", "CCGs"), ("own", "own")]),
        ("7.2 of £1,000", [("7.2", "7.2"), ("of", "of"), ("1000", "1,000")]),
        ("8bn, 3rd; P4", [("8bn", "8bn"), ("3rd", "3rd"), ("p4", "P4")]),
        ("29%", [("29", "29"), ("per", "%"), ("cent", "%")]),
        ("cafe\u0301s", [("cafes", "cafe\u0301s")]),
        ("हिन्दी शब्द", [("हिनदी", "हिन्दी"), ("शबद", "शब्द")]),
        ("snake_case", [("snake", "snake"), ("case", "case")]),
        ("— … _ ' ’", []),
        ("", []),
    ],
)
def test_text_is_split_into_words(text: str, expected: list[tuple[str, str]]) -> None:
    assert spelled(text) == expected


@given(ODD)
def test_words_stand_where_they_say_one_after_the_other(text: str) -> None:
    """What was found is marked on the screen by these positions."""
    end = 0
    for start, group in _by_place(words(text)):
        assert end <= start
        end = group[0].end
        assert start < end <= len(text)
        again = words(text[start:end])
        assert [word.folded for word in again] == [word.folded for word in group]


def _by_place(found: list[Word]) -> list[tuple[int, list[Word]]]:
    places: dict[int, list[Word]] = {}
    for word in found:
        places.setdefault(word.start, []).append(word)
    return list(places.items())


@given(ODD)
def test_a_word_is_compared_by_what_folding_leaves_as_it_is(text: str) -> None:
    assert all(fold(word.folded) == word.folded for word in words(text))


def test_a_million_letters_with_marks_and_apostrophes_are_split_to_the_end() -> None:
    """P12."""
    for piece in ("a'", "a\u0301", "1.", "हि", "%", "ʼ"):
        assert words(piece * 200_000 + " end")[-1].folded == "end"


@pytest.mark.parametrize(
    "target",
    ["https://www.example.org", "http://example.org:8080/a?b=c#d", "HTTPS://example.org/%E2%80%AE"],
)
def test_pages_of_the_web_may_be_opened(target: str) -> None:
    """Input 39."""
    assert openable(target) == target


@pytest.mark.parametrize(
    "target",
    [
        *("", "--version", "-o", "//example.org", "example.org", "/usr/bin/xterm", "C:\\x.exe"),
        *("file:///etc/passwd", "javascript:alert(1)", "ssh://-oProxyCommand=x", "smb://host/a"),
        *("vscode://file/x", "mailto:a@example.org?attach=/etc/passwd", "data:text/html,x"),
        *("https://", "https:///etc", "https://bank.example@evil.example/", "https://a b.example"),
        *("https://ex\u0430mple.org", "https://example.org/\u202egnp", "https://example.org/\x1b]"),
        *("https://example.org\n", " https://example.org", "https://" + "a" * 3000),
    ],
)
def test_nothing_else_is_opened(target: str) -> None:
    """Input 39."""
    assert openable(target) is None


def test_shortened_text_has_the_length_that_was_asked_for() -> None:
    assert shortened("twelve chars", 12) == "twelve chars"
    assert shortened("twelve chars!", 12) == "twelve char…"
    assert shortened("eleven  chars", 8) == "eleven…"


def test_first_words_end_after_a_whole_word() -> None:
    assert first_words("twelve chars", 12) == "twelve chars"
    assert first_words("twelve chars!", 12) == "twelve…"
    assert first_words("twelve, chars!", 11) == "twelve…"
    assert first_words("eleven chars", 7) == "eleven…"
    assert first_words("undivided", 5) == "undi…"


def test_a_message_quotes_the_beginning_of_what_is_long_and_keeps_its_own_words() -> None:
    assert without_echo("no article “roles” here") == "no article “roles” here"
    said = without_echo(f"no article “{'z' * 100_000}” here; did you mean “roles”?")
    assert said == f"no article “{'z' * 199}…” here; did you mean “roles”?"
    said = without_echo(f"{'z' * 100_000}: file name too long")
    assert said.startswith("zzz")
    assert said.endswith("z: file name too long")
    assert len(said) < 6_000


@pytest.mark.parametrize(
    "text",
    [
        "⚠\ufe0f",
        "👨\u200d👩\u200d👧\u200d👦",
        "👩🏽\u200d💻",
        "❤\ufe0f\u200d🔥",
        "1\ufe0f\u20e3",
        "می\u200cخواهم",
        "क्\u200dष",
        "สวัสดี\u200bครับ",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)
def test_emoji_joiners_and_marks_are_kept_whole_also_key_by_key(text: str) -> None:
    assert clean(text) == text
    # Typed, nothing is known of the script before it: a space without width is dropped there.
    assert "".join(map(clean_typed, text)) == text.replace("\u200b", "")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("\u200bBudget is agreed\u200b.", "Budget is agreed."),  # pages of SharePoint
        ("\u200e01/\u200e05/\u200e2026", "01/05/2026"),  # days as Windows copies them
        ("\u202a+44 20 7946 0000\u202c", "+44 20 7946 0000"),  # numbers as Outlook does
        ("\u2067\u05d0\u2069\u200f\u061c!", "\u05d0!"),
        ("\ufeffa\u2060b\ufeff \u200cab\u200dcd f\u2061(x)", "ab abcd f(x)"),
        ("\u0e01\u200e\u200bx", "\u0e01x"),
        ("3\u20641/2, 2\u2062x", "3 1/2, 2x"),
        ("a" + "\u0301\u200b" * 9, "a" + "\u0301" * MAX_MARKS),
        ("a\u200e\ufe0f", "a\ufffd"),
    ],
)
def test_what_only_helps_to_set_a_text_is_dropped(text: str, read: str) -> None:
    assert clean(text) == read


def test_a_tag_outside_a_flag_is_shown() -> None:
    assert clean("\U000e0067") == "\ufffd"


@pytest.mark.parametrize("typed", ["\x1b", "\u202e", "\u2066", "\x9b", "\u2060"])
def test_what_could_deceive_is_not_typed(typed: str) -> None:
    assert clean_typed(typed) != typed


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("天气很好", ["天", "气", "很", "好"]),
        ("テキストtext本", ["テ", "キ", "ス", "ト", "text", "本"]),
        ("2015年度", ["2015", "年", "度"]),
        ("แพทย์", ["แพ", "ท", "ย์"]),
        ("한국어 문서", ["한국어", "문서"]),
    ],
)
def test_scripts_without_spaces_are_split_into_signs_and_syllables(
    text: str, folded: list[str]
) -> None:
    found = words(text)
    assert [text[word.start : word.end] for word in found] == folded
    assert found == sorted(found, key=lambda word: word.start)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("“Café” → it’s 5–6 …", '"Cafe" -> it\'s 5-6 ...'),
        ("████░░ 40 × £3", "####-- 40 x GBP 3"),
        ("日本", "\\u65e5\\u672c"),
    ],
)
def test_what_a_terminal_cannot_show_is_written_in_plain_signs(text: str, plain: str) -> None:
    codecs.register_error("plain", plain_signs)
    assert text.encode("ascii", "plain").decode() == plain
    assert "?" not in text.encode("cp437", "plain").decode("cp437")


def test_a_sentence_begins_with_a_capital_and_keeps_those_it_has() -> None:
    assert capitalised("its words say Kim of the NHS") == "Its words say Kim of the NHS"
    assert capitalised("") == ""
