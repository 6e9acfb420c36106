"""Reading the text of an item: safe on any bytes, exact about places, the tree of every YAML reader."""

from __future__ import annotations

import random
import re
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, SequenceNode

from engine.fault import FaultKind
from engine.item import blocks, source_faults
from engine.item.load import load
from engine.item.node import ListNode, Node, ScalarNode
from engine.item.signs import quote
from engine.item.text import Tree, read

SKETCHES = sorted((Path(__file__).parents[1] / "sketches").glob("*.yaml"))
SPOTS = [
    *":：-－ \t\u3000\"'#[]{}|>&*!%@`,，?\n\\~<=.",
    *("- ", ": ", "\n  ", "# x", " #x", "\n- ", "---\n", "|\n", ">-\n", "[a, b]", "{a: b}", "\n\n"),
    *("<<: ", "? ", "'a'", '"a\\n"', "“", "\n...\n", "|2", "\r\n"),
]


def plain(node: Node) -> object:
    """Give a tree as texts, lists and pairs."""
    if isinstance(node, ScalarNode):
        return str(node.text)
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return [(str(pair.key), plain(pair.value)) for pair in node.pairs]


def reference(text: str) -> object:
    """Give the tree that ruamel.yaml reads, in the same form."""

    def one(node: object) -> object:
        if isinstance(node, MappingNode):
            return [(key.value, one(value)) for key, value in node.value]
        if isinstance(node, SequenceNode):
            return [one(item) for item in node.value]
        return getattr(node, "value", None)

    return one(YAML(typ="safe", pure=True).compose(text))


def sound(tree: Tree) -> bool:
    return tree.root is not None and all(fault.kind.level == "reminder" for fault in tree.faults)


def codes(text: str) -> list[tuple[str, int, int]]:
    faults = read(text.encode(), "x.yaml").faults
    return [(fault.code, fault.source.line, fault.source.column) for fault in faults]


def cured(text: str) -> str:
    """Apply the first fault's cure."""
    cure = read(text.encode(), "x.yaml").faults[0].cure
    assert cure is not None
    lines = text.split("\n")
    line = lines[cure.source.line - 1]
    lines[cure.source.line - 1] = (
        line[: cure.source.column - 1] + cure.text + line[cure.source.end_column - 1 :]
    )
    return "\n".join(lines)


@pytest.mark.parametrize("path", SKETCHES, ids=lambda path: path.stem)
def test_sketches_read_as_every_yaml_reader_reads_them(path: Path) -> None:
    tree = read(path.read_bytes(), path.name)
    assert tree.faults == ()
    assert tree.root is not None
    assert plain(tree.root) == reference(tree.text)


@pytest.mark.parametrize("path", SKETCHES, ids=lambda path: path.stem)
def test_every_place_shows_the_text_itself(path: Path) -> None:
    tree = read(path.read_bytes(), path.name)
    assert tree.root is not None
    lines = tree.text.split("\n")
    waiting: list[Node] = [tree.root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ScalarNode):
            if node.style == "plain":
                source = node.text.source
                assert lines[source.line - 1][source.column - 1 : source.end_column - 1] == node.text
        elif isinstance(node, ListNode):
            waiting.extend(node.items)
        else:
            for pair in node.pairs:
                source = pair.key.source
                assert lines[source.line - 1][source.column - 1 : source.end_column - 1] == pair.key
                waiting.append(pair.value)


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_text_is_a_fault_or_reads_as_every_yaml_reader_reads_it(seed: int) -> None:
    dice = random.Random(seed)
    texts = [path.read_text(encoding="utf-8").split("\n") for path in SKETCHES]
    clean = 0
    for _ in range(150):
        lines = dice.choice(texts)
        first = dice.randrange(len(lines) - 12)
        chosen = lines[first : first + dice.randrange(2, 12)]
        indent = len(chosen[0]) - len(chosen[0].lstrip(" "))
        text = "\n".join(line[indent:] if not line[:indent].strip() else line for line in chosen) + "\n"
        for _ in range(dice.randrange(0, 3)):
            at = dice.randrange(len(text) + 1)
            text = text[:at] + dice.choice(SPOTS) + text[at + dice.choice((0, 0, 1, 2)) :]
        tree = read(text.encode(), "x.yaml")
        if sound(tree):
            clean += 1
            assert tree.root is not None
            assert plain(tree.root) == reference(text), text
    assert clean > 20


def placed(node: Node | None) -> object:
    """Give a tree with everything that is known of its places."""
    if node is None or isinstance(node, ScalarNode):
        return node and (node, str(node.text), node.text.indent, node.text.exact)
    if isinstance(node, ListNode):
        return (node.source, node.flow, [placed(item) for item in node.items])
    return (
        node.source,
        [(pair.key, pair.key.source, pair.key.exact, placed(pair.value)) for pair in node.pairs],
    )


