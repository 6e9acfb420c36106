"""Who may join, and what may be changed of somebody: the same rules at the terminal and in the web.

What somebody typed goes in; everything that stands against it comes out at once, in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from engine import vocabulary
from engine.case.model import Role
from web.people.model import STAFF_ROLES, Person

__all__ = ["OF_A_DEPARTMENT", "Joining", "Says", "last_operator", "roles_of"]

Says: TypeAlias = tuple[str, str]
"""A sentence in Chinese and in English."""
OF_A_DEPARTMENT: Final[tuple[Role, ...]] = ("reviewer", "decider")
_LOGIN: Final = re.compile(r"[\w][\w.@-]{1,63}")
_LONGEST: Final = {"name": 64, "department": 64, "window": 32}


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Somebody who is to get an account, as it was typed."""

    login: str
    name: str
    roles: tuple[str, ...]
    department: str = ""
    window: str = ""

    def against(self, taken: bool = False) -> tuple[Says, ...]:
        """Say everything that stands against this account; the password is another matter."""
        return tuple(_against(self, taken))


def _against(one: Joining, taken: bool) -> Iterator[Says]:
    if _LOGIN.fullmatch(one.login) is None:
        yield (
            "账号用字母、数字、汉字、点和横线，2 到 64 个字。",
            "An account has letters, digits, dots and dashes, 2 to 64 of them.",
        )
    elif taken:
        yield f"账号“{one.login}”已经有人用了。", f"The account “{one.login}” is taken."
    if not one.name:
        yield "请写姓名。", "Please give the name."
    known = roles_of(one.roles)
    if not known or len(known) < len(one.roles):
        roles = "、".join(vocabulary.in_lang("role", each, "zh") for each in STAFF_ROLES)
        yield f"请选角色：{roles}。", f"Please choose roles: {', '.join(STAFF_ROLES)}."
    if not one.department and any(each in OF_A_DEPARTMENT for each in known):
        yield (
            "审批人员和决定人员要写部门，和事项里写的一样。",
            "A reviewer or decider needs a department, as the items name it.",
        )
    if any(len(getattr(one, name)) > most for name, most in _LONGEST.items()):
        yield "姓名和部门最多 64 个字，窗口最多 32 个。", "Name and department: at most 64 signs; window: 32."


def roles_of(typed: Iterable[str]) -> tuple[Role, ...]:
    """Read roles in either language; what is none is left out."""
    words = (vocabulary.english("role", each.strip()) or each.strip() for each in typed)
    found = {each for each in words if each in STAFF_ROLES}
    return tuple(each for each in STAFF_ROLES if each in found)


def last_operator(person: Person, everybody: Iterable[Person]) -> bool:
    """Tell whether nobody else could let people in any more."""
    others = (each for each in everybody if each.id != person.id)
    return "operator" in person.roles and not any(each.active and "operator" in each.roles for each in others)
