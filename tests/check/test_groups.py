"""How a group of alternatives that is lacking is told: a choice where there is one."""

from __future__ import annotations

import pytest

from engine.check.check import check
from tests.check.random_items import TODAY
from tests.items import rulebook_of

BODY = """\
办理情形:
  人在外地:
    问: 人在外地吗？
    填: 是否
申请材料:
  - 名称: 户口簿
    任选其一: 户口凭证
    形式: 原件
    说明: 看完还您。
  - 名称: 居住证
    前提: 人在外地
    任选其一: 户口凭证
    形式: 原件
"""


@pytest.mark.parametrize(
    ("away", "remedy"),
    [
        (True, "下面有一样就行：户口簿（原件），看完还您；居住证（原件）。"),
        (False, "请提供户口簿（原件）。看完还您。"),
    ],
)
def test_one_of_is_said_only_where_there_is_a_choice(away: bool, remedy: str) -> None:
    answer = check(rulebook_of(BODY), {"facts": {"人在外地": away}}, TODAY, closed=True)
    assert [(one.id, one.remedy) for one in answer.findings] == [("户口凭证", remedy)]
