"""Events -> values, their standing, findings; people's decisions."""
