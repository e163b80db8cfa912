"""The one “did you mean”: finds the known name nearest to an unknown one."""

from collections.abc import Collection, Iterable, Sequence

CLOSE_ENOUGH = 65.0
"""Out of 100 (rapidfuzz WRatio); below it an unknown name is not a misspelt known one."""


def nearest_name(wanted: str, known: Iterable[str]) -> str:
    """Return the known name most like `wanted`, `""` if none is close enough."""
    from rapidfuzz import process  # noqa: PLC0415 (19 ms, and few names are unknown)

    found = process.extractOne(wanted, tuple(known), score_cutoff=CLOSE_ENOUGH)
    return found[0] if found else ""


def did_you_mean(wanted: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return the cure for an unknown name: the nearest known one, `otherwise`, or all of them."""
    known = tuple(known)
    near = nearest_name(wanted, known)
    if near:
        return f"did you mean {near}?"
    return otherwise or (f"use one of {', '.join(known)}" if known else "it has none")


def nearest_cure(name: str, known: Sequence[str]) -> str:
    """Return what to write in a file in place of a name that is not known there."""
    if near := nearest_name(name, known):
        return f"write {near}"
    return f"write one of {', '.join(known)}" if known else "take it out"


def misspelt(key: str, known: Collection[str]) -> str:
    """Return the known key that an unknown one is but for capitals or one letter, `""` if none."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 (19 ms, and few keys are unknown)

    said = key.casefold()
    near = (each for each in known if len(each) > 2 and OSA.distance(said, each) <= 1)
    return said if said in known else next(near, "")
