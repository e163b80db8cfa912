"""Decides what each tab shows and each key does, in pure functions without Textual."""
