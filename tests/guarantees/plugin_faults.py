"""Plug-ins for G15: `a` and `z` answer every hook; `m` between them does one thing wrong at one of them.

Every answer is, or holds, the name of the plug-in that gave it. `function` stands for a check function that
was contributed and is asked.
"""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Final

__all__ = ["BUDGET", "FAULTS", "HOOKS", "ITEM", "TAKING", "bad", "good"]

BUDGET: Final = 0.5
ITEM: Final = """\
事项名称: 示例
事项编码: SL-0015
实施版本: 2026-01-01
有效期:
  自: 2026-01-01
进驻部门: 市场监督管理局
依据: 测试办法 第一条
申请材料:
  - 名称: 身份证
    登记:
      身份证号: 文字
  - 名称: 营业执照
    必要性: 免提交
    来源: 登记系统
    登记:
      名称: 文字
  - 名称: 照片
审查要点:
  - 编号: R1
    要求: 数得对
    插件: m/数
    判断: 答复.数 ≥ 1
    不符合时: 数不对。
    怎么改: 请再数一次。
    依据: 测试办法 第二条
"""
FAULTS: Final = {
    "raises": "raise OSError('no line')",
    "exits": "raise SystemExit(0)",
    "ends": "os._exit(7)",
    "crashes": "ctypes.string_at(0)",
    "sleeps": "time.sleep(TOO_LONG)",
    "loops": "while not (HERE / 'stop').exists(): pass",
    "locks": "re.match('(a+)+$', 'a' * 60 + 'b')",
    "eats": "kept = []\nwhile True: kept.append(b'x' * (1 << 25))",
    "wrong_type": "return 7",
    "changes": "",
    "wraps": "",
}
"""What each fault does, as the body of a function."""
TAKING: Final = ("ends", "crashes", "locks", "eats")
"""What takes the whole process along where a plug-in is not isolated."""
_HEAD: Final = """\
import ctypes, os, re, time
from pathlib import Path
from engine.hookspecs import *
from engine.hookspecs import hookimpl, reads
HERE, NAME, TOO_LONG, SECONDS = Path(__file__).parent, Path(__file__).stem, {too_long}, {seconds}
def written(suffix, text):
    path = HERE / (NAME + suffix)
    path.write_text(text, encoding="utf-8")
    return path
def say(what):
    with open(HERE / f"{{NAME}}.heard", "a", encoding="utf-8") as file:
        file.write(what + "\\n")
"""
_DAY: Final = "written('.days', f'停办:\\n  2026-03-0{3 + ord(NAME) % 2 * 2}: 停电\\n')"
_LINT: Final = (
    "Lint(zh='x', en='x', why_zh='', why_en='', wrong='', right='', find=lambda item: [Mark(at=())])"
)
HOOKS: Final = {
    "catalogs": ("", "folder = HERE / f'{NAME}-items'\nfolder.mkdir(exist_ok=True)\nreturn [folder]"),
    "functions": ("", "return {f'{NAME}/数': Function(run=lambda: {'数': 1}, answers={'数': 'integer'})}"),
    "code_lists": ("", "return [written('.txt', f'名称: {NAME}\\n')]"),
    "holidays": ("", f"return [{_DAY}]"),
    "templates": ("", "return {f'correction/{NAME}': Path(__file__)}"),
    "commands": ("", "return {NAME: Command(zh='', en='', arguments=print, run=print)}"),
    "pages": ("", "return {NAME: Page(zh='页', en='page', show=lambda lang, query: NAME)}"),
    "lints": ("", f"return {{f'{{NAME}}/x': {_LINT}}}"),
    "check_material": ("item, material, record", "return [Flaw(entry='身份证号', zh=NAME, en=NAME)]"),
    "fill_material": (
        "source, facts",
        "return None if NAME == 'a' else Filled(record={'名称': NAME})",
    ),
    "identify": ("number", "return Identity(zh=NAME, en=NAME, sound=True)"),
    "notify": ("message", "return Sent(by=NAME)"),
    "carry": (
        "parcel",
        "return None if NAME == 'a' else Carried(by=NAME, waybill='1', state='taken')",
    ),
    "scan_upload": ("upload", "upload.path.read_bytes()\nreturn Scanned()"),
    "event_recorded": ("event", "say(event.kind)"),
    "correction_told": ("correction", "say(correction.correction)"),
}
"""Each hook as a good plug-in implements it: its arguments and its body."""
_READS: Final = {
    "check_material": "@reads(entries=['身份证号'])\n",
    "fill_material": "@reads(sources=['登记系统'], facts=['申请人.名称'])\n",
}
_CHANGES: Final = {
    "check_material": "record.clear()",
    "fill_material": "facts['申请人.名称'] = '别人'",
    "identify": "number += '1'\nraise ValueError(number)",
    "notify": "object.__setattr__(message, 'case_number', '别的')\nmessage.values.clear()",
    "carry": "object.__setattr__(parcel, 'case_number', '别的')\nraise ValueError",
    "scan_upload": "object.__setattr__(upload, 'media_type', '别的')\nraise ValueError",
    "event_recorded": "object.__setattr__(event, 'kind', '别的')\nevent.data['kind'] = '别的'",
    "correction_told": "object.__setattr__(correction, 'number', '别的')\ncorrection.findings.append('R9')",
}
"""How what is handed over is changed; what is contributed changes while it is read."""
_FICKLE: Final = """
made = real()
class Fickle(type(made)):
    def __iter__(self):
        self.clear()
        raise RuntimeError("changed while it was read")
    keys = items = values = __iter__
return Fickle(made)
"""


def good(folder: Path, name: str) -> None:
    """Write a plug-in that answers every hook."""
    _write(folder, name, "".join(_hook(hook, HOOKS[hook][1]) for hook in HOOKS))


def bad(folder: Path, hook: str, fault: str, too_long: float, seconds: float = BUDGET) -> None:
    """Write a plug-in that commits one fault at one hook, and one that offers the item's check function."""
    _write(folder, "m", _wrong(hook, fault), too_long, seconds)
    if hook not in ("function", "functions"):
        honest = HOOKS["functions"][1].replace("{NAME}", "m")
        _write(folder, "n", _hook("functions", honest))


def _wrong(hook: str, fault: str) -> str:
    if fault == "wraps":
        of = "functions" if hook == "function" else hook
        return _hook(of, "yield\nreturn []", mark="hookimpl(wrapper=True)")
    if hook == "function":
        wrong = FAULTS[fault] or "given['号'] = 1"
        return (
            f"def count(**given):\n{_in(wrong)}    return {{'数': 1}}\n@hookimpl\ndef functions():\n"
            "    return {'m/数': Function(run=count, answers={'数': 'integer'}, seconds=SECONDS)}\n"
        )
    arguments, body = HOOKS[hook]
    wrong = FAULTS[fault] or _CHANGES.get(hook, _FICKLE)
    return f"def real({arguments}):\n{_in(body)}" + _hook(hook, wrong)


def _hook(hook: str, body: str, mark: str = "hookimpl") -> str:
    return f"@{mark}\n{_READS.get(hook, '')}def {hook}({HOOKS[hook][0]}):\n{_in(body)}"


def _in(body: str) -> str:
    return textwrap.indent(body.strip() + "\n", "    ")


def _write(folder: Path, name: str, text: str, too_long: float = 0.0, seconds: float = BUDGET) -> None:
    head = _HEAD.format(too_long=too_long, seconds=seconds)
    (folder / f"{name}.py").write_text(head + text, encoding="utf-8")
