"""Makes the minutes of a meeting from the pack and the notebook."""
