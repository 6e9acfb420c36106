"""`yici test [PATH…]`: the samples of items, run as any other submission, and what they cover."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from engine.check.sample import Coverage, Ran, cover, run_sample
from engine.cli.arguments import Parser, form
from engine.cli.definitions import Definitions
from engine.cli.desk import Desk
from engine.cli.output import FINDINGS, FINE, UNFINISHED, Bar, Console, Wrong
from engine.vocabulary import in_lang

__all__ = ["arguments", "run"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tested:
    """An item whose samples ran; `ran` is None if it has faults and cannot run."""

    path: str
    name: str
    ran: tuple[Ran, ...] | None
    coverage: Coverage


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "paths", metavar="PATH", nargs="*", help=parser.say("文件或文件夹", "files or folders")
    )
    parser.add_argument(
        "-k", dest="only", metavar="NAME", default="", help=parser.say("只跑名字里有它的", "samples by name")
    )
    form(parser, ("full", "json", "junit"))


def run(desk: Desk, args: Namespace) -> int:
    """Run the samples; 1 if any differs from what its author expects."""
    definitions = Definitions(desk, args.paths)
    bar = Bar(desk.console, "跑样例", "Running samples")
    tested = []
    try:
        for path in definitions.paths:
            tested.append(_test(definitions, path, args.only))
            bar(len(tested), len(definitions.paths))
    except KeyboardInterrupt:
        # What is known so far is shown; the exit code says that it is not all.
        pass
    bar.clear()
    rest = len(definitions.paths) - len(tested)
    if args.only and not rest and not any(each.ran for each in tested):
        zh, en = f"没有一个样例的名字里有「{args.only}」。", f"No sample has 「{args.only}」 in its name."
        raise Wrong(zh, en)
    show = {"full": _full, "json": _json, "junit": _junit}[args.format]
    for line in show(desk.console, tested):
        desk.console.show(line)
    if args.format != "full":
        desk.console.tell(*[_verdict(tested, zh) for zh in (True, False)])
    if rest:
        desk.console.tell(f"停下了，还有 {rest} 个事项没有跑。", f"Stopped; {rest} items did not run.")
        return UNFINISHED
    fine = all(each.ran is not None and all(ran.passed for ran in each.ran) for each in tested)
    return FINE if fine else FINDINGS


def _test(definitions: Definitions, path: str, only: str) -> _Tested:
    seen = definitions.diagnose(path, definitions.read(path))
    coverage = Coverage()
    if seen.item is None or seen.rulebook is None:
        name = "" if seen.item is None else str(seen.item.name)
        return _Tested(path=path, name=name, ran=None, coverage=coverage)
    ran = []
    for sample in seen.item.samples:
        if only in sample.name:
            ran.append(run_sample(seen.rulebook, seen.item, sample))
            cover(seen.rulebook, seen.item, coverage, sample)
    return _Tested(path=path, name=str(seen.item.name), ran=tuple(ran), coverage=coverage)


def _full(console: Console, tested: Sequence[_Tested]) -> Iterator[str]:
    for each in tested:
        yield f"{each.name}  {each.path}" if each.name else each.path
        if each.ran is None:
            cross = console.paint("✗", "red")
            yield f"  {cross} " + console.say(
                f"定义有错误，样例没有跑。先看：yici lint {each.path}",
                f"has faults; samples not run. See: yici lint {each.path}",
            )
            continue
        for ran in each.ran:
            yield from _sample(console, each.path, ran)
    yield _verdict(tested, console.lang == "zh")


def _sample(console: Console, path: str, ran: Ran) -> Iterator[str]:
    expected = _outcome(console, ran.sample.expect, [str(each) for each in ran.sample.because])
    got = _outcome(console, ran.answer.outcome, [finding.id for finding in ran.answer.findings])
    if ran.passed:
        yield f"  {console.paint('✓', 'green')} {ran.sample.name}  {got}"
        return
    place = f"{path}:{ran.sample.source.line}"
    yield f"  {console.paint('✗', 'red')} {ran.sample.name}  {place}"
    yield "    " + console.say(f"应当：{expected}   实际：{got}", f"expected: {expected}   got: {got}")
    if ran.unread:
        names = "、".join(f"「{each}」" for each in ran.unread)
        yield "    " + console.say(f"事项里没有：{names}", f"not in the item: {names}")
    if "promised" in ran.differs:
        wanted = ran.sample.promised
        yield "    " + console.say(
            f"承诺应当：{wanted}   实际：{ran.promised or '没有'}",
            f"promised: {wanted}   got: {ran.promised or 'none'}",
        )
    if "fee" in ran.differs:
        fee = "?" if ran.fee is None else f"{ran.fee:f}"
        yield "    " + console.say(
            f"收费应当：{ran.sample.fee} 元   实际：{fee} 元", f"fee: CNY {ran.sample.fee}   got: CNY {fee}"
        )


def _outcome(console: Console, outcome: str, ids: Sequence[str]) -> str:
    word = in_lang("outcome", outcome, console.lang) if console.lang == "zh" else outcome
    return f"{word} [{', '.join(ids)}]" if ids else word


def _verdict(tested: Sequence[_Tested], zh: bool) -> str:
    runs = [ran for each in tested for ran in each.ran or ()]
    passed = sum(ran.passed for ran in runs)
    failed = len(runs) - passed
    unread = sum(each.ran is None for each in tested)
    checks, materials, rows = _shares(tested)
    if zh:
        faulty = f"，{unread} 个事项有定义错误" if unread else ""
        return (
            f"样例 {passed} 过，{failed} 不过{faulty}。"
            f"覆盖：审查要点 {checks:.0%}，材料 {materials:.0%}，对照表行 {rows:.0%}。"
        )
    faulty = f", {unread} items with faults" if unread else ""
    return (
        f"Samples: {passed} passed, {failed} failed{faulty}. "
        f"Coverage: checks {checks:.0%}, materials {materials:.0%}, table rows {rows:.0%}."
    )


def _shares(tested: Sequence[_Tested]) -> tuple[float, float, float]:
    """Give the covered share of everything tested, each item with the weight of what it holds."""
    whole = Coverage()
    for each in tested:
        own = each.coverage
        whole.checks |= {f"{each.path} {name}": seen for name, seen in own.checks.items()}
        whole.materials |= {f"{each.path} {name}": seen for name, seen in own.materials.items()}
        whole.rows |= {f"{each.path} {name}": hits for name, hits in own.rows.items()}
        whole.row_count |= {f"{each.path} {name}": count for name, count in own.row_count.items()}
    return whole.shares()


def _json(console: Console, tested: Sequence[_Tested]) -> Iterator[str]:
    items = [
        {
            "path": each.path,
            "name": each.name,
            "faulty": each.ran is None,
            "samples": [_sample_json(ran) for ran in each.ran or ()],
            "not_covered": each.coverage.missing(),
        }
        for each in tested
    ]
    yield json.dumps({"items": items}, ensure_ascii=False, indent=2)


def _sample_json(ran: Ran) -> dict[str, object]:
    return {
        "name": str(ran.sample.name),
        "line": ran.sample.source.line,
        "passed": ran.passed,
        "expected": {"outcome": ran.sample.expect, "because": [str(each) for each in ran.sample.because]},
        "got": {"outcome": ran.answer.outcome, "because": [finding.id for finding in ran.answer.findings]},
        "differs": list(ran.differs),
    }


def _junit(console: Console, tested: Sequence[_Tested]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield "<testsuites>"
    for each in tested:
        failures = sum(not ran.passed for ran in each.ran or ())
        count = len(each.ran or ())
        errors = int(each.ran is None)
        yield (
            f"  <testsuite name={quoteattr(each.path)} tests={quoteattr(str(count + errors))}"
            f" failures={quoteattr(str(failures))} errors={quoteattr(str(errors))}>"
        )
        if errors:
            why = console.say(
                f"定义有错误。先看：yici lint {each.path}", f"has faults: yici lint {each.path}"
            )
            yield f"    <testcase classname={quoteattr(each.path)} name={quoteattr(each.name or each.path)}>"
            yield f"      <error message={quoteattr(why)}/>"
            yield "    </testcase>"
        for ran in each.ran or ():
            yield f"    <testcase classname={quoteattr(each.path)} name={quoteattr(str(ran.sample.name))}>"
            if not ran.passed:
                yield f"      <failure message={quoteattr(', '.join(ran.differs))}/>"
            yield "    </testcase>"
        yield "  </testsuite>"
    yield "</testsuites>"
