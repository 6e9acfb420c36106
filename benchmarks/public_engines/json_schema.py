"""jsonschema-rs: JSON Schema, which spells its rules in its own way."""

from __future__ import annotations

import importlib

from benchmarks.public_engines.adapter import Adapter, Json


def json_schema() -> Adapter:
    """jsonschema-rs: all rules in one compiled schema; the place of an error names its rule."""
    package = importlib.import_module("jsonschema_rs")
    rules = schema_rules()
    names = [name for name, _ in rules]
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "allOf": [{"not": wrong} for _, wrong in rules],
    }
    validator = package.validator_for(whole)

    def find(submission: Json) -> list[str]:
        places = sorted(error.schema_path[1] for error in validator.iter_errors(submission))
        return [names[place] for place in places]

    return Adapter("jsonschema-rs", list(dict.fromkeys(names)), find)


def schema_rules() -> list[tuple[str, Json]]:
    """Say what JSON Schema can: nothing that compares two values, counts months or knows the day."""
    needs = schema_needs()
    rules: list[tuple[str, Json]] = [
        ("T1", entry("营业执照", "含餐饮", {"const": False})),
        ("T2", fact("经营面积", {"exclusiveMaximum": 8})),
        *schema_fields(),
    ]
    for name, need in needs.items():
        if name == "不动产权证书":
            rules.append(("场所权属证明", {"allOf": [need, lacking("不动产权证书"), lacking("购房合同")]}))
        elif name not in ("购房合同", "食品安全承诺书"):
            rules.append((name, {"allOf": [need, lacking(name)]}))
        if name == "培训合格证":
            many = fact("从业人数", {"minimum": 11, "maximum": 200})
            few = fact("从业人数", {"minimum": 1, "maximum": 10})
            two = {"allOf": [many, paper(name, "copies", {"exclusiveMaximum": 2})]}
            one = {"allOf": [few, paper(name, "copies", {"exclusiveMaximum": 1})]}
            rules.append((name, {"anyOf": [two, one]}))
        if name == "平面布局图":
            rules.append((name, paper(name, "copies", {"exclusiveMaximum": 2})))
        rules.append((name, {"allOf": [need, paper(name, "state", {"const": "flawed"})]}))
        if name == "油烟检测报告":
            rules.append(("R14", {"allOf": [need, entry(name, "达标", {"const": False})]}))
    small = {"allOf": [fact("经营面积", {"maximum": 60}), fact("厨房面积", {"exclusiveMaximum": 6})]}
    large = {
        "allOf": [fact("经营面积", {"exclusiveMinimum": 60}), fact("厨房面积", {"exclusiveMaximum": 10})]
    }
    rules.append(("R16", {"anyOf": [small, large]}))
    cold = fact("经营项目", {"enum": ["冷食", "糕点"]})
    warm = fact("冷藏温度", {"not": {"minimum": 0, "maximum": 8}})
    rules.append(("R17", {"allOf": [cold, warm]}))
    return rules


def schema_needs() -> dict[str, Json]:
    """Say when each material is needed, in JSON Schema."""
    fire, no_fire = fact("用明火", {"const": True}), fact("用明火", {"const": False})

    def area(**bounds: int) -> Json:
        return fact("经营面积", bounds)

    return {
        "经营者身份证": fact("申请人身份", {"const": "个体工商户"}),
        "法定代表人身份证": fact("申请人身份", {"const": "企业"}),
        "不动产权证书": fact("场所来源", {"const": "自有"}),
        "购房合同": fact("场所来源", {"const": "自有"}),
        "租赁合同": fact("场所来源", {"const": "租赁"}),
        "场所使用证明": fact("场所来源", {"const": "他人无偿提供"}),
        "培训合格证": {},
        "平面布局图": {},
        "消防意见书": {"anyOf": [area(exclusiveMinimum=300), {"allOf": [area(minimum=100), fire]}]},
        "消防承诺书": {
            "anyOf": [
                {"allOf": [area(minimum=100, maximum=300), no_fire]},
                {"allOf": [area(exclusiveMaximum=100), fire]},
            ]
        },
        "油烟检测报告": {"allOf": [fire, area(exclusiveMinimum=50)]},
        "食品安全承诺书": {},
    }


def schema_fields() -> list[tuple[str, Json]]:
    """Say for each field that it is missing from a closed submission, or not possible."""
    fits: dict[str, Json] = {
        "申请人身份": {"enum": ["个体工商户", "企业"]},
        "场所来源": {"enum": ["自有", "租赁", "他人无偿提供"]},
        "经营项目": {"enum": ["热食", "冷食", "糕点", "饮品"]},
        "经营面积": {"minimum": 1, "maximum": 5000},
        "用明火": {},
        "从业人数": {"minimum": 1, "maximum": 200},
        "厨房面积": {"minimum": 1, "maximum": 5000},
        "冷藏温度": {"minimum": -30, "maximum": 30},
        "开业日期": {},
        "从业人员": {},
    }
    wrong: list[tuple[str, Json]] = []
    for name, schema in fits.items():
        missing = {"allOf": [CLOSED, {"not": fact(name, {})}]}
        wrong.append((name, {"anyOf": [missing, fact(name, {"not": schema})]} if schema else missing))
    return wrong


def lacking(name: str) -> Json:
    """Say that a material is absent, or that a closed submission does not mention it."""
    silent = {"allOf": [CLOSED, {"not": has("materials", has(name, {}))}]}
    return {"anyOf": [paper(name, "state", {"const": "absent"}), silent]}


def has(key: str, schema: Json) -> Json:
    """Say in JSON Schema that a key is there and its value fits."""
    return {"required": [key], "properties": {key: schema}}


def fact(name: str, schema: Json) -> Json:
    return has("facts", has(name, schema))


def paper(name: str, key: str, schema: Json) -> Json:
    return has("materials", has(name, has(key, schema)))


def entry(name: str, key: str, schema: Json) -> Json:
    return has("materials", has(name, has("record", has(key, schema))))


CLOSED = has("closed", {"const": True})
