"""Faults shown to an author: the line itself, a caret under the words, what is wrong, what to do (STYLE 7).

`render` gives one of five forms: `full` for people, `concise` one line each, `json`, `sarif` and `github`
for machines. Every fault comes exactly once, in the order of the files. `verdict` is the last line, with
the next step; it belongs on standard error where the form is for a machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Literal

from engine.cli.sarif import sarif
from engine.cli.width import ambiguous_width, printable, width
from engine.fault import Fault
from engine.source import Source
from engine.vocabulary import Lang

__all__ = ["FORMS", "Files", "Form", "in_order", "render", "verdict"]

Form = Literal["full", "concise", "json", "sarif", "github"]
_HEADING_COLUMNS: Final = 92
_LINE_COLUMNS: Final = 160
_FAR: Final = 200
# Where the second place is the first of two equal words.
_TWICE: Final = frozenset({"source/duplicate-key", "item/same-id", "item/option-twice"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What is known of the files with faults: the text and the item's name, each by path."""

    texts: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def line(self, source: Source) -> str | None:
        """Give the line a place stands on, or nothing if the text is not at hand."""
        text = self.texts.get(source.path)
        if text is None:
            return None
        lines = _lines(text)
        return lines[source.line - 1].rstrip("\r") if 0 < source.line <= len(lines) else None


@lru_cache(maxsize=8)
def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


def render(
    faults: Iterable[Fault], *, form: Form = "full", lang: Lang = "zh", files: Files | None = None
) -> str:
    """Show all faults in one form; the text ends without a line break, and is empty if there is nothing."""
    return FORMS[form](in_order(faults), lang, files or Files())


