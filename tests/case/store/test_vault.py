"""Personal values: sealed per person and case, read with a purpose, erased by destroying a key."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest

from engine.case.model import Json, Personal, Reference
from engine.case.store import NoCase, Place, Recorded, Revealed, Store, open_store
from engine.case.store.keys import read_keys, renew, write_keys
from engine.case.store.vault import new_id
from tests.case.store.desk import AT, CLERK, begin, minutes, say

NUMBER = "23010319900101123X"
PERSONAL = {
    "姓名": Personal(value="张三"),
    "身份证号": Personal(value=NUMBER, classed="sensitive", find_by="identity"),
    "代办人": Personal(value={"姓名": "李四", "电话": ["13800000000"]}, person="agent"),
}


def received(store: Store) -> tuple[str, dict[str, Reference]]:
    answer = begin(store, say("received", personal=PERSONAL))
    return answer.case, dict(answer.events[0].personal)


def reveal(store: Store, case: str, *references: Reference) -> Revealed:
    return store.reveal(case, references, CLERK, "审查", minutes(1))


def values(store: Store, case: str, references: dict[str, Reference]) -> dict[str, Json]:
    seen = reveal(store, case, *references.values())
    return {name: seen.values[each.id] for name, each in references.items() if each.id in seen.values}


def test_values_come_back_as_they_were_given(either: Store) -> None:
    case, references = received(either)
    assert values(either, case, references) == {name: each.value for name, each in PERSONAL.items()}


def test_who_reads_what_and_why_is_recorded_before_it_is_shown(either: Store) -> None:
    case, references = received(either)
    reveal(either, case, references["姓名"])
    (access,) = either.accesses(case)
    assert (access.kind, access.by, access.at) == ("personal_read", CLERK, minutes(1))
    assert access.data == {"purpose": "审查", "references": [references["姓名"].id]}
    assert either.version(case) == 1


def test_what_was_opened_just_now_is_shown_with_a_note_and_not_opened_again(either: Store) -> None:
    case, references = received(either)
    every = [*references.values()]
    known = {every[0].id: "opened before"}
    seen = either.reveal(case, every, CLERK, "审查", minutes(1), known)
    rest = {each.id: PERSONAL[name].value for name, each in references.items() if each.id not in known}
    assert seen.values == {**known, **rest} and seen.lost == {}
    (access,) = either.accesses(case)
    assert access.data == {"purpose": "审查", "references": [each.id for each in every]}


def test_neither_values_nor_what_is_revealed_can_be_seen_by_printing(store: Store) -> None:
    case, references = received(store)
    seen = reveal(store, case, *references.values())
    assert "张三" not in repr(PERSONAL) + repr(references) + repr(seen)


def test_erasing_a_person_leaves_the_others_and_the_chain(either: Store) -> None:
    case, references = received(either)
    assert either.erase(case, "applicant", CLERK, "本人申请", minutes(2)) is None
    seen = reveal(either, case, *references.values())
    assert seen.lost == {references["姓名"].id: "erased", references["身份证号"].id: "erased"}
    assert seen.values == {references["代办人"].id: PERSONAL["代办人"].value}
    assert either.find("identity", NUMBER) == ()
    assert either.verify().whole
    erased = either.accesses(case)[0]
    assert (erased.kind, erased.data) == ("personal_erased", {"person": "applicant", "reason": "本人申请"})


def test_an_erased_key_is_in_no_file_of_the_store(store: Store) -> None:
    case, _ = received(store)
    with sqlite3.connect(store.place.database) as db:
        (sealed,) = db.execute("select sealed from vault_keys where person = 'applicant'").fetchone()
    assert any(sealed in path.read_bytes() for path in store.place.data.glob("store.sqlite*"))
    store.erase(case, "applicant", CLERK, "本人申请", minutes(2))
    assert not any(sealed in path.read_bytes() for path in store.place.data.glob("store.sqlite*"))


def test_after_an_erasure_new_values_get_a_new_key(store: Store) -> None:
    case, _ = received(store)
    store.erase(case, "applicant", CLERK, "本人申请", minutes(2))
    again = store.append(case, say("corrected", personal={"姓名": Personal(value="张山")}), CLERK, minutes(3))
    assert isinstance(again, Recorded)
    assert values(store, case, dict(again.events[0].personal)) == {"姓名": "张山"}


def test_erasing_in_a_case_that_is_not_there_is_said(store: Store) -> None:
    assert store.erase("nosuchcase", "applicant", CLERK, "本人申请", AT) == NoCase(case="nosuchcase")


def test_a_person_is_found_by_number_in_every_case(either: Store) -> None:
    first, _ = received(either)
    second, _ = received(either)
    assert either.find("identity", NUMBER) == tuple(sorted([(first, "applicant"), (second, "applicant")]))
    assert either.find("telephone", NUMBER) == ()
    assert either.find("identity", "230103199001011230") == ()


def test_the_same_number_recorded_twice_is_found_once(either: Store) -> None:
    case, _ = received(either)
    again = {"再填": replace(PERSONAL["身份证号"]), "又填": replace(PERSONAL["身份证号"])}
    either.append(case, say("corrected", personal=again), CLERK, AT)
    assert either.find("identity", NUMBER) == ((case, "applicant"),)


def test_a_value_changed_or_moved_in_the_vault_does_not_open(store: Store) -> None:
    case, references = received(store)
    name, number = references["姓名"], references["身份证号"]
    with sqlite3.connect(store.place.database) as db:
        (sealed,) = db.execute("select sealed from vault_values where id = ?", (name.id,)).fetchone()
        db.execute("update vault_values set sealed = ? where id = ?", (sealed, number.id))
        db.execute("update vault_values set sealed = x'00' where id = ?", (name.id,))
    assert reveal(store, case, name, number).lost == {name.id: "altered", number.id: "altered"}


def test_a_value_that_is_not_the_one_of_the_event_does_not_open(store: Store) -> None:
    case, references = received(store)
    other = replace(references["姓名"], digest=references["身份证号"].digest)
    assert reveal(store, case, other).lost == {other.id: "altered"}


def test_a_reference_of_another_case_opens_nothing(store: Store) -> None:
    case, _ = received(store)
    _, other = received(store)
    assert reveal(store, case, other["姓名"]).values == {}


def test_a_renewed_master_key_still_opens_the_old_values(place: Place) -> None:
    with open_store(place) as store:
        case, references = received(store)
    write_keys(place.keys, renew(read_keys(place.keys), "vault"))
    with open_store(place) as store:
        assert len(values(store, case, references)) == 3
        later, more = received(store)
        assert len(values(store, later, more)) == 3


def test_without_the_master_key_values_are_lost_and_none_are_added(place: Place) -> None:
    with open_store(place) as store:
        case, references = received(store)
    keys = read_keys(place.keys)
    other = replace(renew(keys, "vault").rings["vault"][1], id="vault-9")
    write_keys(place.keys, replace(keys, rings={**keys.rings, "vault": (other,)}))
    with open_store(place) as store:
        assert set(reveal(store, case, *references.values()).lost.values()) == {"altered"}
        with pytest.raises(ValueError, match="key file"):
            store.append(case, say("corrected", personal=PERSONAL), CLERK, AT)


def test_ids_lie_in_the_order_of_their_moments_and_nobody_guesses_the_rest() -> None:
    assert new_id(AT)[:12] == new_id(AT)[:12] < new_id(minutes(1))[:12]
    assert len({new_id(AT)[12:] for _ in range(400)}) == 400
