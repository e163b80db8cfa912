"""Reads papers of every format, each as the draft of an article."""
