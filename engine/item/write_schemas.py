"""Writes what is generated from schemas/vocabulary.yaml and from the table of shapes.

Run `python -m engine.item.write_schemas` after a change of either; tests/item compares the files with what
this module would write, so that nothing generated can go stale. Only this module reads the YAML of the words.
"""

from __future__ import annotations

from pathlib import Path

from ruamel.yaml import YAML

from engine.item.schema import item_schema, print_schema, submission_schema

__all__ = ["schemas", "words_table", "write"]

ROOT = Path(__file__).parents[2]
HEADER = '''"""The rows of schemas/vocabulary.yaml; written by engine.item.write_schemas, not by hand."""

# fmt: off
# Each row: English, 中文, meaning in Chinese, meaning in English.
ROWS: dict[str, tuple[tuple[str, str, str, str], ...]] = {
'''


def words_table(vocabulary: str) -> str:
    """Turn the text of schemas/vocabulary.yaml into the source of engine/words_table.py."""
    reader = YAML(typ="safe", pure=True)
    groups: dict[str, list[dict[str, object]]] = reader.load(vocabulary)
    lines = [HEADER]
    for group, rows in groups.items():
        lines.append(f'    "{group}": (\n')
        for row in rows:
            lines.append(f"        {_row(row)},\n")
        lines.append("    ),\n")
    lines.append("}\n")
    return "".join(lines)


def write(root: Path = ROOT) -> None:
    """Write every generated file under `root`."""
    vocabulary = (root / "schemas" / "vocabulary.yaml").read_text(encoding="utf-8")
    (root / "engine" / "words_table.py").write_text(words_table(vocabulary), encoding="utf-8")
    for name, text in schemas().items():
        (root / "schemas" / name).write_text(text, encoding="utf-8")


def schemas() -> dict[str, str]:
    """Print the schemas that stand in schemas/, by their file names."""
    return {
        "item.zh.schema.json": print_schema(item_schema("zh")),
        "item.en.schema.json": print_schema(item_schema("en")),
        "submission.schema.json": print_schema(submission_schema()),
    }


def _row(row: dict[str, object]) -> str:
    cells = []
    for name in ("en", "zh", "says_zh", "says_en"):
        cell = row[name]
        # YAML 1.2 has no yes and no, so every cell is a text as typed.
        assert isinstance(cell, str), f"{cell!r} in the vocabulary is not a text"
        cells.append('"' + cell.replace("\\", "\\\\").replace('"', '\\"') + '"')
    return "(" + ", ".join(cells) + ")"


if __name__ == "__main__":
    write()
