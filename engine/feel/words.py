"""The rows of words.yaml; written by engine.feel.write_words, not by hand."""

from typing import Final

KEYWORDS: Final[tuple[tuple[str, str | None, str | None], ...]] = (
    ("OR", "or", "或"),
    ("AND", "and", "且"),
    ("NOT", "not", "非"),
    ("EQ", "is", "是"),
    ("NE", "is not", "不是"),
    ("IN", "in", "属于"),
    ("NOT_IN", "not in", "不属于"),
    ("BETWEEN", "between", "在"),
    ("BETWEEN_END", None, "之间"),
    ("TO", "to", "到"),
    ("IF", "if", "若"),
    ("THEN", "then", "则"),
    ("ELSE", "else", "否则"),
    ("EVERY", "every", "每个"),
    ("SOME", "some", "有"),
    ("SATISFIES", "satisfies", "满足"),
    ("SATISFIES", None, "都满足"),
    ("FOR", "for", "对每个"),
    ("RETURN", "return", "得出"),
    ("SUBMITTED", "submitted", "已提交"),
    ("NOT_SUBMITTED", "not submitted", "未提交"),
    ("FILLED", "filled", "已填"),
    ("UNFILLED", "unfilled", "未填"),
    ("TRUE", "yes", "是"),
    ("FALSE", "no", "否"),
    ("TRUE", "true", None),
    ("FALSE", "false", None),
    ("NULL", "null", "空值"),
)

UNITS: Final[tuple[tuple[str, str, str, tuple[str, ...]], ...]] = (
    ("P#Y", "year", "years", ("年", "周岁")),
    ("P#M", "month", "months", ("个月",)),
    ("P#D", "day", "days", ("日", "天", "自然日", "个自然日")),
    ("PT#H", "hour", "hours", ("小时", "个小时")),
    ("workdays", "workday", "workdays", ("个工作日", "工作日")),
)
