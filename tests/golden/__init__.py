"""What the examples gave when a person last read it."""
