"""The office on a real store: whole cases, editions kept, second thoughts, timers, calendars, papers."""

from __future__ import annotations

import hashlib
import json
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from engine.calendar import Overlay, national_calendar, overlaid
from engine.case.model import Refusal
from engine.case.stages import stage_of
from engine.case.store import Conflict, Moot, NoCase, OtherBody, Unavailable, Wanted, open_store
from engine.case.store.tables import requests
from engine.center import Center
from engine.center.editions import Unusable, edition_of
from engine.center.in_force import calendar_in_force
from engine.center.inform import informer
from engine.center.local import LocalUnreadable, local_calendar, read_practice
from engine.center.office import Done, Office, Rendered, Request
from engine.center.open import open_office
from tests.case.bench import CERTIFICATE, MARCH, MARKET, REASONS, SHOP, at, who
from tests.case.office import FACTS, MATERIALS, RENTED, Desk, catalog_in, office_in, place_in


def test_a_case_goes_all_the_way(desk: Desk) -> None:
    desk.accept().do("review", "reviewer", opinion="agree", reasons="符合条件")
    desk.do("decide", "decider", result="granted", **REASONS, certificate=CERTIFICATE)
    desk.do("make_slip", "reviewer", certificate=CERTIFICATE)
    wrong = desk.ask("hand_over", "issuer", certificate={**CERTIFICATE, "编号": "JY-2"})
    assert isinstance(wrong, Refusal) and wrong.code == "case/differs"
    desk.do("hand_over", "issuer", certificate=CERTIFICATE)
    desk.do("notify", "issuer", channel="sms", to="13800000000")
    desk.do("pick_up", "issuer", by="applicant", identity="id_card")
    for owed in desk.state.papers:
        desk.do("keep", "system", paper=owed.paper, number=owed.number, digest="sha256:1")
    desk.do("archive", "archivist").do("rate", "applicant", grade=1)
    assert stage_of(desk.state) == "rate"
    assert desk.office.store.verify(desk.case).broken == ()


def test_an_act_says_which_papers_it_owes(desk: Desk) -> None:
    done = desk.open().ask("receive", "clerk")
    assert isinstance(done, Refusal)
    desk.do("see_original", "clerk", materials=["身份证", "承诺书"])
    done = desk.ask("receive", "clerk")
    assert isinstance(done, Done)
    assert [(each.paper, each.number) for each in done.owed] == [("receipt", "政务服务中心收〔2026〕0001号")]


def test_personal_values_lie_in_the_vault_and_who_sees_them_leaves_a_trace(desk: Desk) -> None:
    desk.receive().do("accept", "clerk")
    assert "示例小吃店" not in repr(desk.office.store.events(desk.case))
    assert desk.office.store.accesses(desk.case) == (), "a check shows nobody anything"
    assert desk.office.answer(desk.case, who("clerk"), desk.now) is not None
    desk.office.submission(desk.case, who("reviewer"), desk.now, "review")
    read = desk.office.store.accesses(desk.case)
    assert [(each.by, each.data["purpose"]) for each in read] == [
        (who("clerk"), "answer"),
        (who("reviewer"), "review"),
    ]


