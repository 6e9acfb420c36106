"""An item in the rows of table 4 of GB/T 39046: what others know it by, for exports and exchange.

An item and a profile come in, elements go out in the order of the standard. Only what the item says is
there: a row without a value is left out, and nothing is guessed to fill one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Literal, TypeAlias

from engine.dataclass import dataclass
from engine.item.codes import split_implementation
from engine.item.elements.profile import LISTS, Profile, national_profile
from engine.item.intake import conditions_of
from engine.item.model import Item, Material
from engine.item.terms import Span
from engine.source import Text
from engine.vocabulary import in_lang, words

__all__ = ["Element", "elements_of", "material_elements", "special_procedures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element: its official name, its value, and the code that the standard asks for beside it."""

    name: str
    value: str
    code: str = ""


def elements_of(item: Item, profile: Profile | None = None) -> tuple[Element, ...]:
    """Give the elements of an item, but for those of its materials, in the order of the standard."""
    codes = profile or national_profile()
    made = (row(name, item, codes) for name, row in _ROWS)
    return tuple(element for element in made if element.value)


def material_elements(material: Material) -> tuple[Element, ...]:
    """Give the elements of one material."""
    made = (Element(name=name, value=value(material)) for name, value in _MATERIAL)
    return tuple(element for element in made if element.value)


def special_procedures(item: Item) -> tuple[str, ...]:
    """Give the special procedures of an item as English words: its pauses but correction, and its stages'."""
    named = {str(stage.special_procedure) for stage in item.stages}
    named.update(item.limits.pauses if item.limits is not None else ())
    return tuple(word.en for word in words("pause") if word.en in named and word.en != "correct")


Row: TypeAlias = "Callable[[str, Item, Profile], Element]"


def _text(value: Callable[[Item], object]) -> Row:
    """Make the row of a text without a code."""
    return lambda name, item, codes: Element(name=name, value=str(value(item) or ""))


def _words(key: str, said: Callable[[Item], Iterable[str]]) -> Row:
    """Make the row of value words: their official names, and their codes."""

    def row(name: str, item: Item, codes: Profile) -> Element:
        found = [(word, codes.code(key, word)) for word in said(item)]
        names = [in_lang(LISTS[key], word, "zh") if code is None else code.label for word, code in found]
        numbers = dict.fromkeys(code.code for _, code in found if code is not None)
        return Element(name=name, value="，".join(dict.fromkeys(names)), code=",".join(numbers))

    return row


def _procedures(name: str, item: Item, codes: Profile) -> Element:
    """Give the special procedures by their own names: the code only tells that there are some."""
    said = special_procedures(item)
    found = (codes.code("special_procedure", word) for word in said)
    numbers = dict.fromkeys(code.code for code in found if code is not None)
    names = (in_lang("pause", word, "zh") for word in said)
    return Element(name=name, value="，".join(names), code=",".join(numbers))


def _one(word: Text | None) -> tuple[str, ...]:
    return (word,) if word is not None else ()


def _authority_code(item: Item) -> str:
    parts = split_implementation(item.implementation_code or "")
    return parts.authority if parts is not None else ""


def _limit(item: Item, which: Literal["statutory", "promised"]) -> Span | None:
    value = getattr(item.limits, which) if item.limits is not None else None
    return value if isinstance(value, Span) else None


def _count(span: Span | None) -> str:
    return str(span.count) if span is not None else ""


def _unit(span: Span | None) -> str:
    return _UNITS[span.unit] if span is not None else ""


def _promise_note(item: Item) -> str:
    """Say what no number says: that it is done at once, or that the limit depends on the case."""
    promised = item.limits.promised if item.limits is not None else None
    if isinstance(promised, Span):
        return "当场办结" if promised.count == 0 else ""
    return str(promised or "")


