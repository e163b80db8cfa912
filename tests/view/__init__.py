"""What is shown, one part at a time, without a screen."""
