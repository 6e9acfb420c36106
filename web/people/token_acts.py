"""`yici people token`, `tokens`, `revoke`: how programs sign in. A token is shown once, when it is made."""

from __future__ import annotations

import argparse
from datetime import timedelta

from web.house import now
from web.people.changes import Changes
from web.people.model import Person
from web.people.tokens import LONGEST, SCOPES, Scope, Tokens
from web.spoken import Console, Wrong

__all__ = ["issue", "listed", "revoke"]


def issue(console: Console, changes: Changes, person: Person, args: argparse.Namespace) -> None:
    """Make a token of an account and show it, now and never again."""
    scopes: list[Scope] = [each for each in SCOPES if each in (args.scope or ["cases:read"])]
    role = next((each for each in person.roles if each in (args.role or person.roles)), None)
    if role is None or not 0 < args.days <= LONGEST.days or {*(args.scope or ())} - {*SCOPES}:
        raise Wrong(
            f"--role 要是这个账号有的角色，--days 1 到 {LONGEST.days}，--scope 是 {'、'.join(SCOPES)}。",
            f"--role must be one of the account, --days 1 to {LONGEST.days}, --scope of {', '.join(SCOPES)}.",
        )
    begun = now()
    until = begun + timedelta(days=args.days)
    last = until.date()
    token, text = Tokens(changes.people).issue(person, args.name or "API", role, scopes, begun, until)
    changes.note_token(person, "token_issued")
    console.show(text)
    console.show(
        console.say(
            f"只显示这一次：{person.login}，{role}，到 {last}。收回：yici people revoke {token.id}",
            f"Shown only now: {person.login}, {role}, until {last}. Revoke: yici people revoke {token.id}",
        )
    )


def listed(console: Console, changes: Changes) -> None:
    """List the tokens there are, without their texts."""
    for each in Tokens(changes.people).all():
        person = changes.people.find(each.person)
        used = each.used_at[:10] or console.say("没用过", "never used")
        login = each.person if person is None else person.login
        scopes = ",".join(sorted(each.scopes))
        console.show("  ".join([each.id, login, each.name, each.role, scopes, f"{each.until.date()}", used]))


def revoke(console: Console, changes: Changes, id: str) -> None:
    """Make a token worth nothing, at once."""
    tokens = Tokens(changes.people)
    person = next((changes.people.find(each.person) for each in tokens.all() if each.id == id), None)
    if not tokens.revoke(id) or person is None:
        raise Wrong(
            "没有这个令牌。看全部：yici people tokens", "There is no such token. All: yici people tokens"
        )
    changes.note_token(person, "token_revoked")
    console.show(console.say(f"{id} 收回了。", f"{id} is revoked."))
