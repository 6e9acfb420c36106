"""The board: numbers for supervisors, each with the list behind it."""
