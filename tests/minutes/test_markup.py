from ccgbrief.minutes.html import Markup, element, joined


def test_an_attribute_holds_its_value_and_nothing_else() -> None:
    made = element("a", "text", href='https://example.org/?a&copy="><b>', aria_hidden="true")
    assert made == (
        '<a href="https://example.org/?a&amp;copy=&quot;&gt;&lt;b&gt;" aria-hidden="true">text</a>'
    )


def test_text_is_escaped_and_markup_is_not() -> None:
    assert joined(["<b> & ", Markup("<br>"), "\x1b"]) == "&lt;b&gt; &amp; <br>␛"


def test_an_element_may_hold_nothing_and_an_attribute_without_a_value_is_left_out() -> None:
    assert element("p", class_="said", lang="") == '<p class="said"></p>'
