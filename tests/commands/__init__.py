"""The commands: what they print, what they leave behind, and how they fail."""
