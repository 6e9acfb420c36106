"""The names of `yici feel`: from a FEEL or JSON context, and from the facts of a submission."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

from engine.cli.desk import read_file
from engine.cli.output import Wrong
from engine.exchange import strict_json
from engine.feel.interpret import Setting, evaluate
from engine.feel.numbers import tidy
from engine.feel.parse import Profile, parse
from engine.feel.values import Null

__all__ = ["context_file", "facts_file"]

_STATES: Final = {
    "sound": True,
    "flawed": True,
    "合格": True,
    "有问题": True,
    "absent": Null(),
    "没带": Null(),
}


def context_file(path: str, profile: Profile, setting: Setting) -> dict[str, object]:
    """Read a FEEL context, `{a: 1, b: @"2026-03-01"}`; JSON is one, too, and may be longer."""
    data = read_file(path, strict_json.MAX_BYTES)
    got = strict_json.read(data)
    if not got.problems:
        value = _value(got.value, dates=False)
    else:
        text = data.decode("utf-8", errors="replace")
        parsed = parse(text.strip(), profile=profile)
        if parsed.tree is None:
            problem = got.problems[0]
            raise Wrong(
                f"{path} 既不是 FEEL 的 {{名字: 值}}，也不是 JSON：{problem.says('zh')}",
                f"{path} is neither a FEEL context nor JSON: {problem.says('en')}",
            )
        value = evaluate(parsed.tree, {}, setting=setting)
    if not isinstance(value, dict):
        raise Wrong(f"{path} 要写成 {{名字: 值}}。", f"{path} must hold a context: {{name: value}}.")
    return value


def facts_file(path: str) -> dict[str, object]:
    """Read facts: those of a submission with what was read off its materials, or names and values alone."""
    got = strict_json.read(read_file(path, strict_json.MAX_BYTES))
    if got.problems or not isinstance(got.value, dict):
        why = got.problems[0] if got.problems else None
        zh, en = (why.says("zh"), why.says("en")) if why else ("要写成 {…}", "it must hold an object")
        raise Wrong(f"{path} 看不懂：{zh}", f"{path} cannot be read: {en}")
    sent = got.value
    whole = "facts" in sent or "materials" in sent
    facts, materials = (sent.get("facts"), sent.get("materials")) if whole else (sent, None)
    names: dict[str, object] = {}
    if isinstance(facts, dict):
        names |= {name: _value(value, dates=True) for name, value in facts.items()}
    if isinstance(materials, dict):
        names |= {name: _material(value) for name, value in materials.items()}
    if whole and "applied_on" in sent:
        names["申请日期"] = _value(sent["applied_on"], dates=True)
    return names


def _material(given: object) -> object:
    """Give a material: what was read off it, or whether it is there."""
    if not isinstance(given, dict):
        return _value(given, dates=True)
    state = _STATES.get(str(given.get("state")))
    record = _value(given.get("record") or {}, dates=True)
    if isinstance(state, Null) or not isinstance(record, dict):
        return Null()
    return record | ({"份数": given["copies"]} if "copies" in given else {})


def _value(given: object, *, dates: bool) -> object:
    """Make a value of JSON one of FEEL; facts write dates as texts."""
    if isinstance(given, dict):
        return {str(name): _value(each, dates=dates) for name, each in given.items()}
    if isinstance(given, list):
        return tuple(_value(each, dates=dates) for each in given)
    if given is None:
        return Null()
    if isinstance(given, Decimal):
        return tidy(given)
    if dates and isinstance(given, str) and len(given) == 10:
        try:
            return date.fromisoformat(given)
        except ValueError:
            return given
    return given
