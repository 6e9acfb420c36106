"""The hall: a number is taken, called, and shown on a screen."""