def in_order(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Put faults in the order in which they stand in the files, each exactly once."""
    once: dict[tuple[object, ...], Fault] = {}
    for fault in faults:
        once.setdefault((fault.source, fault.code, fault.says("zh")), fault)
    return tuple(sorted(once.values(), key=lambda fault: (*_place_key(fault.source), fault.code)))


def verdict(faults: Iterable[Fault], *, items: int, seconds: float | None = None, lang: Lang = "zh") -> str:
    """Say the result in one line: how many items, faults, reminders, and how many of them cure themselves."""
    all_faults = in_order(faults)
    wrong = sum(fault.kind.level == "fault" for fault in all_faults)
    reminders = len(all_faults) - wrong
    curable = sum(fault.cure is not None for fault in all_faults)
    if lang == "en":
        return _english_verdict(items, wrong, reminders, curable, seconds)
    said = f"{wrong} 个定义错误" if wrong else "没有定义错误"
    if reminders:
        said += f"、{reminders} 个提醒" if wrong else f"，有 {reminders} 个提醒"
    cure = f"，其中 {curable} 个能自动改（--fix）" if curable else ""
    return f"检查 {items} 个事项：{said}{cure}。" + (f"{seconds:.1f} 秒" if seconds is not None else "")


def _english_verdict(items: int, wrong: int, reminders: int, curable: int, seconds: float | None) -> str:
    parts = [_count(wrong, "fault")] if wrong else ["no faults"]
    parts += [_count(reminders, "reminder")] if reminders else []
    cure = f", {curable} curable with --fix" if curable else ""
    time = f" {seconds:.1f} s" if seconds is not None else ""
    return f"Checked {_count(items, 'item')}: {', '.join(parts)}{cure}.{time}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _place_key(source: Source) -> tuple[str, int, int, int]:
    return source.path, source.line, source.column, source.end_column


def _at(source: Source) -> str:
    return f"{source.path}:{source.line}:{source.column}"


def _code(fault: Fault, lang: Lang) -> str:
    reminder = {"zh": "提醒 ", "en": "reminder "}[lang] if fault.kind.level == "reminder" else ""
    return f"[{reminder}{fault.code}]"


def _full(faults: tuple[Fault, ...], lang: Lang, files: Files) -> str:
    return "\n\n".join("\n".join(_block(fault, lang, files)) for fault in faults)


def _block(fault: Fault, lang: Lang, files: Files) -> list[str]:
    ambiguous = ambiguous_width()
    name = files.names.get(fault.source.path)
    head = f"{printable(name)}  {_at(fault.source)}" if name else _at(fault.source)
    code = _code(fault, lang)
    gap = max(2, _HEADING_COLUMNS - width(head, ambiguous) - width(code, ambiguous))
    lines = [head + " " * gap + code, *_quote(fault.source, files, ambiguous)]
    if fault.also is not None:
        if fault.also.path != fault.source.path:
            lines.append(f"   {_at(fault.also)}")
        lines += _quote(fault.also, files, ambiguous, _also_says(fault, lang))
    said = fault.says(lang).split("\n")
    if fault.cure is not None:
        said.append({"zh": "能自动改：yici lint --fix", "en": "Curable: yici lint --fix"}[lang])
    return lines + [f"   {printable(line)}" for line in said]


def _also_says(fault: Fault, lang: Lang) -> str:
    first = fault.code in _TWICE
    default = (
        ("第一次在这里" if first else "另一处在这里")
        if lang == "zh"
        else "first here"
        if first
        else "the other"
    )
    return fault.values.get("also_zh" if lang == "zh" else "also_en", fault.values.get("also_says", default))


def _quote(source: Source, files: Files, ambiguous: int, remark: str = "") -> list[str]:
    line = files.line(source)
    if line is None or "\ufffd" in line:
        return [f"   {remark}"] if remark else []
    start = min(max(source.column - 1, 0), len(line))
    stop = min(max(source.end_column - 1, start), len(line))
    # Nothing farther away than this is ever shown; a line may have a quarter of a million characters.
    near = line[max(0, start - _FAR) : start], line[start : min(stop, start + _FAR)], line[stop : stop + _FAR]
    before, marked, after = (printable(part) for part in near)
    before, marked, after = _crop(before, marked, after, ambiguous)
    caret = " " * width(before, ambiguous) + "^" * max(1, width(marked, ambiguous))
    number = str(source.line).rjust(5)
    return [
        f"{number} │ {before}{marked}{after}".rstrip(),
        f"{' ' * len(number)} │ {caret}{' ' + remark if remark else ''}",
    ]


def _crop(before: str, marked: str, after: str, ambiguous: int) -> tuple[str, str, str]:
    """Keep a very long line within bounds by leaving out what stands far from the words in question."""
    if width(before + marked + after, ambiguous) <= _LINE_COLUMNS:
        return before, marked, after
    if len(marked) > _LINE_COLUMNS // 4:
        marked = marked[: _LINE_COLUMNS // 4] + "…"
    keep = max(10, (_LINE_COLUMNS - width(marked, ambiguous)) // 4)
    if len(before) > keep:
        before = "…" + before[-keep:]
    if len(after) > keep:
        after = after[:keep] + "…"
    return before, marked, after


def _concise(faults: tuple[Fault, ...], lang: Lang, files: Files) -> str:
    return "\n".join(_one_line(fault, lang) for fault in faults)


def _one_line(fault: Fault, lang: Lang) -> str:
    said = fault.says(lang).split("\n")[0]
    stop = "。" if lang == "zh" else ". "
    marks = [{"zh": "[提醒]", "en": "[reminder]"}[lang]] if fault.kind.level == "reminder" else []
    marks += [{"zh": "[能自动改]", "en": "[curable]"}[lang]] if fault.cure is not None else []
    return " ".join(
        [f"{_at(fault.source)}: {fault.code}", printable(said.split(stop)[0].rstrip(".")), *marks]
    )


def _json(faults: tuple[Fault, ...], lang: Lang, files: Files) -> str:
    return json.dumps({"faults": [_as_json(fault, lang) for fault in faults]}, ensure_ascii=False, indent=2)


def _as_json(fault: Fault, lang: Lang) -> dict[str, object]:
    cure = fault.cure
    return {
        "code": fault.code,
        "level": fault.kind.level,
        **_json_place(fault.source),
        "says": fault.says(lang),
        "nearest": list(fault.nearest),
        "also": None if fault.also is None else _json_place(fault.also),
        "cure": None
        if cure is None
        else {
            "start": {"line": cure.source.line, "column": cure.source.column},
            "end": {"line": cure.source.line, "column": cure.source.end_column},
            "text": cure.text,
        },
    }


def _json_place(source: Source) -> dict[str, object]:
    return {
        "path": source.path,
        "line": source.line,
        "column": source.column,
        "end_column": source.end_column,
    }


def _github(faults: tuple[Fault, ...], lang: Lang, files: Files) -> str:
    return "\n".join(_annotation(fault, lang) for fault in faults)


def _annotation(fault: Fault, lang: Lang) -> str:
    source = fault.source
    properties = {
        "file": source.path,
        "line": str(source.line),
        "endLine": str(source.line),
        "col": str(source.column),
        "endColumn": str(source.end_column),
        "title": fault.code,
    }
    level = "error" if fault.kind.level == "fault" else "warning"
    listed = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in properties.items())
    return f"::{level} {listed}::{_escaped(fault.says(lang))}"


def _escaped(text: str, also: str = "") -> str:
    """Write the signs with a meaning in a workflow command as percent codes."""
    for sign in "%\r\n" + also:
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def _sarif(faults: tuple[Fault, ...], lang: Lang, files: Files) -> str:
    return json.dumps(sarif(faults, lang), ensure_ascii=False, indent=2)


FORMS: Final[Mapping[Form, Callable[[tuple[Fault, ...], Lang, Files], str]]] = {
    "full": _full,
    "concise": _concise,
    "json": _json,
    "sarif": _sarif,
    "github": _github,
}
