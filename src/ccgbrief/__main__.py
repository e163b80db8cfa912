"""Lets `python -m ccgbrief` do what the `ccgbrief` command does."""

import sys

from ccgbrief.cli import main

sys.exit(main())
