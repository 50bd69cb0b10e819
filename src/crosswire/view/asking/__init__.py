"""From what a reader asks, in an address or a line of search, to SQL and lists."""