def test_what_was_sent_with_a_key_cannot_be_found_out_by_trying(desk: Desk) -> None:
    sent = {"applicant": {"名称": "示例小吃店"}}
    desk.open(key="k1", **sent)
    plain = hashlib.sha256(json.dumps(sent, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    with desk.office.store.reading() as db:
        (kept,) = db.execute(sa.select(requests.c.body_hash)).scalars()
    assert kept != plain and desk.office.store.digest("request", b"x") != desk.office.store.digest(
        "find", b"x"
    )


def test_a_case_is_found_by_the_number_people_call_it_by(desk: Desk) -> None:
    desk.open()
    assert desk.office.find("20260302-0001") == desk.case
    assert desk.office.find(desk.case) == desk.case
    assert desk.office.find("20260302-0999") is None


def test_an_unknown_act_item_or_case_is_said(desk: Desk) -> None:
    assert desk.ask("sing", "clerk").code == "case/unknown-act"
    assert desk.ask("open", "clerk", item="SC-9999").code == "case/no-such-item"
    assert desk.ask("open", "clerk", item="SC-0009", applied_on="2025-12-31").code == "case/no-edition"
    assert desk.ask("open", "clerk", item="SC-0009", applied_on="soon").code == "case/wrong-data"
    assert isinstance(desk.ask("accept", "clerk", case="nobody"), NoCase)
    assert isinstance(desk.ask("urge", "clerk", case="nobody", reason="快"), NoCase)
    assert desk.office.state("nobody") is None


def test_a_repetition_does_nothing_new(desk: Desk) -> None:
    desk.receive()
    first = desk.ask("accept", "clerk", key="k1")
    again = desk.ask("accept", "clerk", key="k1")
    assert (first.events, first.repeated, again.repeated) == (again.events, False, True)
    assert isinstance(desk.ask("accept", "clerk", key="k1", note="别的"), OtherBody)


def test_who_acts_on_an_old_version_is_told_who_was_faster(desk: Desk) -> None:
    desk.receive()
    version = desk.state.version
    desk.do("look", who("clerk", "clerk-2"), materials={"旧证": {"state": "absent"}})
    conflict = desk.ask("accept", "clerk", expected=version)
    assert isinstance(conflict, Conflict) and conflict.by == who("clerk", "clerk-2")


def test_two_clerks_accept_one_case_once(desk: Desk) -> None:
    desk.receive()
    barrier, outcomes = threading.Barrier(2), []

    def accept(id: str) -> None:
        barrier.wait()
        outcomes.append(desk.ask("accept", who("clerk", id)))

    threads = [threading.Thread(target=accept, args=(f"clerk-{n}",)) for n in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(isinstance(each, Done) for each in outcomes) == [False, True]
    loser = next(each for each in outcomes if isinstance(each, Refusal))
    assert loser.code == "case/wrong-stage"


def test_an_act_made_ready_for_an_old_case_is_made_ready_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody looks at a material between the check and the acceptance: the acceptance checks again."""
    desk.receive()
    original, tries = Office._prepared, []

    def slow(office: Office, request: Request) -> Any:
        setting = original(office, request)
        if request.verb == "accept" and not tries:
            tries.append(1)
            desk.do("look", who("clerk", "clerk-2"), materials={"身份证": {"state": "flawed"}})
        return setting

    monkeypatch.setattr(Office, "_prepared", slow)
    refused = desk.ask("accept", "clerk")
    assert isinstance(refused, Refusal) and refused.code == "case/not-acceptable"


def test_an_act_on_a_case_that_never_rests_gives_up_with_words(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.receive()
    original = Office._prepared

    def slow(office: Office, request: Request) -> Any:
        setting = original(office, request)
        if request.verb == "accept":
            desk.do("urge", "supervisor", reason="快")
        return setting

    monkeypatch.setattr(Office, "_prepared", slow)
    assert desk.ask("accept", "clerk").code == "case/changed-meanwhile"


def test_a_second_correction_is_held_against_the_first(desk: Desk) -> None:
    desk.receive(facts=RENTED).do("tell", "clerk")
    desk.do(
        "supply",
        "applicant",
        materials={"租赁合同": {"state": "sound"}},
        record={"租赁合同": {"到期日": "2027-03-01"}},
    )
    desk.do("match_copies", "clerk", materials=["租赁合同"])
    desk.do("look", "clerk", materials={"身份证": {"state": "flawed", "flaws": ["不清晰"]}})
    refused = desk.ask("tell", "clerk")
    assert refused.code == "case/told-once"
    desk.do("permit", "supervisor", what="tell", reason="漏看", missed_by="clerk-1").do("tell", "clerk")
    assert desk.state.corrections[1].breaches == ("身份证",)


def test_what_was_told_can_be_said_again_word_for_word(desk: Desk) -> None:
    desk.receive(facts=RENTED).do("tell", "clerk")
    told = desk.state.corrections[0]
    desk.do("supply", "applicant", facts={"场所来源": "自有"})
    then = desk.office.answer(desk.case, who("clerk"), desk.now, upto=told.submitted)
    now = desk.office.answer(desk.case, who("clerk"), desk.now, lang="en")
    assert then is not None and [each.id for each in then.findings] == ["租赁合同"]
    assert now is not None and now.outcome == "accept"
    assert desk.office.answer("nobody", who("clerk"), desk.now) is None


def test_silence_accepts_when_the_last_day_is_over(desk: Desk) -> None:
    desk.on("2026-02-13").receive()
    assert desk.office.run_due(at("2026-02-26", "08:00")) == ()
    reminded = desk.office.run_due(at("2026-02-27", "23:59"))
    assert [each.events[-1].kind for each in reminded if isinstance(each, Done)] == ["reminded"]
    made = desk.office.run_due(at("2026-02-28", "00:01"))
    kinds = [each.events[0].kind for each in made if isinstance(each, Done)]
    assert kinds == ["deemed_accepted", "reminded"], "half of the promised time is used up at once"
    assert str(desk.state.accepted.on) == "2026-02-13"
    clocks = desk.office.clocks(desk.state, date(2026, 3, 2))
    assert {each.kind: str(each.due_on) for each in clocks}["statutory"] == "2026-03-19"


def test_a_timer_whose_case_has_moved_on_does_nothing(desk: Desk) -> None:
    desk.receive().do("accept", "clerk")
    made = desk.office.run_due(at("2026-03-10", "09:01"))
    kinds = [each.events[-1].kind for each in made if isinstance(each, Done)]
    assert "deemed_accepted" not in kinds and {*kinds} == {"reminded"}
    assert all(isinstance(each, Done | Moot) for each in made)


def test_a_worker_gives_back_what_it_could_not_do(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.receive()

    def full(*args: object) -> None:
        raise Unavailable("full")

    with monkeypatch.context() as patched:
        patched.setattr(type(desk.office.store), "fire", full)
        with pytest.raises(Unavailable):
            desk.office.run_due(at("2026-03-10", "08:00"))
    later = at("2026-03-10", "09:00")
    assert "deemed_accepted" in [
        event.kind for each in desk.office.run_due(later) if isinstance(each, Done) for event in each.events
    ]


def test_a_new_calendar_moves_open_due_dates_and_says_why(desk: Desk) -> None:
    desk.receive()
    first = desk.case
    desk.accept()
    closed = overlaid(national_calendar(), Overlay(closed={date(2026, 3, 5): "停电"}, opened={}))
    operator = who("operator")
    made = desk.office.change_calendar(closed, "3 月 5 日停电", operator, desk.now)
    assert len(made) == 2
    event = desk.office.store.events(desk.case)[-1]
    assert (event.kind, event.data["why"]) == ("calendar_changed", "3 月 5 日停电")
    assert event.data["moved"]["promised"] == {"old": "2026-03-16", "new": "2026-03-17"}  # type: ignore[index, call-overload]
    lines = {each.case: each.line.due_on for each in desk.office.listed(Wanted())}
    assert (str(lines[first]), str(lines[desk.case])) == ("2026-03-10", "2026-03-16")
    assert desk.office.change_calendar(closed, "再来一次", operator, desk.now) == ()


def test_a_calendar_that_comes_late_gives_a_date_where_there_was_none(desk: Desk) -> None:
    national = national_calendar()
    short = [year for year in national.years if year.year < national.last.year]
    from engine.calendar import build_calendar

    desk.office.calendar = build_calendar(short)
    desk.now = at(f"{short[-1].year}-12-31")
    desk.receive()
    (made,) = desk.office.change_calendar(national, "新一年的日历", who("operator"), desk.now)
    assert isinstance(made, Done)
    moved: Any = made.events[-1].data["moved"]
    assert moved["tell"]["old"] is None and moved["tell"]["new"]


def test_a_change_of_the_calendar_waits_for_whoever_acts_at_the_same_time(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.receive()
    original, tries = Office._append, []

    def slow(office: Office, request: Request, setting: Any) -> Any:
        if request.verb == "move_dates" and not tries:
            tries.append(1)
            desk.do("urge", "supervisor", reason="快")
        return original(office, request, setting)

    monkeypatch.setattr(Office, "_append", slow)
    closed = overlaid(national_calendar(), Overlay(closed={date(2026, 3, 5): "停电"}, opened={}))
    (made,) = desk.office.change_calendar(closed, "停电", who("operator"), desk.now)
    assert isinstance(made, Done)


NEW_EDITION = SHOP.replace("实施版本: 2026-03-01", "实施版本: 2026-06-01")


def test_an_edition_is_chosen_anew_until_the_receipt(desk: Desk) -> None:
    desk.open()
    newer = NEW_EDITION.replace("自: 2026-01-01", "自: 2026-06-01")
    (desk.folder / "catalog" / "new.yaml").write_text(newer, encoding="utf-8")
    ended = SHOP.replace("  自: 2026-01-01\n", "  自: 2026-01-01\n  至: 2026-05-31\n")
    (desk.folder / "catalog" / "shop.yaml").write_text(ended, encoding="utf-8")
    desk.office.catalog = catalog_in(desk.folder)
    desk.on("2026-06-02").do("pin", "clerk")
    assert (desk.state.terms.edition, str(desk.state.applied_on)) == ("2026-06-01", "2026-06-02")
    assert isinstance(desk.ask("pin", "clerk", case="nobody"), Refusal)


def test_a_faulty_item_or_two_editions_open_no_case(desk: Desk) -> None:
    (desk.folder / "catalog" / "again.yaml").write_text(SHOP + "# 又一份\n", encoding="utf-8")
    desk.office.catalog = catalog_in(desk.folder)
    assert desk.ask("open", "clerk", item="SC-0009").code == "case/two-editions"
    (desk.folder / "catalog" / "again.yaml").unlink()
    (desk.folder / "catalog" / "shop.yaml").write_text(SHOP.replace("判断: 从业人数 ≤ 50", "判断: 人数 ≤ 50"))
    desk.office.catalog = catalog_in(desk.folder)
    assert desk.ask("open", "clerk", item="SC-0009").code == "case/unusable-item"
    (desk.folder / "catalog" / "shop.yaml").write_text("事项名称: [", encoding="utf-8")
    assert desk.ask("open", "clerk", item="SC-0009").code == "case/unusable-item"


def test_a_case_whose_edition_is_lost_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.receive()
    desk.office._books.clear()
    for kept in (None, {"item": "事项名称: ["}):
        monkeypatch.setattr(type(desk.office.store), "edition", lambda store, hash, kept=kept: kept)
        assert desk.ask("accept", "clerk").code == "case/lost-edition"
        assert desk.office.answer(desk.case, who("clerk"), desk.now) is None


def test_an_edition_is_compiled_once_and_then_remembered_by_the_index(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.receive()
    desk.office._books.clear()
    desk.do("check", "clerk")
    desk.office._books.clear()
    monkeypatch.setattr(type(desk.office.store), "edition", lambda store, hash: None)
    desk.do("accept", "clerk")


def test_papers_are_made_and_put_into_the_file(office_folder: Path) -> None:
    made: list[str] = []

    def render(office: Office, case: str, owed: Any, when: Any) -> Rendered | None:
        if owed.paper == "acceptance" and not made:
            return None
        made.append(owed.paper)
        return Rendered(digest=f"sha256:{owed.number}", place=f"{owed.paper}.html")

    with office_in(office_folder, render=render) as desk:
        desk.receive().do("accept", "clerk")
        assert [each.paper for each in desk.office.keep_papers(desk.case, desk.now)] == [
            "receipt",
            "acceptance",
        ]
        assert desk.office.keep_papers(desk.case, desk.now) == ()
        assert [each.kept for each in desk.state.papers] == [f"sha256:{n.number}" for n in desk.state.papers]
        assert desk.office.keep_papers("nobody", desk.now) == ()


def test_without_somebody_who_makes_them_papers_stay_owed(desk: Desk) -> None:
    desk.receive()
    assert desk.office.keep_papers(desk.case, desk.now) == ()


def test_lists_and_timers_can_be_made_anew(desk: Desk) -> None:
    desk.receive()
    before = list(desk.office.listed(Wanted(open=None)))
    desk.office.store.rebuild(lambda events: desk.office.folded(desk.now.date(), events))
    assert list(desk.office.listed(Wanted(open=None))) == before
    assert desk.office.run_due(at("2026-03-10", "00:01"))


def test_long_lists_are_read_to_their_end(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        desk.open()
    original = type(desk.office.store).lines
    monkeypatch.setattr(
        type(desk.office.store),
        "lines",
        lambda store, wanted, cursor, limit: original(store, wanted, cursor, 2),
    )
    assert len(list(desk.office.listed(Wanted()))) == 3


PLUGGED = SHOP.replace(
    "办理流程:",
    """\
  - 编号: R9
    要求: 地址在本市
    插件: 地址/在本市
    判断: 答复.在本市
    不符合时: 地址不在本市。
    怎么改: 请到所在地办。
    依据: 本市小餐饮登记办法 第九条
办理流程:""",
    1,
)


def test_what_a_plug_in_leaves_open_is_settled_by_hand_with_a_reason(office_folder: Path) -> None:
    (office_folder / "catalog" / "shop.yaml").write_text(PLUGGED, encoding="utf-8")
    answers: list[Any] = [None]
    asked: list[str] = []

    def answered(name: str) -> Any:
        asked.append(name)
        return answers[0]

    with office_in(office_folder, asker=lambda rulebook: lambda name, inputs: answered(name)) as desk:
        desk.receive()
        assert desk.ask("accept", "clerk").code == "case/undetermined"
        assert asked == ["地址/在本市"], "asked once, though it is looked at more than once"
        desk.do("check", "clerk")
        assert desk.state.checked.open
        desk.do("settle", "clerk", finding="R9", verdict="unmet", reason="查过地图")
        assert desk.ask("accept", "clerk").code == "case/not-acceptable"
        desk.do("settle", who("clerk", "clerk-2"), finding="R9", verdict="met", reason="看错了")
        desk.do("accept", "clerk")
        assert desk.state.settled == {"R9": "met"}
        answers[0] = {"在本市": True}
        assert desk.receive().do("accept", "clerk").state.settled == {}


PACKAGE_FILES = {
    "part.yaml": SHOP,
    "package.yaml": """\
事项名称: 开店一件事
事项编码: YJS-9
实施版本: 2026-01-01
有效期:
  自: 2026-01-01
进驻部门: 政务局
一句话说明: 一次办好。
依据: 某法 第三条
包含事项:
  - 事项: SC-0009
办结时限:
  承诺: 10 个工作日
  依据: 某法 第四条
收费: 不收费
""",
}


def test_a_package_is_kept_with_its_parts(office_folder: Path) -> None:
    (office_folder / "catalog" / "shop.yaml").unlink()
    for name, text in PACKAGE_FILES.items():
        (office_folder / "catalog" / name).write_text(text, encoding="utf-8")
    with office_in(office_folder) as desk:
        done = desk.ask("open", "clerk", item="YJS-9", facts=FACTS, materials=MATERIALS)
        assert isinstance(done, Done)
        kept = desk.office.store.edition(done.state.terms.edition_hash)
        assert kept is not None and [*kept] == ["SC-0009", "item"]
        edition = desk.office.edition(done.state.terms.edition_hash)
        assert edition is not None and edition.terms == done.state.terms
        assert desk.office.edition("sha256:none") is None


RULES = """\
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="人数" namespace="u" id="d">
  <decision name="人数要求" id="r"><decisionTable hitPolicy="FIRST">
    <input><inputExpression><text>从业人数</text></inputExpression></input>
    <output name="类别"/>
    <rule><inputEntry><text>&gt; 20</text></inputEntry><outputEntry><text>"大"</text></outputEntry></rule>
    <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"小"</text></outputEntry></rule>
  </decisionTable></decision>
</definitions>
"""


def test_decision_files_are_kept_with_the_edition(desk: Desk) -> None:
    table = "对照表:\n  人数要求:\n    决策文件: rules.dmn\n受理条件:"
    text = SHOP.replace("受理条件:", table, 1).replace("前提: 从业人数 > 20", "前提: 人数要求.类别 是 大")
    (desk.folder / "catalog" / "rules.dmn").write_text(RULES, encoding="utf-8")
    (desk.folder / "catalog" / "shop.yaml").write_text(text, encoding="utf-8")
    desk.office.catalog = catalog_in(desk.folder)
    desk.open().open()
    kept = desk.office.store.edition(desk.state.terms.edition_hash)
    assert kept is not None and [*kept] == ["beside/rules.dmn", "item"]
    assert desk.office.edition(desk.state.terms.edition_hash) is not None
    with pytest.raises(Unusable):
        edition_of({"item": kept["item"]})
    part = text.replace("SC-0009", "SC-0008").replace("人数要求", "人数")
    files = {"part/part.yaml": part, "part/rules.dmn": RULES.replace("20", "30")}
    files["package.yaml"] = PACKAGE_FILES["package.yaml"].replace(
        "  - 事项: SC-0009\n", "  - 事项: SC-0009\n  - 事项: SC-0008\n"
    )
    (desk.folder / "catalog" / "part").mkdir()
    for name, content in files.items():
        (desk.folder / "catalog" / name).write_text(content, encoding="utf-8")
    desk.office.catalog = catalog_in(desk.folder)
    assert desk.ask("open", "clerk", case="", item="YJS-9").code == "case/unusable-item"
    with pytest.raises(Unusable):
        edition_of({"item": SHOP.replace("判断: 从业人数 ≤ 50", "判断: 人数 ≤ 50")})


def test_a_centre_has_its_own_days_hours_and_names(tmp_path: Path) -> None:
    assert local_calendar(tmp_path, national_calendar()) is national_calendar()
    assert read_practice(tmp_path).closes_at.hour == 17
    (tmp_path / "calendar.yaml").write_text("停办:\n  2026-03-05: 停电\n", encoding="utf-8")
    assert not local_calendar(tmp_path, national_calendar()).is_workday(date(2026, 3, 5))
    (tmp_path / "center.yaml").write_text(
        "名称: 龙江政务\n下班时间: 16:30\n交接时间: [16:00, 11:00]\n提醒: [80, 100]\n"
        "简称:\n  市场监督管理局: 龙市监\n",
        encoding="utf-8",
    )
    practice = read_practice(tmp_path)
    assert (practice.name, str(practice.closes_at), practice.warn_at) == ("龙江政务", "16:30:00", (80, 100))
    assert [each.hour for each in practice.transfer_at] == [11, 16]
    assert not practice.hold_online and practice.publish_results and not practice.unpublished
    assert (practice.short(MARKET), practice.short("公安局")) == ("龙市监", "公安局")


def test_a_centre_settles_what_goes_online(tmp_path: Path) -> None:
    (tmp_path / "center.yaml").write_text(
        "网上改好再交: 是\n结果公示: 否\n不公示事项: [MZ-0101]\n", encoding="utf-8"
    )
    practice = read_practice(tmp_path)
    assert practice.hold_online and not practice.publish_results
    assert practice.unpublished == {"MZ-0101"}


@pytest.mark.parametrize(
    "text", ["停办:\n  昨天: 停电\n", "停办:\n  2099-01-01: 停电\n", "乱写\n", "停办:\n  2026-03-05:\n"]
)
def test_days_that_cannot_be_read_are_refused_with_their_place(tmp_path: Path, text: str) -> None:
    (tmp_path / "calendar.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LocalUnreadable, match=r"calendar\.yaml"):
        local_calendar(tmp_path, national_calendar())


@pytest.mark.parametrize(
    "text",
    [
        "下班: 17:00\n",
        "下班时间: 晚上\n",
        "名称:\n",
        "交接时间: 11:00\n",
        "提醒: [x]\n",
        "[",
        "- a\n",
        "简称: a\n",
        "结果公示: 也许\n",
        "不公示事项: MZ-0101\n",
    ],
)
def test_a_practice_that_cannot_be_read_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "center.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(LocalUnreadable, match=r"center\.yaml"):
        read_practice(tmp_path)


def test_an_empty_practice_is_the_usual_one(tmp_path: Path) -> None:
    (tmp_path / "center.yaml").write_text("# 还没写\n", encoding="utf-8")
    assert read_practice(tmp_path) == read_practice(tmp_path / "nowhere")


def test_the_date_of_application_counts_for_the_edition_not_the_day_it_was_typed(desk: Desk) -> None:
    desk.on("2026-03-02").open(applied_on="2026-01-15")
    assert str(desk.state.applied_on) == "2026-01-15"
    assert at("2026-03-02") == MARCH


TELLS = """
import json
from engine.hookspecs import hookimpl

def hear(*what):
    with open({path!r}, "a", encoding="utf-8") as file:
        file.write(json.dumps(what, ensure_ascii=False, default=list) + chr(10))

@hookimpl
def event_recorded(event):
    hear(event.kind, event.stage, dict(event.data))

@hookimpl
def correction_told(correction):
    hear(correction.correction, correction.round, correction.findings, str(correction.correct_by))
"""


def test_plug_ins_learn_what_happened_once_and_nothing_personal(office_folder: Path, tmp_path: Path) -> None:
    heard = tmp_path / "heard.jsonl"
    (tmp_path / "plugins").mkdir()
    text = TELLS.replace("{path!r}", repr(str(heard)))
    (tmp_path / "plugins" / "listener.py").write_text(text, encoding="utf-8")
    center = Center(files=tmp_path / "plugins", installed=False)
    assert not center.faults
    with office_in(office_folder, inform=informer(center)) as desk:
        desk.receive(facts=RENTED)
        desk.ask("tell", "clerk", key="k")
        desk.ask("tell", "clerk", key="k")
    lines = [json.loads(line) for line in heard.read_text(encoding="utf-8").splitlines()]
    kinds = ["opened", "original_seen", "received", "checked", "told"]
    assert [line[0] for line in lines] == [*kinds, "市场监督管理局补告〔2026〕0001号"]
    assert lines[4][1] == "correct"
    assert lines[5][1:] == [1, ["租赁合同"], "2026-03-23"]
    assert "示例" not in heard.read_text(encoding="utf-8")


def test_the_office_of_a_store_counts_by_the_calendar_that_was_put_in_force(office_folder: Path) -> None:
    with open_store(place_in(office_folder)) as store:
        first = open_office(store, catalog_in(office_folder), MARCH)
        assert first.waiting is None and first.calendar.digest == national_calendar().digest
        assert calendar_in_force(store) == national_calendar()
        text = "停办:\n  2026-03-05: 停电\n"
        (office_folder / "data" / "calendar.yaml").write_text(text, encoding="utf-8")
        center = Center(installed=False)
        second = open_office(store, catalog_in(office_folder), MARCH, center=center)
        assert second.calendar.digest == first.calendar.digest
        assert second.waiting is not None and not second.waiting.is_workday(date(2026, 3, 5))
        second.change_calendar(second.waiting, "停电", who("operator"), MARCH)
        third = open_office(store, catalog_in(office_folder), MARCH, center=center)
        assert third.waiting is None and not third.calendar.is_workday(date(2026, 3, 5))
        assert third.calendar.years[2].reasons == {date(2026, 3, 5): "停电"}
