"""A briefing pack you drive from the keyboard during a meeting."""

__version__ = "0.1.0"
