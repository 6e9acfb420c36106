"""Why a plug-in, or something it gives, is refused."""

from __future__ import annotations

from typing import Final

from engine.fault import FaultKind

_FUNCTION_WRONG: Final = "def functions(): return {'排烟口距离': measure}"
_FUNCTION_RIGHT: Final = (
    "def functions(): return {'住建/排烟口距离': Function(run=measure, answers={'距离': 'number'})}"
)
UNKNOWN_HOOK: Final = FaultKind(
    code="plugin/unknown-hook",
    zh="插件「{plugin}」里没有「{hook}」这个扩展点，这个插件没有启用。请改成扩展点的名字，或去掉 hookimpl。",
    en="There is no hook 「{hook}」, so plug-in 「{plugin}」 was not used. Name a real hook.",
    why_zh="写错名字的扩展点永远不会被调用，该查的就没人查。所以一开始就拒绝。",
    why_en="A misspelled hook would never be called, and nobody would notice. So it is refused at once.",
    wrong="@hookimpl\ndef function(): ...",
    right="@hookimpl\ndef functions(): ...",
)
WRAPPER_REFUSED: Final = FaultKind(
    code="plugin/wrapper-refused",
    zh="插件「{plugin}」想包住别的插件的「{hook}」，这不允许，这个插件没有启用。请去掉 wrapper。",
    en="Plug-in 「{plugin}」 wraps the hook 「{hook}」 of others, so it was not used. Remove wrapper.",
    why_zh="包住别人的插件能把别人查出的问题悄悄换掉。每个插件只说自己的。",
    why_en="A wrapper can silently replace what others found. Each plug-in speaks for itself.",
    wrong="@hookimpl(wrapper=True)\ndef functions(): ...",
    right="@hookimpl\ndef functions(): ...",
)
WRONG_ARGUMENTS: Final = FaultKind(
    code="plugin/wrong-arguments",
    zh="插件「{plugin}」的「{hook}」参数不对，这个插件没有启用。请照扩展点的参数写。",
    en="Plug-in 「{plugin}」 declares wrong arguments for 「{hook}」 and was not used. See the hook.",
    why_zh="扩展点只会给出说明里写的参数。",
    why_en="A hook is called with the arguments of its description and no others.",
    wrong="@hookimpl\ndef functions(item): ...",
    right="@hookimpl\ndef functions(): ...",
)
BROKEN: Final = FaultKind(
    code="plugin/broken",
    zh="插件「{plugin}」装不进来：{reason}。请找插件的作者，或者先把它拿掉。",
    en="Plug-in 「{plugin}」 cannot be used: {reason}. Ask its author, or remove it for now.",
    why_zh="插件自己的程序出了错，它的检查都没有启用；要用到它的地方会写“还没核验”。",
    why_en="The plug-in's own code failed. Whatever needs its checks stays undetermined.",
    wrong="import not_installed",
    right="from yici_fire import distance",
)
BAD_CONTRIBUTION: Final = FaultKind(
    code="plugin/bad-contribution",
    zh="插件「{plugin}」的「{hook}」给的内容不对：{reason}。这一项没有启用。",
    en="Plug-in 「{plugin}」 gave something wrong for 「{hook}」: {reason}. It was not used.",
    why_zh="检查函数的名字写成“插件/函数”，并且写明传入什么、答复什么，这样答错了能马上发现。",
    why_en="A check function is named plug-in/function and declares what goes in and out.",
    wrong=_FUNCTION_WRONG,
    right=_FUNCTION_RIGHT,
)
OFFERED_TWICE: Final = FaultKind(
    code="plugin/offered-twice",
    zh="「{name}」由两个插件提供：「{first}」和「{plugin}」。只用前一个，请拿掉一个。",
    en="「{name}」 is offered by 「{first}」 and by 「{plugin}」. Only the first is used; remove one.",
    why_zh="两个插件答同一件事，答案可能不一样，谁也说不清该听谁的。",
    why_en="Two plug-ins may answer the same question differently, and nobody could say which one counts.",
    wrong="yici-fire, yici-fire-copy: 消防/间距",
    right="yici-fire: 消防/间距",
)
