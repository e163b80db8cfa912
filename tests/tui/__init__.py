"""The screen: its pure parts one by one, and journeys through the whole of it."""
