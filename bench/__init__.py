"""Long measurements: accuracy against gold, with floors that refuse to drop."""
