"""The roof's first beam: the composition root, and how it calls what is plugged in."""

from engine.center.calls import Called
from engine.center.center import Center, Plugin

__all__ = ["Called", "Center", "Plugin"]
