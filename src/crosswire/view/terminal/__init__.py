"""The record in a terminal of 80 columns."""
