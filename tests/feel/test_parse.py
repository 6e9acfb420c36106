"""Both profiles read what they should, refuse the rest with a place and a sentence, and never raise."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel.mistakes import mistakes
from engine.feel.parse import LENGTH, Parsed, ParsedTests, Profile, parse, parse_tests
from tests.feel.kit import texts
from tests.feel.plain_trees import plain

PROFILES: tuple[Profile, ...] = ("standard", "item")
NAMES = ("面积", "楼层", "用明火", "要挂招牌", "场所来源", "有执照", "有合同", "招牌", "申请日期")

# As they stand in the item files of a restaurant, a food permit and a senior card.
SENTENCES = """
申请人身份 is 个体工商户
申请人身份 是 个体工商户
场所来源 是 他人无偿提供
从业人数
营业执照.有效期至 >= applied_on
营业执照.有效期至 ≥ 申请日期
租赁合同.到期日 >= applied_on + 6 months
租赁合同.到期日 ≥ 申请日期 + 6 个月
租赁合同.承租方 = applicant.name
租赁合同.承租方 = 申请人.名称
要挂招牌
消防要求.核查方式 是 上门核查
消防要求.消防类别 不是 禁止
招牌.效果图 已提交
答复.距离 ≥ 10
计划开业日 ≥ 申请日期 + 9 个工作日
若 消防要求.核查方式 是 上门核查 则 9 个工作日 否则 5 个工作日
身份证.出生日期 + 60 年 ≤ 申请日期
5 个工作日
20 workdays
""".strip().splitlines()
CELLS = [
    "-",
    "地下",
    "> 300",
    "100 到 300",
    "二层以上, 地下",
    "是",
    "否",
    "1 to 200",
    "不是 地下",
    "非(自有, 租赁)",
]


def _tree(text: str, profile: Profile = "item", names: tuple[str, ...] = ()) -> object:
    parsed = parse(text, profile=profile, names=names)
    assert parsed.problems == (), text
    return plain(parsed.tree)


def _refused(text: str, profile: Profile = "item", names: tuple[str, ...] = NAMES) -> tuple[str, str]:
    parsed = parse(text, profile=profile, names=names)
    assert parsed.tree is None
    return parsed.problems[0].kind.code, parsed.problems[0].kind.zh.format_map(parsed.problems[0].values)


@pytest.mark.parametrize("text", SENTENCES)
def test_what_authors_write_is_read(text: str) -> None:
    assert _tree(text)


@pytest.mark.parametrize("text", CELLS)
def test_cells_are_read(text: str) -> None:
    parsed = parse_tests(text, profile="item")
    assert parsed.problems == ()
    assert parsed.tree is not None


def test_all_texts_of_the_conformance_kit_are_read() -> None:
    for text, names in texts():
        assert parse(text, profile="standard", names=names).problems == (), text


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("甲 是 乙 且 丙 不是 丁", "甲 is 乙 and 丙 is not 丁"),
        ("甲 属于 [乙, 丙] 或 丁 不属于 (戊, 己)", "甲 in [乙, 丙] or 丁 not in (戊, 己)"),
        ("甲 在 1 到 3 之间", "甲 between 1 and 3"),
        ("甲 属于 (1 到 3, > 5)", "甲 in (1 to 3, > 5)"),
        ("若 甲 则 1 否则 2", "if 甲 then 1 else 2"),
        ("每个 x 属于 甲 都满足 x > 1", "every x in 甲 satisfies x > 1"),
        ("有 x 属于 甲 满足 x > 1", "some x in 甲 satisfies x > 1"),
        ("对每个 x 属于 甲 得出 x + 1", "for x in 甲 return x + 1"),
        ("非 甲 或 非(乙)", "not 甲 or not(乙)"),
        ("甲 已提交 且 乙 未提交", "甲 submitted and 乙 not submitted"),
        ("甲 已提交 且 乙 未提交", "甲 is submitted and 乙 is not submitted"),
        ("甲 已填 且 乙 未填", "甲 filled and 乙 unfilled"),
        ("甲 是 是 或 乙 是 否", "甲 is yes or 乙 is no"),
        ("甲 = 空值", "甲 = null"),
        ("甲 + 6 个月 + 1 年 − 3 天".replace("−", "-"), "甲 + 6 months + 1 year - 3 days"),
        ("甲 ≥ 1 且 乙 ≤ 2 且 丙 ≠ 3", "甲 >= 1 and 乙 <= 2 and 丙 != 3"),
        ("（甲＞１）且 乙 是 “丙”", '(甲>1) and 乙 is "丙"'),
    ],
)
def test_both_languages_make_the_same_tree(chinese: str, english: str) -> None:
    assert _tree(chinese) == _tree(english)


@pytest.mark.parametrize(
    ("item", "standard"),
    [
        ("甲 ≥ 乙 + 6 个月", '甲 >= 乙 + @"P6M"'),
        ("甲.丙 是 “丁”", '甲.丙 = "丁"'),
        ("若 甲 则 [1..3] 否则 (1..3[", "if 甲 then [1..3] else (1..3)"),
        ("甲 在 1 到 2 之间", "甲 between 1 and 2"),
        ("甲 属于 (1 到 3, = 7)", "甲 in ([1..3], = 7)"),
    ],
)
def test_both_profiles_make_the_same_tree(item: str, standard: str) -> None:
    assert _tree(item) == _tree(standard, "standard")


def test_chains_are_one_node_however_long() -> None:
    for sign in ("+", "*", "and", "or"):
        parsed = parse(f" {sign} ".join(["a"] * 2000), profile="standard")
        assert parsed.tree is not None
        assert len(getattr(parsed.tree, "operands", getattr(parsed.tree, "rest", ()))) >= 1999


def test_spans_cover_the_words_of_each_node() -> None:
    text = "甲 且 （乙 + 1 ＞ 2）"
    parsed = parse(text, profile="item")
    assert parsed.tree is not None
    assert parsed.tree.span == (0, len(text))
    left, right = parsed.tree.operands  # type: ignore[union-attr]  # the sentence is an `and`
    assert text[slice(*left.span)] == "甲"
    assert text[slice(*right.span)] == "（乙 + 1 ＞ 2）"


@pytest.mark.parametrize("mistake", mistakes(), ids=lambda mistake: mistake.typed)
def test_a_mistake_gets_its_sentence_and_its_cure_can_be_read(mistake: object) -> None:
    typed, cure = mistake.typed, mistake.cure  # type: ignore[attr-defined]  # a Mistake, typed by its table
    code, says = _refused(typed)
    assert (code, says) == ("feel/syntax", mistake.zh)  # type: ignore[attr-defined]  # as above
    if cure is not None and typed.count(" ") < 4 and "、" not in typed:
        problem = parse(typed, profile="item", names=NAMES).problems[0]
        cured = typed[: problem.span[0]] + cure + typed[problem.span[1] :]
        assert parse(cured, profile="item", names=NAMES).tree is not None, cured


@pytest.mark.parametrize(
    ("typed", "spaced"),
    [
        ("有执照且有合同", "有执照 且 有合同"),
        ("场所来源是租赁", "场所来源 是 租赁"),
        ("面积 > 3 且 有执照或有合同且用明火", "有执照 或 有合同 且 用明火"),
        ("招牌.效果图已提交", "效果图 已提交"),
        ("面积在100到300之间", "面积 在 100到300之间"),
        ("有执照 且有合同", "且 有合同"),
        ("有执照且 有合同", "有执照 且"),
    ],
)
def test_names_that_swallowed_a_keyword_are_set_apart(typed: str, spaced: str) -> None:
    parsed = parse(typed, profile="item", names=NAMES)
    problem = parsed.problems[0]
    assert problem.kind.code == "feel/joined-names"
    assert problem.replacement == spaced
    cured = typed[: problem.span[0]] + spaced + typed[problem.span[1] :]
    assert parse(cured, profile="item", names=NAMES).tree is not None


def test_a_name_with_a_keyword_inside_is_a_name_when_it_is_known() -> None:
    assert parse("有执照且有合同", profile="item", names=(*NAMES, "有执照且有合同")).tree is not None
    assert parse("户籍地 = 且末县", profile="item", names=NAMES).tree is not None


def test_unlike_is_no_value_in_an_item() -> None:
    assert "不是" in _refused("(≠ 10) = 楼层")[1]
    assert parse("面积 属于 (≠ 10, 3)", profile="item", names=NAMES).tree is not None
    assert parse("(!= 10) = (!= 10)", profile="standard").tree is not None


def test_comparisons_in_a_row_are_refused_in_items_only() -> None:
    assert _refused("1 < 面积 < 10")[0] == "feel/chained-comparison"
    assert parse("(1 < 面积) = 用明火", profile="item", names=NAMES).tree is not None
    assert parse("1 < 2 < 3", profile="standard").tree is not None


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1" * (LENGTH + 1), "feel/too-long"),
        ("(" * 65 + "1" + ")" * 65, "feel/too-deep"),
        ("[" * 16_000, "feel/too-deep"),
        ("-" * 16_000 + "1", "feel/too-deep"),
        ("a" + ".b" * 8_000, "feel/too-deep"),
        ("a" + "[1]" * 5_000, "feel/too-deep"),
        ("if a then " * 1_500, "feel/too-deep"),
        ("for x in " * 1_700, "feel/too-deep"),
        ("(" * 64 + "1" + ")" * 64, ""),
        ("1" + " + 1" * 4_000, ""),
        ("if a then b else " * 100 + "c", ""),
    ],
)
def test_limits_hold(profile: Profile, text: str, code: str) -> None:
    problems = parse(text, profile=profile).problems
    assert [problem.kind.code for problem in problems] == ([code] if code else [])


def test_what_is_open_is_said() -> None:
    assert "没有合上" in _refused("(面积 > 3")[1]
    assert "没有写完" in _refused("若 用明火 则 3")[1]
    assert "没有写完" in _refused("面积 >")[1]
    assert "引号" in _refused("场所来源 是 “租赁")[1]
    assert _refused("", "standard")[0] == "feel/syntax"


def test_names_in_scope_change_the_reading() -> None:
    assert _tree("a-b", "standard", ("a-b",)) != _tree("a-b", "standard")
    assert parse("Full Name", profile="standard").tree is None
    assert _tree("Full Name", "standard", ("Full Name",)) == ("Name", ("name", "Full Name"))


def test_threads_with_other_scopes_do_not_disturb_each_other() -> None:
    def read(turn: int) -> object:
        return _tree("a-b + c d", "standard", ("a-b", "c d") if turn % 2 else ("c d",))

    with ThreadPoolExecutor(4) as pool:
        trees = list(pool.map(read, range(200)))
    assert len(set(trees[::2])) == len(set(trees[1::2])) == 1
    assert trees[0] != trees[1]


def _never_raises(text: str) -> None:
    for profile in PROFILES:
        readers: tuple[Parsed, ParsedTests] = (
            parse(text, profile=profile, names=NAMES),
            parse_tests(text, profile=profile, names=NAMES),
        )
        for parsed in readers:
            assert (parsed.tree is None) == bool(parsed.problems)
            for problem in parsed.problems:
                assert 0 <= problem.span[0] <= problem.span[1] <= max(len(text), 1)
                assert problem.kind.zh.format_map(problem.values)
                assert problem.kind.en.format_map(problem.values)


def test_every_beginning_of_a_sentence_is_read_or_refused() -> None:
    extra = ['{a b: [1, ]2..3[], "c": function(x: list<date>) x[1].y}', 'not(< 3, "a\\u0041", @"P1D")']
    for text in [*SENTENCES, *CELLS, *extra]:
        for end in range(len(text) + 1):
            _never_raises(text[:end])


_PIECES = (
    "[", "]", "(", ")", "{", "}", "<", ">", "..", ".", ",", ":", '"', '@"', "-", "+", "*",
    "**", "/", "=", "!=", "a", "1", "且", "或", "是", "不是", "if", "then", "else", "for",
    "in", "return", "some", "satisfies", "function", "instance_of", "list", "not", "not(",
    "between", "and", "?", "“", "”", "6个月", "有", "\\\\", "😀", "每个", "到", "之间", "external",
    "->", "已提交",
)  # fmt: skip


def test_pieces_in_any_order_are_read_or_refused() -> None:
    dice = random.Random(7)
    for _ in range(300):
        pieces = [dice.choice(_PIECES).replace("_", " ") for _ in range(dice.randrange(1, 20))]
        _never_raises(dice.choice(["", " "]).join(pieces))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    _never_raises(text)
