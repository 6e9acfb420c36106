"""The accounts of the demonstration: one for every role, each with what to try first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from engine.case.model import Role
from engine.center.demo_cases import CITY, HEALTH, LABORATORY

__all__ = ["ACCOUNTS", "PASSWORD", "Account"]

PASSWORD: Final = "once-is-enough"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody of the demonstration; `first` says in both languages what to try."""

    login: str
    name: str
    role: Role
    department: str = ""
    window: str = ""
    first: tuple[str, str]


ACCOUNTS: Final = (
    Account(
        login="zhang",
        name="张敏",
        role="clerk",
        window="3",
        first=(
            "叫号，再打开“碧波游泳馆”，看材料，一次告知",
            "call a number, then open the case of 碧波游泳馆: look, and tell once",
        ),
    ),
    Account(
        login="sun",
        name="孙强",
        role="runner",
        first=("看哪些材料要送到部门", "see which papers go to the departments"),
    ),
    Account(
        login="wang",
        name="王芳",
        role="reviewer",
        department=HEALTH,
        first=("过期的先办：写审查意见", "what is overdue comes first: write an opinion"),
    ),
    Account(
        login="gao",
        name="高磊",
        role="reviewer",
        department=HEALTH,
        first=("第二个人复核", "be the second person"),
    ),
    Account(
        login="zhou",
        name="周宁",
        role="reviewer",
        department=LABORATORY,
        first=("看暂停计时的件，检测做完了就恢复", "finish the test that stopped a clock"),
    ),
    Account(
        login="ma",
        name="马丽",
        role="decider",
        department=HEALTH,
        first=("作出决定，写明理由", "decide, with reasons"),
    ),
    Account(
        login="he",
        name="何平",
        role="reviewer",
        department=CITY,
        first=("审查招牌，网上就能办完", "review a signboard that needs no visit"),
    ),
    Account(
        login="lu",
        name="陆洋",
        role="decider",
        department=CITY,
        first=("当天作决定", "decide on the same day"),
    ),
    Account(
        login="qian",
        name="钱静",
        role="issuer",
        window="8",
        first=("逐项核对证件和交接凭证，再通知取证", "compare a certificate with its slip, then notify"),
    ),
    Account(
        login="shen",
        name="沈涛",
        role="archivist",
        first=("给办完的件归档", "file a case that is finished"),
    ),
    Account(
        login="luo",
        name="罗军",
        role="supervisor",
        first=(
            "打开看板：哪些过期、哪条检查最常补正",
            "open the board: what is late, which check fails most",
        ),
    ),
    Account(
        login="lin",
        name="林悦",
        role="author",
        first=("改一个事项，旁边看指南怎么变", "change an item and watch its guide"),
    ),
    Account(
        login="jiang",
        name="蒋明",
        role="author",
        first=("审核林悦改的事项", "review what lin has changed"),
    ),
    Account(
        login="tang",
        name="唐亮",
        role="operator",
        first=("管账号，看谁看过个人信息、为什么", "look after accounts; see who read personal data and why"),
    ),
)
