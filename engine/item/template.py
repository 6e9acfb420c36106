"""The file a new item begins as: complete, commented, without a fault, ready to be changed line by line."""

from __future__ import annotations

from typing import Final

from engine.item.signs import quote

__all__ = ["new_item"]

_TEMPLATE: Final = """\
# yaml-language-server: $schema=../../schemas/item.zh.schema.json
# 新事项从这里改起。写好以后：yici lint 检查，yici test 跑样例，yici guide 看办事指南。
事项名称: {name}
事项编码: {code}
实施版本: 2026-01-01
有效期:
  自: 2026-01-01
进驻部门: 请写进驻部门
事项类型: 公共服务                  # 可以写哪些词：yici explain 事项类型
行使层级: 县
实施主体性质: 法定机关
服务对象: [自然人, 企业法人]
办件类型: 承诺件                    # 当场就能办好的写即办件
一句话说明: 请用一句大白话说清这件事。
依据: 请写规范的名称和条款
办理渠道: [窗口, 网上]
到现场次数: 1
办理地点: 请写办理地点
办理时间: 请写办理时间
咨询电话: 请写咨询电话
监督电话: 请写监督电话
常见问题:                           # 窗口最常被问到的几句
  - 问: 可以请别人代办吗？
    答: 请写回答。

办理情形:                           # 查指南时就问的几问，少问一句是一句
  申请人身份:
    问: 您用什么身份申请？
    选: [个人, 单位]

申请材料:
  - 名称: 身份证
    前提: 申请人身份 是 个人        # 只有个人才要交
    形式: 原件
    说明: 看完当场还您。
    登记:                           # 窗口从材料上读下来的内容
      有效期至: 日期
  - 名称: 单位证明
    前提: 申请人身份 是 单位
    形式: 复印件
    说明: 加盖公章。

审查要点:                           # 每一条都会查完，一次说清
  - 编号: R1
    前提: 申请人身份 是 个人
    要求: 身份证还在有效期内
    判断: 身份证.有效期至 ≥ 申请日期
    不符合时: 身份证已于 {{身份证.有效期至}} 到期。
    怎么改: 请换领新的身份证，或带临时身份证。
    依据: 请写规范的名称和条款

办结时限:
  承诺: 5 个工作日
  法定: 20 个工作日
  起算: 受理
  暂停计时: 补正
  告知时限: 5 个工作日
收费: 不收费
办理结果:
  - 名称: 请写证照或文书的名称
    形式: [电子, 纸质]

样例:                               # 写一份申请和它应当的结果，yici test 会跑
  - 名称: 材料都对
    申请日期: 2026-03-02
    申请:
      申请人身份: 单位
    其余: 合格
    应当: 受理
  - 名称: 身份证过期
    申请日期: 2026-03-02
    申请:
      申请人身份: 个人
      身份证.有效期至: 2026-02-28
    其余: 合格
    应当: 补正
    因为: [R1]
  - 名称: 没带单位证明
    申请日期: 2026-03-02
    申请:
      申请人身份: 单位
      单位证明: 没带
    其余: 合格
    应当: 补正
    因为: [单位证明]
"""


def new_item(name: str, code: str) -> str:
    """Give the text of a new item file with a name and a code."""
    return _TEMPLATE.format(name=_scalar(name), code=_scalar(code))


def _scalar(text: str) -> str:
    """Write a text as a YAML scalar, in quotes only where it needs them."""
    plain = " ".join(text.split())
    if plain and plain[0].isalnum() and ": " not in plain and " #" not in plain and plain[-1] != ":":
        return plain
    return quote(plain)
