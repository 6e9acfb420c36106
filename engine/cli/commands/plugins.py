"""`yici plugins`: who is plugged in and what it costs; a new plug-in; whether one keeps the contract."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from engine.cli.arguments import Parser, form
from engine.cli.desk import OWN_PLUGINS, Desk
from engine.cli.output import FINDINGS, FINE, Wrong, write
from engine.cli.plugin_template import plugin_files
from engine.fault import Fault

if TYPE_CHECKING:
    from engine.center import Center, Use

__all__ = ["arguments", "run"]

_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    say = parser.say
    parser.add_argument(
        "what",
        nargs="?",
        choices=("list", "new", "test"),
        default="list",
        help=say(
            "看有哪些（list）、开一个新的（new）、检查一个（test）", "list them, begin a new one, test one"
        ),
    )
    parser.add_argument(
        "name",
        nargs="?",
        metavar="NAME|DIR",
        help=say("新插件的名字，或者插件的文件夹", "name or folder of the plug-in"),
    )
    parser.add_argument("--out", metavar="DIR", help=say("新插件写到哪里", "where to write a new one"))
    parser.add_argument("--trace", action="store_true", help=say("每一次调用", "show every call"))
    form(parser, ("full", "json"))


def run(desk: Desk, args: Namespace) -> int:
    """List plug-ins, begin one, or test one; 1 if any was refused, or something does not hold."""
    if args.what == "new":
        return _new(desk, args)
    if args.what == "test":
        return _test(desk, args)
    if args.name is not None:
        raise Wrong(f"看不懂：{args.name}", f"unrecognized: {args.name}")
    return _list(desk, args)


def _list(desk: Desk, args: Namespace) -> int:
    """List the plug-ins. What was refused at building was told at building."""
    console, center = desk.console, desk.center
    center.gather()
    desk.tell_faults()
    bad = _refused(center)
    if args.format == "json":
        console.show(json.dumps(_listed(center, console.lang), ensure_ascii=False, indent=2))
        return FINDINGS if bad else FINE
    for use in center.uses:
        _show_use(desk, center, use)
    for called in center.called if args.trace else ():
        took = f"{called.seconds * 1000:.1f} ms"
        console.show(
            f"  {called.plugin}  {called.hook} {called.name}  {called.state}  {took}  {called.reason}"
        )
    hooks = sum(len(plugin.hooks) for plugin in center.plugins)
    count = len(center.plugins)
    zh = f"{count} 个插件，{hooks} 个扩展点，" + (f"{len(bad)} 处不能用，见上。" if bad else "都正常。")
    en = f"{count} plug-ins, {hooks} hooks, " + (f"{len(bad)} refused, see above." if bad else "all fine.")
    console.show(console.say(zh, en))
    return FINDINGS if bad else FINE


def _refused(center: Center) -> list[Fault]:
    return [fault for fault in center.faults if fault.kind.level == "fault"]


def _show_use(desk: Desk, center: Center, use: Use) -> None:
    """Show one plug-in: what it is, what it does, what it has cost so far, which functions it offers."""
    console, plugin = desk.console, use.plugin
    notes = [console.say("自带", "our own")] if plugin.own else []
    notes += [console.say("单独运行", "isolated")] if plugin.isolated else []
    notes += [console.say("停用中", "resting")] if use.resting else []
    joined = f"（{'、'.join(notes)}）" if console.lang == "zh" else f" ({', '.join(notes)})"
    console.show(f"{plugin.name} {plugin.version}".rstrip() + (joined if notes else "") + f"  {plugin.path}")
    console.show(f"  {', '.join(plugin.hooks)}")
    load, took = plugin.loading * 1000, use.seconds * 1000
    failed_zh = f"，{use.failures} 次没有答复" if use.failures else ""
    failed_en = f", {use.failures} without an answer" if use.failures else ""
    console.show(
        console.say(
            f"  装入 {load:.1f} 毫秒，调用 {use.calls} 次 {took:.1f} 毫秒，占 {use.share:.0%}{failed_zh}",
            f"  loading {load:.1f} ms, {use.calls} calls {took:.1f} ms, {use.share:.0%} of all{failed_en}",
        )
    )
    for name, function in center.functions.items():
        if center.owner(name) == plugin:
            inputs = ", ".join(f"{key}: {kind}" for key, kind in function.inputs.items())
            answers = ", ".join(f"{key}: {kind}" for key, kind in function.answers.items())
            console.show(f"  {name}({inputs}) → {answers}  {console.say(function.zh, function.en)}".rstrip())


def _listed(center: Center, lang: str) -> dict[str, object]:
    return {
        "plugins": [
            {
                "name": use.plugin.name,
                "version": use.plugin.version,
                "path": use.plugin.path,
                "hooks": list(use.plugin.hooks),
                "own": use.plugin.own,
                "isolated": use.plugin.isolated,
                "loading_ms": round(use.plugin.loading * 1000, 1),
                "calls": use.calls,
                "ms": round(use.seconds * 1000, 1),
                "share": round(use.share, 3),
                "slow": use.slow,
                "failures": use.failures,
                "resting": use.resting,
            }
            for use in center.uses
        ],
        "functions": {
            name: {"inputs": dict(each.inputs), "answers": dict(each.answers), "zh": each.zh, "en": each.en}
            for name, each in center.functions.items()
        },
        "faults": [{"code": fault.code, "says": fault.says(lang)} for fault in center.faults],
    }


def _new(desk: Desk, args: Namespace) -> int:
    """Write a distribution, never over anything."""
    name = args.name or ""
    if _NAME.fullmatch(name) is None:
        raise Wrong(
            f"插件名用小写字母开头，后面是小写字母、数字、下划线：「{name}」。",
            f"A plug-in's name is small letters, digits and _, a letter first: 「{name}」.",
        )
    folder = Path(args.out or f"yici-{name}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Wrong(f"{folder} 已经有了，没有动它。", f"{folder} exists already and was left alone.")
    for path, text in plugin_files(name).items():
        write(folder / path, text.encode())
    desk.console.show(
        desk.console.say(
            f"写好 {folder}。下一步：yici plugins test {folder}",
            f"Wrote {folder}. Next: yici plugins test {folder}",
        )
    )
    return FINE


def _test(desk: Desk, args: Namespace) -> int:
    """Try a plug-in out: a distribution that need not be installed, or a folder of single files."""
    from engine.center import Center  # pluggy
    from engine.center.find import found_in
    from engine.cli.plugin_checks import try_out  # the whole compiler: only for items

    folder = Path(args.name or ".").resolve()
    if not folder.is_dir():
        raise Wrong(f"没有这个文件夹：{args.name}", f"No such folder: {args.name}")
    try:
        names = found_in(folder)
    except (OSError, ValueError) as error:
        raise Wrong(f"{folder} 读不了：{error}", f"Cannot read {folder}: {error}") from error
    whole = (folder / "pyproject.toml").exists()
    sources, files = ([folder], None) if whole else ([], folder)
    center = Center(own=OWN_PLUGINS, sources=sources, files=files, installed=False)
    alone = Center(own=OWN_PLUGINS, sources=sources, files=files, installed=False, isolated=names)
    with closing(alone):
        tried = list(try_out(desk, center, alone))
    wrong = [each for each in tried if not each.holds]
    if args.format == "json":
        rows = [{"what": each.what, "holds": each.holds, "zh": each.zh, "en": each.en} for each in tried]
        desk.console.show(json.dumps({"tried": rows}, ensure_ascii=False, indent=2))
        return FINDINGS if wrong else FINE
    for each in tried:
        mark = desk.console.paint("✓", "green") if each.holds else desk.console.paint("✗", "red")
        desk.console.show(
            f"{mark} {each.what}" + (f"  {desk.console.say(each.zh, each.en)}" if each.en else "")
        )
    held = len(tried) - len(wrong)
    zh, en = f"{held} 项通过，{len(wrong)} 项不过。", f"{held} hold, {len(wrong)} do not."
    desk.console.show(desk.console.say(zh, en))
    return FINDINGS if wrong else FINE
