"""Seeds the demonstration of `yici serve --demo` and says how to use it: accounts, addresses, what to try.

Everything is done through the office, act by act, as people would have done it. The folder is thrown away at
the end unless it was named.
"""

from __future__ import annotations

import argparse
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from engine import vocabulary
from engine.case.code import code_of
from engine.case.model import Actor, Role
from engine.case.store import Place, Wanted
from engine.center.demo_cases import Step
from engine.center.office import SYSTEM, Done, Office, Request
from engine.center.store_options import store_place
from web.demo.accounts import ACCOUNTS, PASSWORD
from web.demo.cases import LIVING, WAITING, Living, lived
from web.house import House
from web.people.model import Person
from web.people.passwords import hashed
from web.spoken import Console, Wrong

__all__ = ["demonstration", "said", "seed"]


@contextmanager
def demonstration(args: argparse.Namespace) -> Iterator[Place]:
    """Give the place of the demonstration: the folder that was named, else one that is thrown away."""
    if args.data is not None or args.store is not None:
        yield store_place(args)
        return
    with tempfile.TemporaryDirectory(prefix="yici-demo-") as folder:
        yield Place(data=Path(folder) / "data", keys=Path(folder) / "keys")


def seed(house: House, place: Place) -> None:
    """Add accounts and cases to a new house; one that has the demonstration already is left as it is."""
    assert house.office is not None, "a demonstration has cases"
    logins = {person.login for person in house.people.all()}
    if {each.login for each in ACCOUNTS} <= logins:
        return
    if logins or house.office.store.lines(Wanted(open=None), limit=1).rows:
        raise Wrong(
            f"{place.name} 里已经有数据，演示只放在空的地方。",
            f"{place.name} holds data already; a demonstration needs an empty place.",
        )
    people = _people(house)
    for one in LIVING:
        _live(house, one, people)
    clerk = people["zhang"].actor()
    for zone, item in WAITING:
        _act(house.office, Request(verb="queue", actor=clerk, at=house.now(), item=item, sent={"zone": zone}))


def _people(house: House) -> Mapping[str, Person]:
    """Add everybody; one hash for all, because hashing is slow on purpose."""
    kept = hashed(PASSWORD)
    made: dict[str, Person] = {}
    for each in ACCOUNTS:
        made[each.login] = Person(
            id=f"p-{secrets.token_hex(8)}",
            login=each.login,
            name=each.name,
            roles=(each.role,),
            department=each.department,
            window=each.window,
        )
        house.people.keep(made[each.login], kept)
    return made


def _live(house: House, one: Living, people: Mapping[str, Person]) -> None:
    """Walk one case as far as it has come."""
    office, case = house.office, None
    assert office is not None
    visitor = f"v-{secrets.token_hex(8)}"
    for at, step in lived(one, office.calendar, house.now()):
        sent: dict[str, Any] = dict(step.sent)
        if "second" in sent:
            sent["second"] = people[sent["second"]].id
        item = one.walk.item if case is None else ""
        actor = _actor(step, people, visitor)
        done = _act(office, Request(verb=step.verb, actor=actor, at=at, case=case, item=item, sent=sent))
        case = done.case
        if done.owed:
            office.keep_papers(case, at)


def _act(office: Office, request: Request) -> Done:
    outcome = office.act(request)
    assert isinstance(outcome, Done), f"{request.verb}: {outcome}"
    return outcome


def _actor(step: Step, people: Mapping[str, Person], visitor: str) -> Actor:
    role, _, rest = step.who.partition(":")
    if role == "system":
        return SYSTEM
    if role == "applicant":
        return Actor(id=visitor, role="applicant")
    return people[rest.partition("@")[0]].actor()


def said(console: Console, house: House, address: str) -> Iterator[str]:
    """Say who can sign in, with which password, and what to try first."""
    lang: vocabulary.Lang = "zh" if console.lang == "zh" else "en"
    yield ""
    yield console.say(
        f"演示：{address}/sign-in   所有账号的密码都是 {PASSWORD}",
        f"Demonstration: {address}/sign-in   The password of every account is {PASSWORD}",
    )
    for each in ACCOUNTS:
        role: Role = each.role
        who = f"{each.login:<6} {vocabulary.in_lang('role', role, lang)} {each.name}"
        yield f"  {who}  {console.say(*each.first)}"
    found = _told(house)
    if found is not None:
        number, code = found
        yield console.say(
            f"  申请人不用登录：{address}/cases   办件号 {number}   查询码 {code}",
            f"  An applicant does not sign in: {address}/cases   number {number}   code {code}",
        )


def _told(house: House) -> tuple[str, str] | None:
    """Give number and code of a case that waits for its applicant."""
    office = house.office
    assert office is not None
    page = office.store.lines(Wanted(stage="correct"), limit=1)
    return next(((each.line.number, code_of(each.case)) for each in page.rows), None)
