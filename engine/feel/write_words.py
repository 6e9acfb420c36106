"""words.yaml in, words.py out: so that reading an expression loads a Python table and no YAML.

Run as `python -m engine.feel.write_words` after a change of words.yaml; a test compares the two.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ruamel.yaml import YAML

__all__ = ["render"]

_HERE: Final = Path(__file__).parent
_HEAD: Final = '''"""The rows of words.yaml; written by engine.feel.write_words, not by hand."""

from typing import Final

'''


def render() -> str:
    """Give the text of words.py."""
    table = YAML(typ="safe").load((_HERE / "words.yaml").read_text(encoding="utf-8"))
    lines = ["KEYWORDS: Final[tuple[tuple[str, str | None, str | None], ...]] = ("]
    lines += [f"    {_row(token, en, zh)}," for token, en, zh in table["keywords"]]
    lines += [")", "", "UNITS: Final[tuple[tuple[str, str, str, tuple[str, ...]], ...]] = ("]
    lines += [f"    {_row(form, one, many, tuple(zh))}," for form, one, many, zh in table["units"]]
    return _HEAD + "\n".join([*lines, ")", ""])


def _row(*cells: str | tuple[str, ...] | None) -> str:
    return "(" + ", ".join(_cell(cell) for cell in cells) + ")"


def _cell(cell: str | tuple[str, ...] | None) -> str:
    if isinstance(cell, tuple):
        inside = ", ".join(f'"{part}"' for part in cell)
        return f"({inside},)" if len(cell) == 1 else f"({inside})"
    return "None" if cell is None else f'"{cell}"'


if __name__ == "__main__":
    (_HERE / "words.py").write_text(render(), encoding="utf-8")
