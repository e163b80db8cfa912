import pytest

from ccgbrief.minutes.phrases import Run, quoted, runs
from ccgbrief.pack import Value
from ccgbrief.text import is_web_address


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("it is fragile", "“it is fragile”"),
        ("“it is fragile”", "“it is fragile”"),
        ("“it runs on", "“it runs on”"),
        ("a “grey” area", "“a ‘grey’ area”"),
        ("“grey” and “dark”", "“‘grey’ and ‘dark’”"),
    ],
)
def test_words_are_quoted_once(words: str, shown: str) -> None:
    assert quoted(words) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Value("a", 7.2), "7.2"),
        (Value("a", 47), "47"),
        (Value("a", 12.0), "12"),
        (Value("a", 1234567), "1,234,567"),
        (Value("a", 25, "about a quarter"), "about a quarter"),
        (Value("a", 12, stated=False), "12 (worked out, not stated)"),
    ],
)
def test_a_number_is_printed_as_the_source_puts_it(value: Value, shown: str) -> None:
    assert value.said == shown


def test_a_web_address_in_a_text_ends_before_the_punctuation() -> None:
    assert [run for run in runs("See https://example.org/a, now.") if run.text] == [
        Run("See "),
        Run("https://example.org/a", is_link=True),
        Run(", now."),
    ]


@pytest.mark.parametrize(
    ("line", "address", "target"),
    [
        ("(https://example.org/a_(b))", "https://example.org/a_(b)", ""),
        ("see https://example.org/a_(b).", "https://example.org/a_(b)", ""),
        ("https://example.org/[c]", "https://example.org/[c]", ""),
        ("[https://example.org/c]", "https://example.org/c", ""),
        ("at www.example.org/a?b=c, now", "www.example.org/a?b=c", "https://www.example.org/a?b=c"),
        ("WWW.EXAMPLE.ORG", "WWW.EXAMPLE.ORG", "https://WWW.EXAMPLE.ORG"),
    ],
)
def test_a_web_address_keeps_its_brackets_and_needs_no_scheme(
    line: str, address: str, target: str
) -> None:
    (link,) = [run for run in runs(line) if run.is_link]
    assert (link.text, link.target) == (address, target or address)
    assert "".join(run.text for run in runs(line)) == line


@pytest.mark.parametrize("line", ["https://", "https://.", "www.", "www. x", "awww.x", "(www.)"])
def test_the_beginning_of_an_address_is_no_link(line: str) -> None:
    assert not any(run.is_link for run in runs(line))
    assert "".join(run.text for run in runs(line)) == line


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "data:text/html,a",
        "file:///etc/passwd",
        "//example.org",
        "ftp://example.org",
        " https://example.org",
        "https://example.org/\n",
        "https://example.org/a b",
        'https://example.org/"x',
    ],
)
def test_nothing_but_a_web_address_is_a_link(url: str) -> None:
    assert not is_web_address(url)
    assert is_web_address("https://example.org/a?b=c#d")
