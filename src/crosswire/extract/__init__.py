"""One document at a time: who, when, where, how many, who says so, what happened."""
