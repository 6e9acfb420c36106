"""What samples hand in is checked against the item."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.item.lint import sample_values, unknown_finding

Found = Callable[..., list[tuple[str, str]]]

MORE = """\
申请表:
  招牌:
    问: 挂哪几块招牌？
    每项:
      位置: 文字
      效果图: 附件
  开业日:
    问: 哪天开业？
    填: 日期
申请材料:
  - 名称: 租赁合同
    任选其一: 合同
    登记:
      到期日: 日期
审查要点:
  - 编号: R2
    插件: 住建/排烟口距离
    要求: 离住户远
    判断: 答复.距离 ≥ 10
样例:
  - 名称: 一份
    申请日期: 2026-03-02
    申请:
      {path}: {value}
    应当: 受理
"""


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("租赁合同", "没带"),
        ("租赁合同.到期日", "2026-05-01"),
        ("租赁合同.份数", "2"),
        ("申请人.名称", "王海燕"),
        ("R2.答复.距离", "6"),
        ("开业日", "2026-05-01"),
        ("招牌", "\n        - 位置: 门头\n          效果图: 已提交"),
    ],
)
def test_known_path_and_value_pass(found: Found, path: str, value: str) -> None:
    assert found(sample_values.find, MORE.format(path=path, value=value)) == []


@pytest.mark.parametrize(
    ("path", "value", "code", "words"),
    [
        ("租赁合同", "没代", "item/impossible-value", "没代"),
        ("租赁合同.到期日", "2026-02-30", "item/impossible-value", "2026-02-30"),
        ("租赁合同.份数", "两份", "item/impossible-value", "两份"),
        ("租赁合同.到期", "2026-05-01", "item/unknown-path", "租赁合同.到期"),
        ("R1.答复.距离", "6", "item/unknown-path", "R1.答复.距离"),
        ("招牌", "\n        - 地方: 门头", "item/unknown-path", "地方"),
        ("招牌", "\n        - 效果图: 有", "item/impossible-value", "有"),
    ],
)
def test_unknown_path_or_value_is_marked(found: Found, path: str, value: str, code: str, words: str) -> None:
    assert found(sample_values.find, MORE.format(path=path, value=value)) == [(code, words)]


def test_findings_of_a_sample_are_known(found: Found) -> None:
    more = MORE.format(path="开业日", value="2026-05-01").replace("受理", "补正\n    因为: [{}]")
    for name in ("R2", "租赁合同", "合同", "开业日"):
        assert found(unknown_finding.find, more.format(name)) == []
    assert found(unknown_finding.find, more.format("R3")) == [("item/unknown-finding", "R3")]
