"""What each tab shows and each key does, as pure functions; knows no Textual."""
