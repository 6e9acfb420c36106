"""The studio: no text is lost, a second person approves, an edition begins on its day and ends the last."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.case.store import Place
from engine.catalog.catalog import open_catalog
from engine.item.load import load_file
from tests.web.conftest import Browser
from tests.web.studio import CODE, TEXT, TODAY, Author, catalog_in, house_in, people
from web.app import build_app
from web.demo.catalog import Own, own_catalog
from web.house import House
from web.people.store import People
from web.studio.desk import TABS

NEXT = "2026-04-01"
WORSE = TEXT.replace("前提: 场所来源 是 租赁\n    形式", "前提: 场所来源 是 租凭\n    形式")
BETTER = TEXT.replace("承诺: 10 个工作日", "承诺: 7 个工作日")


@pytest.fixture(scope="module")
def staff() -> Iterator[People]:
    made = people()
    yield made
    made.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return catalog_in(tmp_path)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def house(tmp_path: Path, file: Path, staff: People, cache: Path) -> House:
    return house_in(tmp_path, staff, cache)


@pytest.fixture
def at(house: House) -> Callable[[str], Author]:
    app = build_app(house)
    return lambda login: Author(house, app, login)


def approved(at: Callable[[str], Author], text: str = BETTER, first: str = NEXT) -> tuple[Author, int]:
    """Bring a draft as far as the last step."""
    li, wang = at("li"), at("wang")
    draft = li.begin()
    assert li.write(draft, text).status_code == 303
    answer = li.step(draft, "send", first=first)
    assert answer.status_code == 303, answer.text
    assert wang.step(draft, "approve").status_code == 303
    return li, draft


def test_an_item_is_revised_from_its_text_with_every_comment(at: Callable[[str], Author]) -> None:
    li = at("li")
    page = li.page(li.begin())
    assert "# 这一行是作者的批注" in page and "没有定义错误，样例都过" in page


def test_a_second_author_comes_to_the_draft_that_is_open(at: Callable[[str], Author]) -> None:
    assert at("li").begin() == at("wang").begin()


def test_a_fault_is_told_with_its_place_and_its_cure(at: Callable[[str], Author]) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, WORSE)
    page = li.page(draft)
    line = WORSE[: WORSE.index("租凭")].count("\n") + 1
    assert f"第 {line} 行" in page and "rule/unknown-option" in page and "改成「租赁」" in page


def test_a_cure_is_applied_by_its_button(at: Callable[[str], Author], house: House) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, WORSE)
    key = re.search(r'value="(cure:[^"]+)"', li.page(draft))
    assert key is not None
    assert li.write(draft, WORSE, do=key[1]).status_code == 303
    assert house.drafts is not None
    found = house.drafts.find(draft)
    assert found is not None and house.drafts.text(found) == TEXT


def test_only_what_stands_beside_the_text_is_exchanged_for_a_script(at: Callable[[str], Author]) -> None:
    li = at("li")
    draft = li.begin()
    token = li.token(f"/studio/drafts/{draft}")
    sent = {"_token": token, "text": WORSE, "_version": "1"}
    answer = li.client.post(f"/studio/drafts/{draft}/text", data=sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "<html" not in answer.text and "rule/unknown-option" in answer.text


def test_of_two_authors_at_once_the_second_is_told_and_nothing_is_lost(
    at: Callable[[str], Author], house: House
) -> None:
    li, wang = at("li"), at("wang")
    draft = li.begin()
    seen = wang.version(draft)
    li.write(draft, BETTER)
    answer = wang.write(draft, WORSE, based_on=seen)
    assert answer.status_code == 409 and "李静" in answer.text and "没有丢" in answer.text
    assert house.drafts is not None
    found = house.drafts.find(draft)
    assert found is not None and house.drafts.text(found) == BETTER
    aside = [each for each in house.drafts.versions(draft) if each.kind == "aside"]
    kept = house.drafts.version(draft, aside[0].number)
    assert kept is not None and kept.text == WORSE


def test_the_second_author_may_choose_their_own_text(at: Callable[[str], Author], house: House) -> None:
    li, wang = at("li"), at("wang")
    draft = li.begin()
    seen = wang.version(draft)
    li.write(draft, BETTER)
    wang.write(draft, WORSE, based_on=seen)
    assert wang.write(draft, WORSE, based_on=seen, do="mine").status_code == 303
    assert house.drafts is not None
    texts = {each.number: house.drafts.version(draft, each.number) for each in house.drafts.versions(draft)}
    assert {BETTER, WORSE, TEXT} <= {each.text for each in texts.values() if each is not None}


def test_what_has_a_fault_is_not_sent(at: Callable[[str], Author]) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, WORSE)
    answer = li.step(draft, "send", first=NEXT)
    assert answer.status_code == 422 and "有 1 个定义错误，请先改好" in answer.text


def test_a_sample_that_fails_is_not_sent(at: Callable[[str], Author]) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, TEXT.replace("从业人数: 3", "从业人数: 60"))
    answer = li.step(draft, "send", first=NEXT)
    assert answer.status_code == 422 and "有 1 个样例不过" in answer.text


@pytest.mark.parametrize("day", ["", "2026-03-08", "2026-02-30", "soon"])
def test_no_edition_begins_in_the_past(at: Callable[[str], Author], day: str) -> None:
    li = at("li")
    answer = li.step(li.begin(), "send", first=day)
    assert answer.status_code == 422 and "不能早于今天" in answer.text


def test_whoever_wrote_on_a_draft_cannot_approve_it(at: Callable[[str], Author]) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, BETTER)
    li.step(draft, "send", first=NEXT)
    answer = li.step(draft, "approve")
    assert answer.status_code == 422 and "写过这份草稿的人不能审" in answer.text


def test_a_text_in_review_cannot_be_changed(at: Callable[[str], Author], house: House) -> None:
    li = at("li")
    draft = li.begin()
    li.step(draft, "send", first=NEXT)
    answer = li.write(draft, WORSE)
    assert answer.status_code == 422 and "现在不能改文本" in answer.text
    assert house.drafts is not None and WORSE not in [
        each.text for n in range(1, 9) if (each := house.drafts.version(draft, n)) is not None
    ]


def test_sending_back_needs_a_remark_and_shows_it(at: Callable[[str], Author]) -> None:
    li, wang = at("li"), at("wang")
    draft = li.begin()
    li.step(draft, "send", first=NEXT)
    assert wang.step(draft, "send_back").status_code == 422
    assert wang.step(draft, "send_back", note="面积写错了").status_code == 303
    assert "面积写错了" in li.page(draft, "?tab=history")


def test_an_edition_begins_on_its_day_and_ends_the_one_before(
    at: Callable[[str], Author], file: Path
) -> None:
    li, draft = approved(at)
    assert li.step(draft, "publish").status_code == 303
    new = load_file(file.with_name(f"shop.{NEXT}.yaml")).item
    assert new is not None and (str(new.edition), str(new.valid_from)) == (NEXT, NEXT)
    assert file.read_text() == TEXT.replace("  自: 2026-01-01", "  自: 2026-01-01\n  至: 2026-03-31")


def test_citizens_read_the_new_edition_from_its_day_on(at: Callable[[str], Author], house: House) -> None:
    li, draft = approved(at)
    li.step(draft, "publish")
    later = replace(house, now=lambda: TODAY.replace(month=4, day=1))
    assert "10 个工作日" in Browser(house).get(f"/items/{CODE}").text
    assert "7 个工作日" in Browser(later).get(f"/items/{CODE}").text


def test_publishing_twice_writes_once(at: Callable[[str], Author], house: House, file: Path) -> None:
    li, draft = approved(at)
    for _ in range(2):
        assert li.step(draft, "publish", _key="one").status_code == 303
    assert len(list(file.parent.iterdir())) == 2
    assert house.drafts is not None
    assert [step.verb for step in house.drafts.steps(draft)].count("publish") == 1


def test_a_publication_that_broke_off_is_finished_by_another_try(
    at: Callable[[str], Author], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    li, draft = approved(at)
    renamed = os.replace
    calls = []

    def once(source: Path, target: Path) -> None:
        calls.append(target)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        renamed(source, target)

    monkeypatch.setattr("web.studio.publish.os.replace", once)
    assert li.step(draft, "publish").status_code == 422
    monkeypatch.undo()
    assert li.step(draft, "publish").status_code == 303
    assert "至: 2026-03-31" in file.read_text() and len(list(file.parent.iterdir())) == 2


def test_a_catalogue_that_cannot_be_written_is_said_and_the_draft_is_kept(
    at: Callable[[str], Author], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    li, draft = approved(at)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("web.studio.publish.os.fsync", refuse)
    answer = li.step(draft, "publish")
    assert answer.status_code == 422 and "事项目录写不进去" in answer.text
    assert [each.name for each in file.parent.iterdir()] == [file.name] and "审过，等发布" in li.page(draft)


def test_a_draft_whose_base_was_passed_by_is_not_published(
    at: Callable[[str], Author], house: House, file: Path
) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, BETTER)
    file.write_text(TEXT.replace("10 个工作日", "9 个工作日"), encoding="utf-8")
    os.utime(file, ns=(1, 1))
    house.shelf.renew()
    answer = li.step(draft, "send", first=NEXT)
    assert answer.status_code == 422 and "底稿之后又发布了新的一版" in answer.text
    assert li.step(draft, "rebase").status_code == 303
    assert li.step(draft, "send", first=NEXT).status_code == 303


def test_the_code_and_the_department_of_a_draft_stay(at: Callable[[str], Author]) -> None:
    li = at("li")
    draft = li.begin()
    li.write(
        draft,
        TEXT.replace("SC-0009", "SC-0010").replace("进驻部门: 市场监督管理局\n一", "进驻部门: 税务局\n一"),
    )
    answer = li.step(draft, "send", first=NEXT)
    assert answer.status_code == 422
    assert "事项编码要和草稿的一样：SC-0009" in answer.text and "进驻部门要是市场监督管理局" in answer.text


def test_drafts_and_items_of_another_department_do_not_exist(at: Callable[[str], Author]) -> None:
    li, chen = at("li"), at("chen")
    draft = li.begin()
    paths = (f"/studio/drafts/{draft}", f"/studio/drafts/{draft}/guide", f"/studio/items/{CODE}")
    assert [chen.get(path).status_code for path in paths] == [404, 404, 404]
    assert chen.send("/studio/drafts", "/studio", **{"from": CODE}).status_code == 404
    assert "小餐饮登记" not in chen.get("/studio").text


def test_a_supervisor_reviews_and_never_writes(at: Callable[[str], Author]) -> None:
    li, zhao = at("li"), at("zhao")
    draft = li.begin()
    li.step(draft, "send", first=NEXT)
    assert zhao.step(draft, "approve").status_code == 303
    assert zhao.write(draft, WORSE).status_code == 404


def test_a_new_item_begins_from_the_template_in_its_department(at: Callable[[str], Author]) -> None:
    li = at("li")
    page = li.page(li.begin(name="露天演出登记", code="SC-0777"))
    assert "事项编码: SC-0777" in page and "进驻部门: 市场监督管理局" in page


@pytest.mark.parametrize(
    ("name", "code"), [("", "SC-1"), ("演出", ""), ("演出", "../x"), ("演出", CODE), ("一\n二", "SC-1")]
)
def test_a_new_item_needs_a_name_and_a_free_code(at: Callable[[str], Author], name: str, code: str) -> None:
    answer = at("li").send("/studio/drafts", "/studio", name=name, code=code)
    assert answer.status_code == 422


def test_who_wrote_reviewed_and_published_stands_with_the_edition(at: Callable[[str], Author]) -> None:
    li, draft = approved(at)
    li.step(draft, "publish")
    page = li.get(f"/studio/items/{CODE}").text
    assert "李静 写" in page and "王芳 审" in page and "李静 2026-03-09 发布" in page
    compared = li.get(f"/studio/items/{CODE}/{NEXT}").text
    assert re.search(r"<del>.*?10.*?</del>", compared) and re.search(r"<ins>.*?7.*?</ins>", compared)


@pytest.mark.parametrize("text", [BETTER, WORSE, "：：\n", "", "事项名称: [", "a: b"])
def test_every_tab_stands_whatever_is_written(at: Callable[[str], Author], text: str) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, text)
    for tab in TABS:
        li.page(draft, f"?tab={tab}")
    li.page(draft, "?view=form")


def test_the_matrix_says_who_needs_what_when(at: Callable[[str], Author]) -> None:
    li = at("li")
    page = li.page(li.begin(), "?tab=matrix")
    row = page[page.index('<th scope="row">租赁合同') :].partition("</tr>")[0]
    assert re.findall(r'class="n-(\w+)"', row) == ["not_needed", "needed"]


def test_the_samples_of_the_edition_before_show_what_changes_for_whom(at: Callable[[str], Author]) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, TEXT.replace("从业人数 ≤ 50", "从业人数 ≤ 2"))
    page = li.page(draft, "?tab=changes")
    assert "自有的店" in page and "不予受理" in page


def test_a_text_saved_earlier_can_be_taken_again(at: Callable[[str], Author], house: House) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, WORSE)
    page = li.get(f"/studio/drafts/{draft}/versions/1").text
    assert "换成这一稿" in page and "<ins>" in page


def test_the_editor_may_add_its_styles_and_nothing_else(at: Callable[[str], Author]) -> None:
    li = at("li")
    answer = li.get(f"/studio/drafts/{li.begin()}")
    nonce = re.search(r'data-nonce="([^"]+)"', answer.text)
    policy = answer.headers["content-security-policy"]
    assert nonce is not None and f"style-src 'self' 'nonce-{nonce[1]}'" in policy
    assert "script-src 'self';" in policy and "unsafe" not in policy
    assert "nonce" not in li.get("/studio").headers["content-security-policy"]


def test_the_editor_knows_every_key_and_the_words_it_takes(at: Callable[[str], Author]) -> None:
    places = at("li").get("/studio/keys?lang=zh").json()
    assert "申请材料" in [key for key, _ in places[""]["keys"]]
    assert [word for word, _ in places["申请材料/*"]["words"]["形式"]] == ["原件", "复印件", "电子", "纸质"]
    assert places["申请材料/*/登记"]["words"]["*"]


def test_a_thing_is_added_and_removed_in_the_form(at: Callable[[str], Author], house: House) -> None:
    li = at("li")
    draft = li.begin()
    address = f"/studio/drafts/{draft}"
    for act in ("add:materials", "remove:materials.4"):
        answer = li.send(f"{address}/form", address, _version=li.version(draft), do=act)
        assert answer.status_code == 303
        assert ("名称: 新材料" in li.page(draft)) == act.startswith("add")


@pytest.mark.parametrize("version", ["", "0", "99", "x", "²", "1" * 40])
def test_a_form_made_from_a_text_that_is_gone_changes_nothing(
    at: Callable[[str], Author], version: str
) -> None:
    li = at("li")
    draft = li.begin()
    address = f"/studio/drafts/{draft}"
    fields = {"p:summary": "改掉", "_version": version}
    answer = li.send(f"{address}/form", address, **fields)
    assert answer.status_code == 422 and "页面太旧了" in answer.text and "改掉" not in li.page(draft)


def test_the_day_and_the_remark_that_were_typed_stay_when_a_step_is_refused(
    at: Callable[[str], Author],
) -> None:
    li = at("li")
    draft = li.begin()
    li.write(draft, WORSE)
    page = li.step(draft, "send", first=NEXT, note="请看时限").text
    assert f'value="{NEXT}"' in page and "请看时限</textarea>" in page


def test_a_demonstration_has_a_catalogue_of_its_own(house: House, file: Path, tmp_path: Path) -> None:
    desk = Own(
        console=None,
        catalog_path=file.parents[1],
        cache_path=None,
        catalog=open_catalog(file.parents[1]),
        center=house.center,
    )
    place = Place(data=tmp_path / "demo" / "data", keys=tmp_path / "demo" / "keys")
    own = own_catalog(desk, place)
    (own.catalog_path / "market" / "shop.yaml").write_text("改了", encoding="utf-8")
    assert file.read_text() == TEXT
    assert (own_catalog(desk, place).catalog_path / "market" / "shop.yaml").read_text() == "改了"