@pytest.mark.parametrize("seed", range(4))
def test_the_short_way_reads_what_the_long_way_reads(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(seed)
    texts = [path.read_text(encoding="utf-8").split("\n") for path in SKETCHES]
    damaged = []
    for _ in range(200):
        lines = dice.choice(texts)
        first = dice.randrange(len(lines) - 12)
        text = "\n".join(lines[first : first + dice.randrange(2, 25)])
        for _ in range(dice.randrange(0, 5)):
            at = dice.randrange(len(text) + 1)
            text = text[:at] + dice.choice([*SPOTS, "\xa0", "e\u0301", "\u200b"]) + text[at:]
        damaged.append(text.encode())
    short = [read(text, "x.yaml") for text in damaged]
    monkeypatch.setattr(blocks, "_SIMPLE", re.compile("(?!)"))
    for text, tree in zip(damaged, short, strict=True):
        long = read(text, "x.yaml")
        assert (tree.faults, placed(tree.root)) == (long.faults, placed(long.root)), text.decode()


@given(st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_bytes_raise(stuff: bytes) -> None:
    load(stuff, "x.yaml")


@given(st.text(alphabet="自名称:： -－\t\u3000#[]{}|>\"'&*!\n\\,ab", max_size=60))
@settings(max_examples=300, deadline=None)
def test_no_text_raises(stuff: str) -> None:
    load(stuff.encode(), "x.yaml")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=30))
@settings(max_examples=100, deadline=None)
def test_a_quoted_text_reads_as_itself(stuff: str) -> None:
    tree = read(f"依据: {quote(stuff)}\n".encode(), "x.yaml")
    assert tree.root is not None
    assert plain(tree.root) == [("依据", unicodedata.normalize("NFC", stuff))]


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "right"),
    [
        ("申请材料:\n  - 名称：身份证\n", "full-width-sign", 2, 7, "申请材料:\n  - 名称: 身份证\n"),
        ("名称： 身份证\n", "full-width-sign", 1, 3, "名称: 身份证\n"),
        ("登记:\n  到期日：日期\n", "full-width-sign", 2, 6, "登记:\n  到期日: 日期\n"),
        ("选:\n  －自有\n", "full-width-sign", 2, 3, "选:\n  - 自有\n"),
        ("选: [自有，租赁]\n", "full-width-sign", 1, 7, "选: [自有, 租赁]\n"),
        ("名称:身份证\n", "missing-space", 1, 3, "名称: 身份证\n"),
        ("选:\n  -自有\n", "missing-space", 2, 3, "选:\n  - 自有\n"),
        ("名称:\u3000身份证\n", "full-width-space", 1, 4, "名称: 身份证\n"),
        ("有效期:\n\t自: 2026-03-01\n", "tab", 2, 1, "有效期:\n  自: 2026-03-01\n"),
        ("有效期:\n\u3000自: 2026-03-01\n", "full-width-space", 2, 1, "有效期:\n  自: 2026-03-01\n"),
        ("选:\n- 名称: 甲\n    形式: 乙\n", "indent", 3, 1, "选:\n- 名称: 甲\n  形式: 乙\n"),
        ("地址: 3号楼 #201\n", "cut-by-hash", 1, 9, '地址: "3号楼 #201"\n'),
        ("说明: 地点: 一楼\n", "colon-in-text", 1, 7, "说明: 地点：一楼\n"),
        ("说明: Place: here\n", "colon-in-text", 1, 10, '说明: "Place: here"\n'),
        ("有效期: {自: 甲, 至: 乙}\n", "flow-mapping", 1, 6, "有效期:\n  自: 甲\n  至: 乙\n"),
        ("选:\n  - {名称: 甲，形式: 乙}\n", "flow-mapping", 2, 5, "选:\n  - 名称: 甲\n    形式: 乙\n"),
        ("怎么改: {到期日} 过了\n", "starts-with-sign", 1, 6, '怎么改: "{到期日} 过了"\n'),
        ("名称: 身\u200b份\n", "control-character", 1, 6, "名称: 身份\n"),
    ],
)
def test_a_slip_is_one_fault_with_a_cure(text: str, code: str, line: int, column: int, right: str) -> None:
    found = codes(text)
    assert found == [(f"source/{code}", line, column)]
    assert cured(text) == right
    assert codes(right) == []


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("依据: &a 规程\n", "anchor-or-tag", 1, 5),
        ("依据: *a\n", "anchor-or-tag", 1, 5),
        ("依据: !!python/object/apply:os.system\n", "anchor-or-tag", 1, 5),
        ("<<: 规程\n", "anchor-or-tag", 1, 1),
        ("%YAML 1.1\n---\n依据: 规程\n", "anchor-or-tag", 1, 1),
        ("依据: 甲\n---\n依据: 乙\n", "several-documents", 2, 1),
        ('说明: "没有关上\n', "open-quote", 1, 5),
        ("选: [甲, 乙\n说明: 丙\n", "open-bracket", 1, 4),
        ("判断: > 5\n", "starts-with-sign", 1, 5),
        ("判断: [1..5]\n", "starts-with-sign", 1, 5),
        ("名称: 甲\n乙\n", "not-yaml", 2, 1),
        ("", "not-yaml", 1, 1),
        ("名称: 甲\n名称: 乙\n", "duplicate-key", 2, 1),
    ],
)
def test_what_an_item_may_not_use_is_a_fault(text: str, code: str, line: int, column: int) -> None:
    assert codes(text) == [(f"source/{code}", line, column)]


