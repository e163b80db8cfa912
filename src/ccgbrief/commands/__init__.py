"""What each command does, for `ccgbrief.cli`; none of it imports Textual."""
