"""Tries a plug-in out: does it keep the contract, do its functions, lints, pages and items do what they say?

A centre with the plug-in and another that isolates it go in, one line for each thing tried comes out. What
must be asked about a real case (a message, a parcel) is only held against the contract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.catalog.walk import walk
from engine.center import Called, Center
from engine.check.sample import run_sample
from engine.cli.definitions import Definitions
from engine.cli.desk import Desk
from engine.hookspecs import Example, Function
from engine.item.model import Item

__all__ = ["Tried", "try_out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One thing that was tried, and what was wrong with it in both languages; nothing wrong: it holds."""

    what: str
    zh: str = ""
    en: str = ""

    @property
    def holds(self) -> bool:
        return not self.en


def try_out(desk: Desk, center: Center, isolated: Center) -> Iterator[Tried]:
    """Try everything that the plug-ins of a centre contribute."""
    center.gather()
    for fault in center.faults:
        yield Tried(what=fault.code, zh=fault.says("zh"), en=fault.says("en"))
    if not any(plugin.hooks and not plugin.own for plugin in center.plugins):
        yield Tried(what="plugin", zh="这里没有能用的插件。", en="There is no plug-in here that can be used.")
    for plugin in center.plugins:
        # Refused hooks are told above; what is left keeps the contract.
        yield from (Tried(what=f"{plugin.name}: {hook}") for hook in plugin.hooks if not plugin.own)
    for name, function in center.functions.items():
        yield from _function(name, function, center, isolated)
    for path in center.pages():
        for lang in ("zh", "en"):
            called = center.show(path, lang, {})
            yield _answered(f"{path} ({lang})", called)
    for folder in center.catalogs():
        yield from _items(desk, center, folder)


def _function(name: str, function: Function, center: Center, isolated: Center) -> Iterator[Tried]:
    """Run the examples of a function, twice here and once in a process of its own."""
    if not function.examples:
        zh, en = "没有例子，写一个 Example。", "It has no example; give it one."
        yield Tried(what=name, zh=zh, en=en)
    for number, example in enumerate(function.examples, start=1):
        what = f"{name} {number}" if len(function.examples) > 1 else name
        wrong = next(
            (
                found
                for each in _ways(center, isolated)
                if (found := _differs(each, name, example)) is not None
            ),
            None,
        )
        yield Tried(what=what) if wrong is None else Tried(what=what, zh=wrong[0], en=wrong[1])


def _ways(center: Center, isolated: Center) -> tuple[Callable[[str, Mapping[str, object]], Called], ...]:
    return center.call, center.call, isolated.call


def _differs(
    call: Callable[[str, Mapping[str, object]], Called], name: str, example: Example
) -> tuple[str, str] | None:
    """Say how an answer differs from what its example says, or that it was slow."""
    called = call(name, example.given)
    if called.state != "answered":
        reason = called.reason or called.state
        return f"没有答复：{called.state} {reason}", f"no answer: {called.state} {reason}"
    if called.answer != dict(example.answers):
        wanted, got = dict(example.answers), dict(called.answer)
        return f"应当 {wanted}，实际 {got}", f"expected {wanted}, got {got}"
    if called.slow:
        took = f"{called.seconds * 1000:.0f}"
        return f"用了 {took} 毫秒，窗口等不起", f"took {took} ms, too long at a window"
    return None


def _answered(what: str, called: Called) -> Tried:
    reason = called.reason or called.state
    if called.state == "answered":
        return Tried(what=what)
    return Tried(what=what, zh=f"没有答复：{reason}", en=f"no answer: {reason}")


def _items(desk: Desk, center: Center, folder: Path) -> Iterator[Tried]:
    """Lint the items of a folder and run their samples."""
    definitions = Definitions(desk, [str(folder)])
    for path in sorted(walk(str(folder))):
        full = str(folder / path)
        seen = definitions.diagnose(full, definitions.read(full))
        faults = (*seen.faults, *(center.lint(seen.item) if seen.item is not None else ()))
        wrong = [fault for fault in faults if fault.kind.level == "fault"]
        if wrong or seen.item is None or seen.rulebook is None:
            says = [(fault.says("zh"), fault.says("en")) for fault in wrong[:1]] or [
                ("读不了", "cannot be read")
            ]
            yield Tried(what=path, zh=says[0][0], en=says[0][1])
            continue
        yield Tried(what=path)
        yield from (
            _sample(seen.item, str(sample.name), run_sample(seen.rulebook, seen.item, sample).passed)
            for sample in seen.item.samples
        )


def _sample(item: Item, name: str, passed: bool) -> Tried:
    what = f"{item.code} {name}"
    return (
        Tried(what=what)
        if passed
        else Tried(what=what, zh="样例不过：yici test", en="sample failed: yici test")
    )
