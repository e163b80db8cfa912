"""A pack with a long report that has pages and headings, and a paper that has neither: as files."""

from pathlib import Path

import tomli_w

SECTIONS, PAGES = 60, 3
"""Sections of the report, and pages of each."""

MANIFEST = {"format": 1, "id": "report", "title": "A report", "articles": ["report", "plain"]}


def write_report(folder: Path) -> Path:
    """Write the pack into a new folder; return it. Each page has two paragraphs."""
    (folder / "articles").mkdir(parents=True)
    (folder / "pack.toml").write_text(tomli_w.dumps(MANIFEST), encoding="utf-8")
    parts = ['+++\ntitle = "The whole report"\nshort = "Report"\n+++\n']
    for section in range(SECTIONS):
        for page in range(PAGES):
            number = section * PAGES + page + 1
            parts.append(f"<!-- page {number} -->\n")
            if page == 0:
                level = "###" if section % 5 else "##"
                parts.append(f"{level} Section {section + 1} on matter {section + 1}\n")
            parts += [f"Page {number}, paragraph {p}. " + "Words follow. " * 12 for p in (1, 2)]
    (folder / "articles" / "report.md").write_text("\n\n".join(parts), encoding="utf-8")
    (folder / "articles" / "plain.md").write_text(
        '+++\ntitle = "Without anything"\n+++\n\nOne paragraph.\n', encoding="utf-8"
    )
    return folder
