"""The words in which expressions are read aloud: Chinese and English side by side, `{0}` for the parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

__all__ = [
    "CALLS",
    "COMPARED",
    "ELAPSED",
    "ENDS_LIKE_A_DATE",
    "GIVEN_NAMES",
    "PARTS",
    "PHRASES",
    "SUMS",
    "VERBAL",
    "Lang",
]

Lang: TypeAlias = Literal["zh", "en"]

PHRASES: Mapping[str, tuple[str, str]] = {
    "and": ("，并且", " and "),
    "or": ("，或者", " or "),
    "or short": ("或", " or "),
    "listed": ("、", ", "),
    "bracket": ("（{0}）", "({0})"),
    "quoted": ("“{0}”", "“{0}”"),
    "of": ("{0}的{1}", "{1} of {0}"),
    "its": ("它的{0}", "its {0}"),
    "it": ("它", "it"),
    "copies": ("{0}的份数", "the number of copies of {0}"),
    "true": ("是", "yes"),
    "false": ("否", "no"),
    "null": ("没有值", "nothing"),
    "is yes": ("{0}", "{0} is yes"),
    "is no": ("{0}为否", "{0} is no"),
    "none": ("没有{0}", "there is no {0}"),
    "some value": ("有{0}", "there is a {0}"),
    "same": ("{0}和{1}相同", "{0} is the same as {1}"),
    "different": ("{0}和{1}不同", "{0} is not the same as {1}"),
    "not": ("并非{0}", "it is not so that {0}"),
    "minus": ("负{0}", "minus {0}"),
    "between": ("{0}在{1}到{2}之间", "{0} is between {1} and {2}"),
    "not between": ("{0}不在{1}到{2}之间", "{0} is not between {1} and {2}"),
    "in range": ("在{0}到{1}之间", "is between {0} and {1}"),
    "in open range": ("{0}并且{1}", "{0} and {1}"),
    "in": ("{0}是{1}", "{0} is {1}"),
    "not in": ("{0}不是{1}", "{0} is not {1}"),
    "none of": ("{0}不是{1}中的任何一个", "{0} is none of {1}"),
    "is among": ("在{0}里面", "is among {0}"),
    "subject": ("{0}{1}", "{0} {1}"),
    "if": ("如果{0}，就是{1}，否则是{2}", "if {0}, {1}, otherwise {2}"),
    "every": ("{0}都满足：{1}", "for every {0}: {1}"),
    "some": ("{0}满足：{1}", "for some {0}: {1}"),
    "every one": ("{1}里每个{0}", "{0} in {1}"),
    "some one": ("{1}里有某个{0}", "{0} in {1}"),
    "every number": ("从{1}到{2}的每个{0}", "{0} from {1} to {2}"),
    "some number": ("从{1}到{2}有某个{0}", "{0} from {1} to {2}"),
    "for": ("{0}的{1}", "{1} for every {0}"),
    "filter": ("{0}中符合“{1}”的各行", "the rows of {0} where {1}"),
    "nth": ("{0}的第{1}行", "row {1} of {0}"),
    "submitted": ("{0}已提交", "you hand in {0}"),
    "not submitted": ("{0}没有提交", "you do not hand in {0}"),
    "filled": ("填了{0}", "you fill in {0}"),
    "unfilled": ("没填{0}", "you do not fill in {0}"),
    "call": ("{0}（{1}）", "{0} ({1})"),
    "type": ("{0}的类型是{1}", "{0} is of type {1}"),
    "entry": ("{0}是{1}", "{0} is {1}"),
    "range": ("{0}到{1}", "{0} to {1}"),
    "any size": ("不限", "anything"),
    "function": ("一个函数", "a function"),
    "years": ("{0}年", "{0} years"),
    "year": ("{0}年", "{0} year"),
    "months": ("{0}个月", "{0} months"),
    "month": ("{0}个月", "{0} month"),
    "days": ("{0}天", "{0} days"),
    "day": ("{0}天", "{0} day"),
    "workdays": ("{0}个工作日", "{0} workdays"),
    "workday": ("{0}个工作日", "{0} workday"),
    "date": ("{0}年{1}月{2}日", "{2} {3} {0}"),
}

COMPARED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "plain": {
        "=": ("是{0}", "is {0}"),
        "!=": ("不是{0}", "is not {0}"),
        "<": ("小于{0}", "is less than {0}"),
        "<=": ("不超过{0}", "is at most {0}"),
        ">": ("大于{0}", "is more than {0}"),
        ">=": ("不少于{0}", "is at least {0}"),
    },
    "date": {
        "=": ("是{0}", "is {0}"),
        "!=": ("不是{0}", "is not {0}"),
        "<": ("早于{0}", "is before {0}"),
        "<=": ("不晚于{0}", "is on or before {0}"),
        ">": ("晚于{0}", "is after {0}"),
        ">=": ("不早于{0}", "is on or after {0}"),
    },
    "length": {
        "=": ("是{0}", "is {0}"),
        "!=": ("不是{0}", "is not {0}"),
        "<": ("不满{0}", "is less than {0}"),
        "<=": ("不超过{0}", "is at most {0}"),
        ">": ("超过{0}", "is more than {0}"),
        ">=": ("满{0}", "is at least {0}"),
    },
}

ELAPSED: Mapping[str, tuple[str, str]] = {
    "=": ("{0}到{1}正好{2}", "{1} is exactly {2} after {0}"),
    "!=": ("{0}到{1}不是正好{2}", "{1} is not exactly {2} after {0}"),
    "<": ("{0}到{1}超过{2}", "{1} is more than {2} after {0}"),
    "<=": ("{0}到{1}满{2}", "{1} is at least {2} after {0}"),
    ">": ("{0}到{1}不满{2}", "{1} is less than {2} after {0}"),
    ">=": ("{0}到{1}不超过{2}", "{1} is at most {2} after {0}"),
}
"""A day and a length of time after it (`{0}`, `{2}`), against another day (`{1}`)."""

SUMS: Mapping[str, tuple[str, str]] = {
    "+": ("{0}加{1}", "{0} plus {1}"),
    "-": ("{0}减{1}", "{0} minus {1}"),
    "*": ("{0}乘{1}", "{0} times {1}"),
    "/": ("{0}除以{1}", "{0} divided by {1}"),
    "**": ("{0}的{1}次方", "{0} to the power of {1}"),
    "later": ("{0}之后{1}", "{0} plus {1}"),
    "earlier": ("{0}之前{1}", "{0} minus {1}"),
}

PARTS: Mapping[str, tuple[str, str]] = {
    "year": ("{0}的年份", "the year of {0}"),
    "month": ("{0}的月份", "the month of {0}"),
    "day": ("{0}的日号", "the day of the month of {0}"),
    "weekday": ("{0}的星期序号", "the day of the week of {0}"),
    "years": ("{0}的整年数", "the whole years of {0}"),
    "months": ("{0}除去整年的月数", "the months of {0} beyond whole years"),
    "days": ("{0}的天数", "the days of {0}"),
}

GIVEN_NAMES: Mapping[str, tuple[str, str]] = {
    "申请日期": ("申请日期", "the date of application"),
    "申请人": ("申请人", "the applicant"),
    "申请人.名称": ("申请人的名称", "the name of the applicant"),
    "序号": ("序号", "the number of the row"),
    "答复": ("答复", "the answer"),
}

CALLS: Mapping[str, tuple[str, str]] = {
    "number": ("{0}写成的数字", "the number written as {0}"),
    "string": ("写成文字的{0}", "{0} as text"),
    "date": ("{0}年{1}月{2}日", "the date of year {0}, month {1}, day {2}"),
    "years and months duration": ("{0}到{1}的时间", "the time from {0} to {1}"),
    "string length": ("{0}的字数", "the number of characters of {0}"),
    "upper case": ("{0}的大写", "{0} in capitals"),
    "lower case": ("{0}的小写", "{0} in small letters"),
    "substring before": ("{0}在{1}前面的字", "the part of {0} before {1}"),
    "substring after": ("{0}在{1}后面的字", "the part of {0} after {1}"),
    "contains": ("{0}里有{1}", "{0} contains {1}"),
    "starts with": ("{0}的开头是{1}", "{0} begins with {1}"),
    "ends with": ("{0}的结尾是{1}", "{0} ends with {1}"),
    "list contains": ("{0}里有{1}", "{0} holds {1}"),
    "count": ("{0}的个数", "the number of {0}"),
    "min": ("{0}中最小的", "the smallest of {0}"),
    "max": ("{0}中最大的", "the largest of {0}"),
    "sum": ("{0}的合计", "the sum of {0}"),
    "mean": ("{0}的平均", "the average of {0}"),
    "all": ("{0}全都是“是”", "all of {0} are yes"),
    "any": ("{0}至少一个是“是”", "one of {0} is yes"),
    "distinct values": ("去掉重复的{0}", "the different values of {0}"),
    "replace": ("{0}里的{1}换成{2}以后", "{0} with {1} replaced by {2}"),
    "matches": ("{0}符合样式{1}", "{0} fits the pattern {1}"),
    "split": ("{0}按{1}拆成的各段", "the parts of {0} between {1}"),
    "reverse": ("倒过来的{0}", "{0} in reverse"),
    "index of": ("{1}在{0}里的位置", "the places of {1} in {0}"),
    "product": ("{0}的乘积", "the product of {0}"),
    "median": ("{0}的中位数", "the median of {0}"),
    "sqrt": ("{0}的平方根", "the square root of {0}"),
    "abs": ("{0}的绝对值", "the size of {0}"),
    "modulo": ("{0}除以{1}的余数", "the remainder of {0} divided by {1}"),
    "odd": ("{0}是奇数", "{0} is odd"),
    "even": ("{0}是偶数", "{0} is even"),
    "day of year": ("{0}在当年的天序", "the day of the year of {0}"),
    "day of week": ("{0}的星期", "the weekday of {0}"),
    "month of year": ("{0}的月份名", "the month of {0}"),
    "week of year": ("{0}在当年的周序", "the week of the year of {0}"),
}

VERBAL = frozenset("是不没有都已还要会能可")
"""With these a text begins that would read on as a sentence: 股东构成不是“都是单位”."""

ENDS_LIKE_A_DATE = ("日", "日期", "有效期", "期至", "时间", "_on", "date")
