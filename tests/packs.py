"""A pack of two short articles in files: for tests that need a folder to read or to spoil."""

from pathlib import Path

FILES = {
    "pack.toml": """\
format = 1
id = "surgery-hours"
title = "Opening hours of the surgery"
summary = \"\"\"
Whether to open earlier, later, or both.

Two papers and what hangs on them.
\"\"\"
edition = "2026-11"
articles = ["early-doors", "late-lights"]
""",
    "articles/early-doors.md": """\
+++
title = "The case for early doors"
short = "Early doors"
author = "The editors"
publication = "The Practice Paper"
published = "2015"
kind = "opinion"
url = "https://example.org/early"
+++

## Before work

Patients who leave home at seven ask for a visit *before* they catch the train.

> “nobody has ever counted who stands outside at half past seven”
> — Reception desk, on the queue

- Two receptionists have to begin at seven.
- The dispensary stays **shut** until nine.

## What it costs

<!-- page 12 -->

An early hour costs £140 a week, as the [estimate](https://example.org/costs) shows.
""",
    "articles/late-lights.md": """\
+++
title = "Late lights, empty rooms"
author = "The editors"
publication = "The Practice Paper"
published = "March 2015"
+++

## Evenings

After six the waiting room holds three people on a good day.

> “we heat eleven rooms for three patients”
> — Practice manager, in the survey

| Hour | Visits |
|---|---|
| 18–19 | 21 |
| 19–20 | 9 |

1. Ask the patients again.
2. Then decide.
""",
    "focus-areas.toml": """\
[[area]]
id = "access"
title = "Access"
why = "Whom do the hours serve?"
prompts = ["Who stands outside?", "Who cannot come at all?"]
evidence = [
  "early-doors: nobody has ever counted",
  "late-lights: three people on a good day",
]
duties = ["open-early"]

[[area]]
id = "staffing"
title = "Staffing"
why = "Two shifts want two teams."
kind = "warning"
""",
    "duties.toml": """\
[[duty]]
id = "open-early"
title = "Open at seven"
means = "The door is open an hour sooner."
ready = ["Two receptionists", "A key to the gate"]
watch = ["The dispensary is shut"]
areas = ["access"]
evidence = ["early-doors: Two receptionists have to begin"]
since = "It was tried for a year."

[[duty]]
id = "close-late"
title = "Close at eight"
means = "The lights stay on."
""",
    "figures.toml": """\
[[figure]]
id = "evening-visits"
title = "Visits after six"
article = "late-lights"
kind = "series"
unit = "visits"
base = "one week in March"
values = [
  { label = "18–19", value = 21 },
  { label = "19–20", value = 9, shown = "about nine", stated = false },
]
caveat = "A single week."

[[figure]]
id = "cost"
title = "An early hour"
article = "early-doors"
kind = "count"
unit = "£ a week"
base = "the estimate"
top = 500.5

[[figure.values]]
label = "a week"
value = 140
""",
    "glossary.toml": """\
[[term]]
term = "PPG"
expansion = "patient participation group"
kind = "organisation"
meaning = "Patients who advise their practice."
""",
}


def write_pack(folder: Path) -> Path:
    """Write the two-article pack into `folder`, which is made, and return it."""
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return folder
