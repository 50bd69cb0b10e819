"""Where the per-document functions run."""
