"""Numbers and texts are shown as the formats of their cells show them."""

import pytest

from ccgbrief.papers.number_formats import shown_number, shown_text
from ccgbrief.text import clean_line

MONEY = '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-'
ARROWS = "[Green]▲0.0%;[Red]▼0.0%"


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (42, "", "42"),
        (-3, "General", "-3"),
        (0.1 + 0.2, "General", "0.3"),
        (1e15, "General", "1e+15"),
        (7.5, 'General" hrs"', "7.5 hrs"),
        (12345678, "#,##0", "12,345,678"),
        (999.5, "#,##0", "1,000"),
        (0, "#,##0", "0"),
        (0, "#", ""),
        (7, "000", "007"),
        (12, "0,000", "0,012"),
        (1234567890, "00000 000000", "01234 567890"),
        (1234, "# ##0", "1 234"),
        (0.5, "0.##", "0.5"),
        (0.5, ".00", ".50"),
        (1.5, ".00", "1.50"),
        (2.345, "0.00", "2.35"),
        (2.5, "0", "3"),
        (1e300, "0.00", f"{10**300}.00"),
        (float("inf"), "0.00", "inf"),
        # Thousands and millions.
        (1234567, "#,##0,", "1,235"),
        (1234567, "#,##0.0,", "1,234.6"),
        (1234567, "0,,.00", "1.23"),
        (1234567, '0.0,,"m"', "1.2m"),
        (1234567, '£#,##0,"k"', "£1,235k"),
        # Words beside the digits.
        (42, '"£"#,##0"k"', "£42k"),
        (42, r"£#,##0\k", "£42k"),
        (5, '0" days"', "5 days"),
        (5, '"a;b"0;0', "a;b5"),
        (42, '0" CR";0" DR"', "42 CR"),
        (-42, '0" CR";0" DR"', "42 DR"),
        # Currencies, each as its format names it.
        (1234.5, "[$£-809]#,##0.00", "£1,234.50"),
        (1234.5, "[$€-2] #,##0.00", "€ 1,234.50"),
        (1234.5, "#,##0.00 [$€-407]", "1,234.50 €"),
        (1234.5, "[$CHF] #,##0.00", "CHF 1,234.50"),
        (1234.5, MONEY, "£1,234.50"),
        (-1234.5, MONEY, "-£1,234.50"),
        (0, MONEY, "£-"),
        # Shares and signs.
        (0.256, "0%", "26%"),
        (0.125, "0%", "13%"),
        (25.6, '0.0"%"', "25.6%"),
        (2.5, "+0.0%;-0.0%", "+250.0%"),
        (-12.5, ARROWS, "▼1250.0%"),
        (-42, "#,##0;(#,##0)", "(42)"),
        (-42, r"#,##0_);[Red]\(#,##0\)", "(42)"),
        (0, '#,##0;-#,##0;"nil"', "nil"),
        # Conditions.
        (12, '[>10]"high";"low"', "high"),
        (1, '[=1]"Y";[=0]"N";General', "Y"),
        (3, '[=1]"Y";[=0]"N";General', "3"),
        (-5, '[<0]"neg "0;0', "neg 5"),
        (-1, '"Yes";;"No"', ""),
        (5, ";;;", ""),
        (5, '0"', "5"),
        (5, "0[", "5"),
        (5, "E+0", "5E+0"),
        (5, "[<x]0", "5"),
        # Fractions and powers.
        (0.5, "# ?/?", "1/2"),
        (3.75, "# ??/??", "3 3/4"),
        (3.99, "# ?/?", "4"),
        (0.25, '# ?/4" in"', "1/4 in"),
        (123456, "0.00E+00", "1.23E+05"),
        (0.00012, '"x "0.0E-0" u"', "x 1.2E-4 u"),
    ],
)
def test_a_number_is_shown_as_its_format_shows_it(value: float, form: str, shown: str) -> None:
    assert clean_line(shown_number(value, form)) == shown


def test_a_text_is_shown_with_the_words_of_its_format() -> None:
    assert shown_text("abc", '@" (draft)"') == "abc (draft)"
    assert shown_text("abc", "#,##0") == "abc"
