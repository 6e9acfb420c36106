"""Faults as people and machines read them."""

from __future__ import annotations

import json

import pytest

from engine.cli.report import Files, in_order, render, verdict
from engine.cli.width import ambiguous_width, printable, width
from engine.fault import Cure, Fault, FaultKind
from engine.source import Source

PATH = "catalog/market/SC-0107.yaml"


def kind(code: str, zh: str, **more: str) -> FaultKind:
    words = {"en": "wrong", "why_zh": "因为", "why_en": "because", "wrong": "错", "right": "对"} | more
    return FaultKind(code=code, zh=zh, **words)  # type: ignore[arg-type]  # all of them are texts


def at(line: int, column: int, end: int, path: str = PATH) -> Source:
    return Source(path=path, line=line, column=column, end_column=end)


OPTION = Fault(
    kind=kind("rule/unknown-option", "「{field}」没有「{name}」这个选项。可选：自有、租赁、他人无偿提供。"),
    source=at(15, 16, 18),
    values={"field": "场所来源", "name": "租凭"},
    nearest=("租赁",),
    cure=Cure(source=at(15, 16, 18), text="租赁"),
)
SAME = Fault(
    kind=kind("item/same-id", "两条审查要点都叫「R2」。请给后一条换一个编号，例如「R3」。"),
    source=at(31, 9, 11),
    also=at(24, 9, 11),
)
HINT = Fault(kind=kind("item/unused-field", "没有用到。", level="reminder"), source=at(3, 1, 2))


def files() -> Files:
    lines = [""] * 40
    lines[14] = "    前提: 场所来源 是 租凭"
    lines[23] = lines[30] = "  - 编号: R2"
    return Files(texts={PATH: "\n".join(lines)}, names={PATH: "食品经营许可（小餐饮）"})


def test_full_report_is_that_of_the_style_guide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YICI_AMBIGUOUS", raising=False)
    assert render([SAME, OPTION], files=files()) == (
        "食品经营许可（小餐饮）  catalog/market/SC-0107.yaml:15:16              [rule/unknown-option]\n"
        "   15 │     前提: 场所来源 是 租凭\n"
        "      │                       ^^^^\n"
        "   「场所来源」没有「租凭」这个选项。可选：自有、租赁、他人无偿提供。您是不是要写「租赁」？\n"
        "   能自动改：yici lint --fix\n"
        "\n"
        "食品经营许可（小餐饮）  catalog/market/SC-0107.yaml:31:9                      [item/same-id]\n"
        "   31 │   - 编号: R2\n"
        "      │           ^^\n"
        "   24 │   - 编号: R2\n"
        "      │           ^^ 第一次在这里\n"
        "   两条审查要点都叫「R2」。请给后一条换一个编号，例如「R3」。"
    )


def test_concise_is_one_line_a_fault() -> None:
    assert render([OPTION], form="concise") == (
        "catalog/market/SC-0107.yaml:15:16: rule/unknown-option 「场所来源」没有「租凭」这个选项 [能自动改]"
    )


def test_json_holds_place_nearest_and_cure() -> None:
    (fault,) = json.loads(render([OPTION], form="json"))["faults"]
    assert (fault["code"], fault["level"], fault["line"]) == ("rule/unknown-option", "fault", 15)
    assert (fault["column"], fault["end_column"], fault["nearest"]) == (16, 18, ["租赁"])
    place = {"start": {"line": 15, "column": 16}, "end": {"line": 15, "column": 18}}
    assert fault["cure"] == place | {"text": "租赁"}


def test_no_faults_are_an_empty_list() -> None:
    assert json.loads(render([], form="json")) == {"faults": []}
    assert render([]) == render([], form="concise") == render([], form="github") == ""


