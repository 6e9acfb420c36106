"""The counter: a case is opened, every material looked at once, everything told at once."""
