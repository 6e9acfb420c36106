"""What can happen to a case, as a table: who may do it, where, what must be so before, what it does."""
