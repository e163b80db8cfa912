"""A briefing pack you drive from the keyboard while the meeting goes on."""

__version__ = "0.1.0"
