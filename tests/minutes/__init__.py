"""Tests of the minutes: what is gathered, and each format that leaves the room."""
