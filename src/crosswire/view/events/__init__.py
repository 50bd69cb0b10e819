"""One event or many, as plain rows: who says what, on whose word, when and where."""
