"""G18: personal values that citizens and clerks type are in no address, link, log, file or anchor of the web.

Marked values are handed in online and typed at the counter, also in forms that are refused; then each address
that was visited or is linked, everything logged and everything on the disk is searched for them.
"""

from __future__ import annotations

import io
import re
from urllib.parse import unquote

from httpx2 import Response

from engine.case.code import code_of
from tests.case.conftest import desk, founded_office, office_folder
from tests.case.office import Desk
from tests.guarantees.test_g18_canary import CANARIES, found, told
from tests.web.conftest import Browser, bench, index, open_house, people, standing
from tests.web.test_apply import ANSWERS, BEGIN, GOOD, PDF, cases, put
from web.house import House

__all__ = [
    "bench",
    "desk",
    "founded_office",
    "index",
    "office_folder",
    "open_house",
    "people",
    "standing",
    "told",
]

NUMBER, NAME, TELEPHONE, EMAIL = CANARIES
WHO = {"who:role": "applicant", "who:kind": "resident", "fact:申请人.名称": NAME, "who:telephone": TELEPHONE}
COUNTER = "/counter/items/SC-0009"


class Watched(Browser):
    """A browser whose every address, and every link that it is shown, is noted."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.addresses: list[str] = []
        self.client.event_hooks["response"].append(self.note)

    def note(self, answer: Response) -> None:
        answer.read()
        headers = [value for name, value in answer.headers.items() if name != "set-cookie"]
        links = re.findall(r'(?:href|src|action|hx-\w+)="([^"]*)"', answer.text)
        self.addresses += [unquote(each) for each in (str(answer.request.url), *headers, *links)]


def applied(citizen: Watched, bench: Desk) -> None:
    """Apply online, at first with a number that cannot be right, and look at the case."""
    citizen.send(BEGIN, BEGIN)
    files = [("file:租赁合同", (f"{NAME}.pdf", PDF + NUMBER.encode(), "application/pdf"))]
    for number in (NUMBER[:17] + "0", right(NUMBER)):
        put(citizen, "who", {**WHO, "who:number": number})
        put(citizen, "answers", {**ANSWERS, "fact:场所来源": NAME})
        put(citizen, "answers", ANSWERS)
        put(citizen, "materials", GOOD, files)
        put(citizen, "send", {})
    (case,) = cases(bench)
    state = bench.office.state(case)
    assert state is not None
    for code in (NUMBER, code_of(case)):
        citizen.send("/cases", "/cases", number=str(state.number), code=code)
    assert f"{NAME}.pdf" in citizen.get(f"/cases/{state.number}").text


def right(number: str) -> str:
    """Give an identity number with the last sign that belongs to it."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return number[:17] + "10X98765432"[sum(int(a) * b for a, b in zip(number, weights, strict=False)) % 11]


def at_the_counter(clerk: Watched) -> None:
    """Open a case at the counter, at first with an answer that is no option."""
    typed = {"applicant": NAME, "telephone": TELEPHONE, "fact:从业人数": "3"}
    for key, source in enumerate((EMAIL, "自有")):
        clerk.send(COUNTER, COUNTER, _key=f"open-{key}", **typed, **{"fact:场所来源": source})


def shown(content: str | bytes) -> bool:
    """Whether a marked value is in a text or in some bytes."""
    whole = content.encode() if isinstance(content, str) else content
    return bool(found(whole)) or right(NUMBER).encode() in whole


def test_no_sink_of_the_web_shows_a_personal_value(open_house: House, bench: Desk, told: io.StringIO) -> None:
    citizen, clerk = Watched(open_house), Watched(open_house)
    person = open_house.people.named("clerk")
    assert person is not None
    clerk.enter(person)
    applied(citizen, bench)
    at_the_counter(clerk)
    bench.office.store.anchor(bench.now)
    seen = citizen.addresses + clerk.addresses
    assert len(seen) > 100 and [each for each in seen if shown(each)] == []
    assert "INSERT INTO" in told.getvalue() and not shown(told.getvalue())
    assert not shown("".join(bench.office.store.export_anchors()))
    on_disk = [path for path in bench.folder.rglob("*") if path.is_file()]
    assert len(on_disk) > 5
    assert [path.name for path in on_disk if shown(path.read_bytes()) or shown(path.name)] == []