def _road(item: Item) -> str:
    """Give the stages that an applicant sees and those of the item's own, in order."""
    named = {str(stage.name) for stage in item.stages} | _SEEN
    road: list[str] = []
    waiting = [word.en for word in reversed(words("stage"))]
    while waiting:
        here = waiting.pop()
        if here in road:
            continue
        road.append(here)
        waiting.extend(str(each.name) for each in reversed(item.stages) if each.after == here)
    return " → ".join(in_lang("stage", each, "zh") for each in road if each in named)


def _joint(item: Item) -> str:
    """Give the departments of parallel stages that are not the deciding one."""
    named = (each for stage in item.stages if stage.parallel for each in stage.departments)
    return "，".join(dict.fromkeys(str(each) for each in named if each != item.department))


def _copies(medium: str) -> Callable[[Material], str]:
    """Give how many originals or copies are wanted, if it is always the same number of that kind alone."""

    def value(material: Material) -> str:
        count = material.copies or "1"
        return str(count) if material.medium == (medium,) and count.isdecimal() else ""

    return value


def _always_wanted(material: Material) -> str:
    always = material.necessity == "required" and material.when is None and material.any_of is None
    return str(int(always))


_UNITS: Final = {"workdays": "工作日", "days": "自然日", "months": "月", "years": "年"}
_SEEN: Final = frozenset({"receive", "accept", "review", "decide", "issue"})
_ROWS: Final[tuple[tuple[str, Row], ...]] = (
    ("事项名称", _text(lambda item: item.name)),
    ("基本编码", _text(lambda item: item.base_code)),
    ("实施编码", _text(lambda item: item.implementation_code)),
    ("事项类型", _words("item_type", lambda item: _one(item.item_type))),
    ("设定依据", _text(lambda item: item.basis)),
    ("行使层级", _words("level", lambda item: _one(item.level))),
    ("实施主体", _text(lambda item: item.department)),
    ("实施主体代码", _text(_authority_code)),
    ("实施主体性质", _words("authority_kind", lambda item: _one(item.authority_kind))),
    ("法定办结时限", _text(lambda item: _count(_limit(item, "statutory")))),
    ("法定办结时限单位", _text(lambda item: _unit(_limit(item, "statutory")))),
    ("承诺办结时限", _text(lambda item: _count(_limit(item, "promised")))),
    ("承诺办结时限单位", _text(lambda item: _unit(_limit(item, "promised")))),
    ("承诺办结时限说明", _text(_promise_note)),
    ("受理条件", _text(lambda item: "\n".join(str(each.requirement) for each in conditions_of(item)))),
    ("办理流程", _text(_road)),
    ("共同实施部门", _text(_joint)),
    ("结果名称", _text(lambda item: "，".join(str(output.name) for output in item.outputs))),
    ("是否收费", _text(lambda item: "" if item.fee is None else str(int(item.fee != 0)))),
    ("收费依据", _text(lambda item: item.fee_basis)),
    ("服务对象", _words("audiences", lambda item: item.audiences)),
    ("服务主题", _words("life_events", lambda item: item.life_events)),
    ("办理形式", _words("channels", lambda item: item.channels)),
    ("特别程序", _procedures),
    ("是否网办", _text(lambda item: str(int("online" in item.channels)) if item.channels else "")),
    ("办理地点", _text(lambda item: item.notes.get("place"))),
    ("办理时间", _text(lambda item: item.notes.get("hours"))),
    ("咨询电话", _text(lambda item: item.notes.get("consultation"))),
    ("监督电话", _text(lambda item: item.notes.get("complaint"))),
    ("常见问题", _text(lambda item: "\n".join(f"问：{each.ask}\n答：{each.reply}" for each in item.faq))),
    # Of tables 5 and 6: it belongs to the item, although the standard states it with each case.
    ("办件类型", _words("handling", lambda item: _one(item.handling))),
)
_MATERIAL: Final[tuple[tuple[str, Callable[[Material], str]], ...]] = (
    ("材料名称", lambda material: str(material.name)),
    ("出具机构", lambda material: str(material.issuer or "")),
    ("材料使用说明", lambda material: str(material.note or "")),
    ("原件份数", _copies("original")),
    ("复印件份数", _copies("copy")),
    ("是否必备材料", _always_wanted),
)
