"""Measures the search on 2,000 invented items: building the index, reading it back, one query of each kind.

    python benchmarks/search_speed.py [--items 2000] [--rounds 5] [--write]

The items are made of everyday objects and actions, so that words are shared as in a real catalogue: one
item in twenty is about a licence, one in a hundred about the same thing. Figures are processor time, the
median over the rounds, of queries also the slowest. `--write` keeps them in benchmarks/results.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.result import options, table, tell
from engine.search.document import Document
from engine.search.find import find
from engine.search.index import Index, build_index

ACTIONS = (
    ("新办", "办", "开", "new"),
    ("变更", "改", "换", "change"),
    ("延续", "续", "延期", "renew"),
    ("注销", "销", "关掉", "close"),
    ("补领", "补", "丢了", "replace"),
    ("备案", "登记", "报备", "file"),
    ("年检", "年审", "检查", "inspect"),
    ("转移登记", "过户", "转给别人", "transfer"),
    ("申领", "领", "要", "claim"),
    ("缴费", "交", "付钱", "pay"),
    ("认定", "评", "证明", "assess"),
    ("审批", "批", "准许", "approve"),
    ("查询", "查", "看", "look up"),
    ("迁移", "搬", "转走", "move"),
    ("抵押登记", "抵押", "贷款抵押", "mortgage"),
    ("补贴", "补助", "领钱", "subsidy"),
    ("核定", "核", "算", "fix"),
    ("签订", "签", "约定", "sign"),
    ("公示", "公告", "贴出来", "publish"),
    ("退还", "退", "退钱", "refund"),
)
SUBJECTS = ("城市", "农村", "个人", "单位", "外地", "学生", "老人", "儿童", "职工", "商户")
THINGS = (
    *("食品经营许可", "卫生许可", "营业执照", "身份证", "户口", "居住证", "社保卡"),
    *("医保", "公积金", "房产", "建设用地", "取水", "排水", "招牌"),
)
CODES = ("SC", "GA", "RS", "ZJ", "MZ", "WJ", "JY")
QUERIES = {
    "one character": "证",
    "two characters": "户口",
    "a phrase": "老人补社保卡",
    "a sentence": "请问外地职工的营业执照丢了怎么办，要带什么材料",
    "pinyin": "laorenshebaokabuling",
    "initials": "sbkbl",
    "English": "how do I replace a licence",
    "mixed": "老人shebaoka",
    "nothing there": "火星移民",
    "a code": "sc-0100",
}


def documents(count: int) -> Iterator[Document]:
    """Give invented items."""
    for number, (subject, thing, action) in zip(
        range(count), product(SUBJECTS, THINGS, ACTIONS), strict=False
    ):
        formal, *plain, english = action
        texts = [
            (1.0, f"{subject}{thing}{formal}"),
            *((1.0, f"{word}{subject}{thing}") for word in plain),
            *((1.0, f"{thing}{word}") for word in plain),
            (1.0, f"{english} licence {number % 97}"),
            (0.6, f"{subject}要{plain[0]}{thing}的，来这里办。"),
            (0.75, f"{thing}证"),
            (0.35, f"{THINGS[number % 14]}管理局"),
        ]
        yield Document(
            code=f"{CODES[number % 7]}-{number:04d}",
            name=texts[0][1],
            name_en=f"{english} {number}",
            department=texts[-1][1],
            texts=tuple(texts),
        )


def timed(run: Callable[[], Any], rounds: int) -> tuple[list[float], Any]:
    """Give the processor time of each round, in seconds, and the last result."""
    times, made = [], None
    for _ in range(rounds):
        start = time.process_time()
        made = run()
        times.append(time.process_time() - start)
    return times, made


def main() -> None:
    parser = options(__doc__)
    parser.add_argument("--items", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    made = list(documents(args.items))
    first, _ = timed(lambda: build_index(made[:1]), 1)
    building, index = timed(lambda: build_index(made), args.rounds)
    data = index.to_bytes()
    reading, again = timed(lambda: Index.from_json(json.loads(data)), args.rounds)
    warm, _ = timed(lambda: find(again, "证"), 1)
    facts = [
        f"texts {len(index.texts)}, terms {len(index.postings)}, index as JSON {len(data) / 1e6:.1f} MB",
        f"building the index: {statistics.median(building):.2f} s; loading pinyin, once: {first[0]:.2f} s",
        f"reading it back: {statistics.median(reading) * 1000:.0f} ms,"
        f" the first query after it: {warm[0] * 1000:.0f} ms",
    ]
    rows = []
    for kind, words in QUERIES.items():
        times, _ = timed(lambda words=words: find(again, words), 20 * args.rounds)
        rows.append((kind, f"{statistics.median(times) * 1000:.2f}", f"{max(times) * 1000:.2f}"))
    title = f"Search over {args.items} invented items"
    tell("search_speed", title, args, facts, table(("query", "median ms", "slowest ms"), rows))


if __name__ == "__main__":
    main()
