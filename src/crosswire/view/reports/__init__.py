"""Reports as plain rows: what was read in them, and how they stand to each other."""
