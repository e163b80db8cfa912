"""Starts `ccgbrief`, as a command and as `python -m ccgbrief`; an interrupt ends it quietly."""

import sys


def run() -> int:
    """Run the command line; return the exit status."""
    try:
        from ccgbrief.cli import main  # noqa: PLC0415 (an interrupt may come while it is loaded)

        return main()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(run())
