"""Figures that were measured: shown as tables, kept in a file, and written into README.md here."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table

KEPT = Path(__file__).with_suffix(".json")
README = Path(__file__).with_name("README.md")

BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
"""Between these stands in README what this module writes."""


class Figures(NamedTuple):
    """Rows of numbers; the first row is what the others are compared with."""

    columns: tuple[str, ...]
    rows: dict[str, list[float]]


def show(what: str, figures: Figures) -> None:
    """Print figures with their ratios to the first row."""
    table = Table(what)
    for column in figures.columns:
        table.add_column(column, justify="right")
    for name, row in figures.rows.items():
        table.add_row(name, *_cells(figures, row))
    Console(width=120).print(table)


def _cells(figures: Figures, row: list[float]) -> list[str]:
    least = next(iter(figures.rows.values()))
    return [
        f"{value:.1f}" if column.endswith("%") else f"{value:.1f} × {value / base:.2f}"
        for column, value, base in zip(figures.columns, row, least, strict=True)
    ]


def keep(machine: Mapping[str, str], measured: Mapping[str, Figures]) -> None:
    """Keep what was measured in the one file, what was measured before stays, and renew README."""
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    kept |= {
        name: {"on": dict(machine), "columns": list(figures.columns), "rows": figures.rows}
        for name, figures in measured.items()
    }
    KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
    text = README.read_text("utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    README.write_text(f"{before}{BEGIN}\n{_tables(kept)}{END}{after}", "utf-8")


def _tables(kept: Mapping[str, dict[str, Any]]) -> str:
    return "\n".join(_table(name, group) for name, group in kept.items())


def _table(name: str, group: Mapping[str, Any]) -> str:
    figures = Figures(tuple(group["columns"]), dict(group["rows"]))
    lines = [
        f"| {' | '.join([name, *figures.columns])} |",
        f"|---|{'---:|' * len(figures.columns)}",
        *(
            f"| {' | '.join([row, *_cells(figures, values)])} |"
            for row, values in figures.rows.items()
        ),
    ]
    about = ", ".join(f"{key} {value}" for key, value in group["on"].items())
    return "\n".join([*lines, "", f"{about}.", ""])
