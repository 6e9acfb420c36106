"""yici (一次): told once, submitted once. From one item come guide, check, correction and road of a case."""

__version__ = "0.1.0"
