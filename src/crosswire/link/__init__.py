"""Across documents: actors, shared passages, origins, stories, events."""
