"""What must be so before something may happen: named functions, listed in the rows of the events."""
