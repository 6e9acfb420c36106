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
NO_READS: Final = FaultKind(
    code="plugin/no-reads",
    zh="插件「{plugin}」的「{hook}」没有写明要看什么，这个插件没有启用。请在 hookimpl 下面加上 reads。",
    en="「{hook}」 of plug-in 「{plugin}」 does not say what it reads, so it was not used. Add `reads`.",
    why_zh="插件只拿到它写明要看的那几个值，别人的材料和别的内容不给它；没写明就不知道该给什么。",
    why_en="A plug-in is handed the values it names and no others; without names there are none.",
    wrong="@hookimpl\ndef check_material(record): ...",
    right="@hookimpl\n@reads(entries=['身份证号'])\ndef check_material(record): ...",
)
NOT_ISOLATED: Final = FaultKind(
    code="plugin/not-isolated",
    zh="插件「{plugin}」单独运行，它的「{hook}」用不了。要用这个命令，就不要让它单独运行。",
    en="Plug-in 「{plugin}」 runs isolated, so its 「{hook}」 cannot be used. Do not isolate it.",
    why_zh="命令要用到程序里的目录和屏幕，单独运行的插件碰不到这些。",
    why_en="A command works with the catalogue and the terminal, which an isolated plug-in cannot touch.",
    wrong="yici rows --isolate yici-exchange",
    right="yici rows",
    level="reminder",
)
UNKNOWN_FUNCTION: Final = FaultKind(
    code="plugin/unknown-function",
    zh="没有插件提供「{name}」，审查时这一条会一直是“还没核验”。",
    en="No plug-in offers 「{name}」; at the window this check would stay undecided.",
    why_zh="插件可能还没装，也可能名字写错了。装好插件再检查一次，或者改成提供的名字。",
    why_en="The plug-in may not be installed, or the name is mistyped.",
    wrong="插件: 住建/排烟口距璃",
    right="插件: 住建/排烟口距离",
    level="reminder",
)
UNFIT_INPUTS: Final = FaultKind(
    code="plugin/unfit-inputs",
    zh="「{name}」要传入 {wanted}，这里写的是 {given}。请照它要的写。",
    en="「{name}」 wants {wanted}, given is {given}. Write what it wants.",
    why_zh="传入的名字和插件要的不一样，插件就不会答复，这一条永远判断不了。",
    why_en="With other names than it wants the plug-in is never asked, and the check stays undecided.",
    wrong="插件: 住建/排烟口距离\n传入:\n  住址: 营业执照.住所",
    right="插件: 住建/排烟口距离\n传入:\n  地址: 营业执照.住所",
)
SILENT_LINT: Final = FaultKind(
    code="plugin/silent-lint",
    zh="插件「{plugin}」的检查「{code}」没有结果：{reason}。它要找的毛病这次没有查。",
    en="The lint 「{code}」 of 「{plugin}」 gave no answer: {reason}. What it looks for may still be there.",
    why_zh="插件出错的时候不能当作没有毛病，所以说出来。",
    why_en="A lint that failed has not found nothing; so it is said.",
    wrong="def find(item): return item['name'][99]",
    right="def find(item): return []",
    level="reminder",
)
WAS_RUNNING: Final = FaultKind(
    code="plugin/was-running",
    zh="上次程序突然停掉的时候，插件「{plugin}」正在运行（{hook}）。先让它单独运行：--isolate {plugin}。",
    en="When the program last stopped all at once, plug-in 「{plugin}」 was at work ({hook}). Isolate it.",
    why_zh="没有单独运行的插件可以让整个程序停掉；办件都在，但要知道是谁，下次才不会再停。",
    why_en="What is not isolated can take the program with it. No case is lost; here is who it was.",
    wrong="yici serve",
    right="yici serve --isolate yici-fire",
    level="reminder",
)
