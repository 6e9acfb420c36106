"""`yici people`: who may sign in. A password is asked at the terminal or read from standard input.

It is never an argument: those stand in the list of processes and in the history of the shell.
"""

from __future__ import annotations

import argparse
import getpass
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, TypeAlias

from engine import vocabulary
from engine.case.store import found_store, open_store
from engine.center.store_options import store_options, store_place
from web.house import now
from web.opening import Desk, opened_people
from web.people.changes import Changes
from web.people.joining import Joining, last_operator
from web.people.named import named
from web.people.passwords import too_weak
from web.people.second_step import SecondSteps
from web.people.step_acts import STEP_ACTS
from web.people.token_acts import issue, listed, revoke
from web.people.tokens import SCOPES
from web.spoken import Console, Wrong

__all__ = ["arguments", "run"]

_COMMA: Final = re.compile("[,，、]")
_TERMINAL: Final = "terminal"
_LONGEST_LINE: Final = 1024


def arguments(parser: argparse.ArgumentParser, lang: str) -> None:
    """Add what the command takes."""
    chinese = lang == "zh"

    def add(name: str, zh: str, en: str, **kept: Any) -> None:
        parser.add_argument(name, help=zh if chinese else en, **kept)

    add(
        "what",
        "看（list）、加人（add）、停用（disable）、恢复（enable）、改密码（password）、"
        "程序的令牌：发（token）、看（tokens）、收回（revoke）；"
        "两步验证：哪些角色必须用（require）、不必用（waive）、重设（reset）",
        "list them, add one, disable, enable, set a password; tokens for programs: make, list, revoke;"
        " two-step sign-in: require it of roles, waive it, reset somebody's",
        choices=(*_ACTS, *STEP_ACTS),
    )
    add("login", "账号；收回时是令牌的编号", "the account; a token to revoke", nargs="?", metavar="LOGIN")
    add("--name", "姓名", "their name", metavar="NAME", default="")
    add("--role", "角色，可以写几次", "a role; may be given several times", metavar="ROLE", action="append")
    add("--department", "部门（审批、决定要写）", "department", metavar="NAME", default="")
    add("--window", "窗口", "window", metavar="NAME", default="")
    add("--scope", "令牌能做什么，可以写几次", "what a token is for", action="append", choices=SCOPES)
    add("--days", "令牌用多少天", "days a token lasts", type=int, metavar="N", default=90)
    add("--why", "重设两步验证的理由", "why two-step sign-in is reset", metavar="REASON", default="")
    store_options(parser, chinese=chinese)


def run(desk: Desk, args: argparse.Namespace) -> int:
    """List accounts, or change one."""
    place = store_place(args)
    found_store(place, now())
    with open_store(place) as store, opened_people(place) as people:
        changes = Changes(people, lambda draft: store.note(draft, now()), by=_TERMINAL)
        if args.what in STEP_ACTS:
            STEP_ACTS[args.what](desk.console, changes, SecondSteps(people, store.ledger.keys), args)
        else:
            _ACTS[args.what](desk.console, changes, args)
    return 0


def _list(console: Console, changes: Changes, args: argparse.Namespace) -> None:
    everybody = changes.people.all()
    for person in everybody:
        roles = "、".join(_role(console, each) for each in person.roles)
        rest = [person.name, roles, person.department, person.window]
        rest += [] if person.active else [console.say("已停用", "disabled")]
        console.show("  ".join([person.login, *(each for each in rest if each)]))
    count = len(everybody)
    first = "" if count else "加第一个：yici people add NAME --role operator --name 姓名"
    first_en = "" if count else " The first: yici people add LOGIN --role operator --name NAME"
    console.show(console.say(f"{count} 个账号。{first}", f"{count} accounts.{first_en}"))


def _role(console: Console, role: str) -> str:
    return vocabulary.in_lang("role", role, "zh" if console.lang == "zh" else "en")


def _add(console: Console, changes: Changes, args: argparse.Namespace) -> None:
    typed = [
        part for each in args.role or () for part in each.replace("，", ",").replace("、", ",").split(",")
    ]
    one = Joining(
        login=args.login or "",
        name=args.name.strip(),
        roles=tuple(typed),
        department=args.department.strip(),
        window=args.window.strip(),
    )
    against = one.against(taken=changes.people.named(one.login) is not None)
    if against:
        raise Wrong("\n  ".join(zh for zh, _ in against), "\n  ".join(en for _, en in against))
    person = changes.add(one, _password(console, one.login))
    console.show(
        console.say(
            f"{person.login} 可以登录了：{'、'.join(_role(console, each) for each in person.roles)}。",
            f"{person.login} can sign in: {', '.join(person.roles)}.",
        )
    )


def _disable(console: Console, changes: Changes, args: argparse.Namespace) -> None:
    person = named(changes.people, args.login or "")
    if last_operator(person, changes.people.all()):
        raise Wrong(
            f"{person.login} 是最后一个管理员，停了就没有人能管账号了。",
            f"{person.login} is the last operator: nobody could let people in any more.",
        )
    changes.change(replace(person, active=False))
    console.show(
        console.say(f"{person.login} 停用了，已经退出。", f"{person.login} is disabled and signed out.")
    )


def _enable(console: Console, changes: Changes, args: argparse.Namespace) -> None:
    person = named(changes.people, args.login or "")
    changes.change(replace(person, active=True))
    console.show(console.say(f"{person.login} 又能登录了。", f"{person.login} can sign in again."))


def _set_password(console: Console, changes: Changes, args: argparse.Namespace) -> None:
    person = named(changes.people, args.login or "")
    changes.change(person, _password(console, person.login))
    console.show(
        console.say(
            f"{person.login} 的密码改好了，在别处已经退出。",
            f"The password of {person.login} is changed; they are signed out everywhere.",
        )
    )


def _token(console: Console, changes: Changes, args: argparse.Namespace) -> None:
    issue(console, changes, named(changes.people, args.login or ""), args)


def _tokens(console: Console, changes: Changes, args: argparse.Namespace) -> None:
    listed(console, changes)


def _revoke(console: Console, changes: Changes, args: argparse.Namespace) -> None:
    revoke(console, changes, args.login or "")


def _password(console: Console, login: str) -> str:
    """Ask for a password twice at a terminal; else read one line."""
    if sys.stdin.isatty():
        typed = getpass.getpass(console.say("密码：", "Password: "))
        if getpass.getpass(console.say("再输一遍：", "Once more: ")) != typed:
            raise Wrong("两遍不一样，没有改。", "They differ; nothing was changed.")
    else:
        typed = sys.stdin.readline(_LONGEST_LINE).rstrip("\r\n")
    weak = too_weak(typed, login)
    if weak is not None:
        raise Wrong(*weak)
    return typed


_Act: TypeAlias = Callable[[Console, Changes, argparse.Namespace], None]
_ACTS: Final[Mapping[str, _Act]] = {
    "list": _list,
    "add": _add,
    "disable": _disable,
    "enable": _enable,
    "password": _set_password,
    "token": _token,
    "tokens": _tokens,
    "revoke": _revoke,
}
