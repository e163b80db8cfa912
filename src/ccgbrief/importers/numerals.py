"""Writes numbers as lists print them: figures, letters, Roman; for the readers of office files."""

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def numeral(number: int, style: str) -> str:
    """Return a number in one of pandoc's styles, as `LowerAlpha`; in figures in any other."""
    if "Alpha" in style and number > 0:
        # Word and pandoc go on after z with aa, bb, cc.
        text = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif "Roman" in style and 0 < number < 4000:
        text = ""
        for value, letters in _ROMAN:
            count, number = divmod(number, value)
            text += letters * count
    else:
        return str(number)
    return text.upper() if style.startswith("Upper") else text