def test_sarif_counts_code_points() -> None:
    log = json.loads(render([OPTION, SAME, HINT], form="sarif"))
    (run,) = log["runs"]
    assert (log["version"], run["columnKind"]) == ("2.1.0", "unicodeCodePoints")
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [r["ruleId"] for r in run["results"]]
    assert [result["level"] for result in run["results"]] == ["note", "error", "error"]
    change = run["results"][1]["fixes"][0]["artifactChanges"][0]
    assert change["replacements"][0]["deletedRegion"] == {"startLine": 15, "startColumn": 16, "endColumn": 18}
    assert run["results"][2]["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 24


def test_github_escapes_what_has_a_meaning() -> None:
    fault = Fault(
        kind=kind("item/x", "甲%乙\n丙：{name}"), source=at(1, 1, 2, "a,b:c.yaml"), values={"name": "d"}
    )
    assert render([fault, HINT], form="github").split("\n") == [
        "::error file=a%2Cb%3Ac.yaml,line=1,endLine=1,col=1,endColumn=2,title=item/x::甲%25乙%0A丙：d",
        f"::warning file={PATH},line=3,endLine=3,col=1,endColumn=2,title=item/unused-field::没有用到。",
    ]


def test_reminder_says_so() -> None:
    assert render([HINT]).split("\n")[0].endswith("[提醒 item/unused-field]")
    assert render([HINT], lang="en").split("\n")[0].endswith("[reminder item/unused-field]")


def test_faults_stand_in_order_and_once() -> None:
    assert in_order([SAME, OPTION, SAME, HINT]) == (HINT, OPTION, SAME)


@pytest.mark.parametrize(
    ("faults", "zh", "en"),
    [
        ([], "检查 3 个事项：没有定义错误。0.8 秒", "Checked 3 items: no faults. 0.8 s"),
        (
            [OPTION, SAME, HINT],
            "检查 3 个事项：2 个定义错误、1 个提醒，其中 1 个能自动改（--fix）。0.8 秒",
            "Checked 3 items: 2 faults, 1 reminder, 1 curable with --fix. 0.8 s",
        ),
        (
            [HINT],
            "检查 3 个事项：没有定义错误，有 1 个提醒。0.8 秒",
            "Checked 3 items: no faults, 1 reminder. 0.8 s",
        ),
    ],
)
def test_verdict_counts(faults: list[Fault], zh: str, en: str) -> None:
    assert verdict(faults, items=3, seconds=0.8) == zh
    assert verdict(faults, items=3, seconds=0.8, lang="en") == en


def test_ambiguous_signs_are_narrow_unless_told() -> None:
    assert (width("“甲”"), width("“甲”", 2)) == (4, 6)
    assert (ambiguous_width({}), ambiguous_width({"YICI_AMBIGUOUS": "2"})) == (1, 2)


def test_caret_follows_the_width_of_what_stands_before(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = Fault(kind=kind("item/x", "错。"), source=at(1, 5, 6))
    shown = Files(texts={PATH: "“甲”，x"})
    monkeypatch.delenv("YICI_AMBIGUOUS", raising=False)
    assert render([fault], files=shown).split("\n")[2] == "      │ " + " " * 6 + "^"
    monkeypatch.setenv("YICI_AMBIGUOUS", "2")
    assert render([fault], files=shown).split("\n")[2] == "      │ " + " " * 8 + "^"


def test_line_cannot_steer_the_terminal() -> None:
    assert printable("a\x1b[31mb\t\u202ec") == "a·[31mb    ·c"


def test_very_long_line_is_cut_around_the_words() -> None:
    fault = Fault(kind=kind("item/x", "错。"), source=at(1, 5001, 5003))
    _, line, caret, _ = render([fault], files=Files(texts={PATH: "字" * 5000 + "错了" + "字" * 5000})).split(
        "\n"
    )
    assert width(line) < 180
    start = width(caret.split("^")[0])
    assert line.startswith("    1 │ …") and line.endswith("…")
    assert width(line[: line.index("错")]) == start


def test_place_outside_the_text_is_still_reported() -> None:
    fault = Fault(kind=kind("item/x", "错。"), source=at(99, 1, 2))
    assert render([fault], files=files()).split("\n")[1:] == ["   错。"]
