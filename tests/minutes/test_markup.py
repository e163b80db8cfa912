from ccgbrief.minutes.html import Markup, element, joined


def test_an_attribute_holds_its_value_and_nothing_else() -> None:
    made = element("a", "text", href='https://example.org/?a&copy="><b>', aria_hidden="true")
    assert made == (
        '<a href="https://example.org/?a&amp;copy=&quot;&gt;&lt;b&gt;" aria-hidden="true">text</a>'
    )


def test_text_is_escaped_and_markup_is_not() -> None:
    assert joined(["<b> & ", Markup("<br>"), "\x1b"]) == "&lt;b&gt; &amp; <br>␛"


def test_an_element_that_holds_nothing_is_not_closed() -> None:
    assert element("meta", charset="utf-8") == '<meta charset="utf-8">'
    assert element("p", class_="said") == '<p class="said"></p>'
