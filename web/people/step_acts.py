"""`yici people require`, `waive`, `reset`: of whom a second step is demanded, and who begins anew."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeAlias

from engine import vocabulary
from engine.case.model import Role
from web.people.changes import Changes
from web.people.joining import roles_of
from web.people.model import STAFF_ROLES
from web.people.named import named
from web.people.second_step import SecondSteps
from web.spoken import Console, Wrong

__all__ = ["STEP_ACTS"]


def _require(console: Console, changes: Changes, steps: SecondSteps, args: argparse.Namespace) -> None:
    wanted = {*steps.required, *_roles(args)}
    changes.require_step(steps, [each for each in STAFF_ROLES if each in wanted])
    _say(console, steps)


def _waive(console: Console, changes: Changes, steps: SecondSteps, args: argparse.Namespace) -> None:
    gone = _roles(args)
    changes.require_step(steps, [each for each in steps.required if each not in gone])
    _say(console, steps)


def _reset(console: Console, changes: Changes, steps: SecondSteps, args: argparse.Namespace) -> None:
    person = named(changes.people, args.login or "")
    why = args.why.strip()
    if not why:
        raise Wrong("请写理由：--why 理由", "Please say why: --why REASON")
    if not steps.has(person):
        raise Wrong(f"{person.login} 没有开两步验证。", f"{person.login} has no two-step sign-in.")
    changes.reset_step(steps, person, why)
    console.show(
        console.say(
            f"{person.login} 的两步验证重设了，已经退出；下次只用密码登录，再设一次。",
            f"{person.login} is signed out, signs in by password alone, and sets it up again.",
        )
    )


def _roles(args: argparse.Namespace) -> tuple[Role, ...]:
    typed = [
        part for each in args.role or () for part in each.replace("，", ",").replace("、", ",").split(",")
    ]
    roles = roles_of(typed)
    if not roles or len(roles) < len(typed):
        raise Wrong(
            f"请选角色：--role {_named(STAFF_ROLES, '、', 'zh')}",
            f"Please choose roles: --role {', '.join(STAFF_ROLES)}",
        )
    return roles


def _say(console: Console, steps: SecondSteps) -> None:
    required = steps.required
    none = console.say("没有哪个角色", "no role")
    roles = _named(required, "、", "zh") if console.lang == "zh" else ", ".join(required)
    console.show(
        console.say(f"必须用两步验证的：{roles or none}", f"Two-step sign-in is demanded of: {roles or none}")
    )


def _named(roles: Iterable[Role], between: str, lang: vocabulary.Lang) -> str:
    return between.join(vocabulary.in_lang("role", each, lang) for each in roles)


_Act: TypeAlias = Callable[[Console, Changes, SecondSteps, argparse.Namespace], None]
STEP_ACTS: Final[Mapping[str, _Act]] = {"require": _require, "waive": _waive, "reset": _reset}
