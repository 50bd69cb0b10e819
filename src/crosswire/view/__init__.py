"""Read-only views of a record."""
