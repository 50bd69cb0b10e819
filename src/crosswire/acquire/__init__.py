"""Text comes in, once, and never changes again."""
