"""Which known words are nearest to a misspelled one."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["certain", "distance", "nearest"]


def nearest(text: str, words: Iterable[str], limit: int = 2) -> tuple[str, ...]:
    """Give the known words nearest to a text, best first; none when nothing is near."""
    if not text or len(text) > 40:
        return ()
    scored = []
    for order, word in enumerate(words):
        steps = distance(text, word)
        inside = text in word or word in text
        if steps * 2 <= max(len(text), len(word)) or (inside and len(min(text, word, key=len)) > 1):
            scored.append((steps, order, word))
    scored.sort()
    best = scored[0][0] if scored else 0
    return tuple(word for steps, _, word in scored[:limit] if steps <= best + 1)


def certain(text: str, words: Iterable[str]) -> str | None:
    """Give the one word that a text of three or more letters can only have meant: one step away."""
    if len(text) < 3 or len(text) > 40:
        return None
    near = [word for word in words if distance(text, word) == 1]
    return near[0] if len(near) == 1 else None


def distance(left: str, right: str) -> int:
    """Count the steps between two words: a letter more, less, other, or two neighbours swapped."""
    rows = [list(range(len(right) + 1))]
    for i, a in enumerate(left, start=1):
        row = [i]
        for j, b in enumerate(right, start=1):
            step = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                step = min(step, rows[-2][j - 2] + 1)
            row.append(step)
        rows.append(row)
    return rows[-1][-1]