def test_a_duplicate_key_shows_both_places() -> None:
    (fault,) = read("名称: 甲\n说明: 丙\n名称: 乙\n".encode(), "x.yaml").faults
    assert fault.also is not None
    assert (fault.source.line, fault.also.line) == (3, 1)


def test_one_pass_reports_every_slip() -> None:
    text = (
        '名称：甲\n\t说明: 乙\n选: [a，b]\n形式: !x 原件\n名称: 丙\n依据: 地点: 一楼\n  - 迷路\n来源: "开\n'
    )
    assert [code.removeprefix("source/") for code, _, _ in codes(text)] == [
        "full-width-sign",
        "tab",
        "full-width-sign",
        "anchor-or-tag",
        "duplicate-key",
        "colon-in-text",
        "not-yaml",
        "open-quote",
    ]


HOSTILE = {
    "a megabyte": (b"a: b\n" * 220_000, "too-large"),
    "deep nesting": ("".join("  " * n + "k:\n" for n in range(100)).encode(), "too-deep"),
    "deep lists": (b"a:\n  " + b"- " * 100 + b"x", "too-deep"),
    "brackets": (b"a: " + b"[" * 2048, "too-deep"),
    "bare brackets": (b"[" * 2048, "too-deep"),
    "an object tag": (b"a: !!python/object/apply:os.system [x]\n", "anchor-or-tag"),
    "an alias bomb": (b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "anchor-or-tag"),
    "a tab": ("有效期:\n\t自: 2026-03-01\n".encode(), "tab"),
    "gbk": ("依据: 规程\n".encode("gbk"), "not-utf8"),
    "no text at all": (bytes(range(256)), "not-utf8"),
    "a colon": ("名称：甲\n".encode(), "full-width-sign"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_bytes_are_refused_quickly_with_a_place(name: str) -> None:
    stuff, code = HOSTILE[name]
    times = []
    for _ in range(3):
        begun = time.process_time()
        found = load(stuff, "x.yaml")
        times.append(time.process_time() - begun)
    assert f"source/{code}" in {fault.code for fault in found.faults}
    assert all(fault.source.line >= 1 and fault.source.column >= 1 for fault in found.faults)
    assert min(times) < 0.05


@pytest.mark.parametrize(
    "stuff",
    [
        b"a: [" + b"x," * 120_000 + b"]",
        "".join(f"k{number}: v\n" for number in range(25_000)).encode()[:260_000],
        b":" * 200_000,
        b"a: b" + b" #x" * 80_000,
        b'a: "' + b"'" * 200_000,
        b"-" * 250_000,
        b" " * 250_000 + b"a: b",
        b"\n" * 260_000,
        b"a: |\n" + b"  c\n" * 60_000,
        "".join(f"申请材枓{number}: v\n" for number in range(9_000)).encode()[:262_000],
    ],
    ids=["items", "keys", "colons", "hashes", "quotes", "dashes", "spaces", "lines", "block", "misspelled"],
)
def test_time_grows_no_faster_than_the_file(stuff: bytes) -> None:
    begun = time.process_time()
    load(stuff, "x.yaml")
    assert time.process_time() - begun < 2


def test_a_file_in_gbk_is_still_read() -> None:
    tree = read("依据: 规程\n".encode("gbk"), "x.yaml")
    assert tree.root is not None
    assert plain(tree.root) == [("依据", "规程")]


def test_a_byte_order_mark_and_windows_lines_are_fine() -> None:
    tree = read(b"\xef\xbb\xbf" + "依据: 规程\r\n说明: |\r\n  一\r\n  二\r\n".encode(), "x.yaml")
    assert tree.faults == ()
    assert tree.root is not None
    assert plain(tree.root) == [("依据", "规程"), ("说明", "一\n二\n")]


def test_a_block_text_knows_the_place_of_every_part() -> None:
    tree = read("表: |\n    甲 | 乙\n    丙 | 丁\n".encode(), "x.yaml")
    assert tree.root is not None
    node = tree.root.pairs[0].value
    assert isinstance(node, ScalarNode)
    place = node.text.at(node.text.index("丁"), node.text.index("丁") + 1)
    assert (place.line, place.column, place.end_column) == (3, 9, 10)


def test_every_kind_is_listed_once_with_good_words() -> None:
    codes_listed = [kind.code for kind in source_faults.ALL]
    assert len(set(codes_listed)) == len(codes_listed)
    declared = {value.code for value in vars(source_faults).values() if isinstance(value, FaultKind)}
    assert declared == set(codes_listed)
    for kind in source_faults.ALL:
        assert all((kind.zh, kind.en, kind.why_zh, kind.why_en, kind.wrong, kind.right))
