"""The roof's first beam: the composition root, and how it calls what is plugged in."""

from engine.center.calls import Called, Use
from engine.center.center import OWN, Center
from engine.center.plugin import Plugin

__all__ = ["OWN", "Called", "Center", "Plugin", "Use"]
