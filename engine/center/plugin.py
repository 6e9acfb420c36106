"""The nouns of the centre: a plug-in in use, what it implements, and where its code lives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.hookspecs import Reads

if TYPE_CHECKING:
    from engine.center.running import Host

__all__ = ["Implementation", "Plugged", "Plugin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugin:
    """A plug-in in use: its name, its version (or its file's hash), where it is, the hooks it answers.

    `loading` are the seconds that it took to import.
    """

    name: str
    version: str
    path: str
    hooks: tuple[str, ...]
    own: bool = False
    isolated: bool = False
    loading: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Implementation:
    """One hook as a plug-in implements it: the function, the arguments it takes, what it wants to read."""

    hook: str
    run: Callable[..., object]
    arguments: tuple[str, ...] = ()
    reads: Reads | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plugged:
    """A plug-in with its implementations by hook, and the host that runs them."""

    plugin: Plugin
    host: Host
    implementations: Mapping[str, Implementation] = field(default_factory=dict)
