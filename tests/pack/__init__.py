"""The tests of what is read: packs, articles, passages."""
