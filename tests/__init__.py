"""The tests, by rooms."""
