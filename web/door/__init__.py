"""The door: who comes, in which language, with which form; what is stopped before any page."""
