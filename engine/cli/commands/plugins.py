"""`yici plugins`: who is plugged in, which hooks they answer, what was refused."""

from __future__ import annotations

import json
from argparse import Namespace

from engine.cli.arguments import Parser, form
from engine.cli.desk import Desk
from engine.cli.output import FINDINGS, FINE

__all__ = ["arguments", "run"]


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    form(parser, ("full", "json"))


def run(desk: Desk, args: Namespace) -> int:
    """List the plug-ins; 1 if any was refused. What was refused at building was told at building."""
    center = desk.center
    told = len(center.faults)
    center.catalogs()
    center.commands()
    for fault in center.faults[told:]:
        desk.console.err.write(f"yici: {fault.says(desk.console.lang)}\n")
    if args.format == "json":
        desk.console.show(json.dumps(_listed(desk), ensure_ascii=False, indent=2))
        return FINDINGS if center.faults else FINE
    for plugin in center.plugins:
        own = desk.console.say("（自带）", " (our own)") if plugin.own else ""
        desk.console.show(f"{plugin.name}{own}  {plugin.version}  {', '.join(plugin.hooks)}  {plugin.path}")
    for name, function in center.functions.items():
        inputs = ", ".join(f"{key}: {kind}" for key, kind in function.inputs.items())
        answers = ", ".join(f"{key}: {kind}" for key, kind in function.answers.items())
        desk.console.show(f"  {name}({inputs}) → {answers}")
    hooks = sum(len(plugin.hooks) for plugin in center.plugins)
    count, bad = len(center.plugins), len(center.faults)
    zh = f"{count} 个插件，{hooks} 个扩展点，" + (f"{bad} 处不能用，见上。" if bad else "都正常。")
    en = f"{count} plug-ins, {hooks} hooks, " + (f"{bad} refused, see above." if bad else "all fine.")
    desk.console.show(desk.console.say(zh, en))
    return FINDINGS if bad else FINE


def _listed(desk: Desk) -> dict[str, object]:
    center, lang = desk.center, desk.console.lang
    return {
        "plugins": [
            {"name": each.name, "version": each.version, "path": each.path, "hooks": list(each.hooks)}
            for each in center.plugins
        ],
        "functions": {
            name: {"inputs": dict(each.inputs), "answers": dict(each.answers)}
            for name, each in center.functions.items()
        },
        "faults": [{"code": fault.code, "says": fault.says(lang)} for fault in center.faults],
    }
