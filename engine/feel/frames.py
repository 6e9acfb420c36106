"""What is open at one place of a text: brackets, loops, branches, and the names that live as long."""

from __future__ import annotations

from typing import Final

from engine.dataclass import dataclass
from engine.feel.names import Names
from engine.feel.syntax import TOO_DEEP, Refused

__all__ = ["NESTING", "Frame", "Frames"]

NESTING: Final = 64
_BRACKETS: Final = frozenset(("paren", "call", "parameters", "list", "filter", "range", "context", "angle"))


@dataclass(slots=True)
class Frame:
    """A bracket, `if … else`, the iterators of a loop, or the body in which they are known.

    `mark` is where its names begin; `dots`: `..` has been seen in it; `keyed`: its parts have keys.
    """

    kind: str
    mark: int
    dots: bool = False
    keyed: bool = False


class Frames:
    """The open frames, innermost last; `names` follows them."""

    __slots__ = ("_open", "names")

    def __init__(self, names: Names) -> None:
        self.names = names
        self._open: list[Frame] = []

    def open(self, kind: str, at: int) -> Frame:
        """Open a frame at a place of the text."""
        frame = Frame(kind, self.names.mark())
        self._open.append(frame)
        if len(self._open) > NESTING:
            raise Refused(TOO_DEEP, (at, at + 1), limit=str(NESTING))
        return frame

    def top(self) -> Frame | None:
        """Give the innermost frame."""
        return self._open[-1] if self._open else None

    def is_in(self, *kinds: str) -> bool:
        """Tell whether the innermost frame is of one of these kinds."""
        return bool(self._open) and self._open[-1].kind in kinds

    def is_inside(self, kind: str) -> bool:
        """Tell whether a frame of a kind is open anywhere."""
        return any(frame.kind == kind for frame in self._open)

    def bracket(self) -> Frame | None:
        """Give the innermost bracket."""
        return next((frame for frame in reversed(self._open) if frame.kind in _BRACKETS), None)

    def pop(self) -> Frame:
        """Close the innermost frame; the names of parameters live on in the body."""
        frame = self._open.pop()
        if frame.kind != "parameters":
            self.names.close(frame.mark)
        return frame

    def leave(self, kind: str) -> Frame | None:
        """Close bodies and branches down to the nearest frame of a kind, never beyond a bracket; give it."""
        while self._open and self._open[-1].kind != kind and self._open[-1].kind not in _BRACKETS:
            self.pop()
        return self._open[-1] if self.is_in(kind) else None

    def close(self) -> str:
        """Close the innermost bracket with all that is open inside it; give its kind."""
        while self._open:
            if (kind := self.pop().kind) in _BRACKETS:
                return kind
        return ""
