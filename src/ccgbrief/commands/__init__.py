"""The commands, for `ccgbrief.cli`; none of them imports Textual."""
