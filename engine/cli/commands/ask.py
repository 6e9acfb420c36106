"""`yici ask ITEM`: the situation wizard; asks only what matters and says what to bring.

Answers come from `--answers`, then line by line from standard input, a terminal or not. When the input ends,
what is known so far is said. `--format json` asks nobody: it gives the next question and what is known.
"""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable

from engine.ask.needs import needs
from engine.ask.summary import summary
from engine.ask.words import stranger_words
from engine.cli.answers_file import read_answers
from engine.cli.arguments import Parser, form
from engine.cli.desk import Desk
from engine.cli.output import FINE, UNFINISHED, Wrong
from engine.cli.wizard import Wizard
from engine.rules.model import Rulebook

__all__ = ["arguments", "run"]


def arguments(parser: Parser, lang: str) -> None:
    """Add what the command takes."""
    parser.add_argument("item", metavar="ITEM", help=parser.say("事项编码或文件", "code or file of the item"))
    parser.add_argument(
        "--answers",
        metavar="FILE",
        help=parser.say(
            "已有的回答（JSON，- 为标准输入）", "answers given already (JSON; - for standard input)"
        ),
    )
    parser.add_argument(
        "--unknown",
        metavar="NAME",
        action="append",
        default=[],
        help=parser.say(
            "还不知道、不要问的一项，可以写几次", "a field not known yet, not to be asked; repeatable"
        ),
    )
    form(parser, ("text", "json"))


def run(desk: Desk, args: Namespace) -> int:
    """Ask and say what to bring; 3 if it was stopped by Ctrl+C."""
    chosen = desk.choose(args.item, desk.on)
    facts = {} if args.answers is None else read_answers(args.answers)
    _known_names(chosen.rulebook, args.unknown)
    wizard = Wizard(
        console=desk.console,
        rulebook=chosen.rulebook,
        on=desk.on,
        given=facts,
        skipped=tuple(args.unknown),
    )
    if args.format == "json":
        known = needs(chosen.rulebook, facts, desk.on, lang=desk.console.lang).to_json()
        answer = {**wizard.step().to_json(), "needs": known}
        desk.console.show(json.dumps(answer, ensure_ascii=False, indent=2, default=str))
        return FINE
    return _converse(desk, wizard)


def _known_names(rulebook: Rulebook, names: Iterable[str]) -> None:
    for name in names:
        if name not in rulebook.questions:
            raise Wrong(stranger_words(rulebook, name, "zh"), stranger_words(rulebook, name, "en"))


def _converse(desk: Desk, wizard: Wizard) -> int:
    """Ask at the terminal or from lines, then say what is known."""
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")
    desk.console.tell(
        f"{wizard.rulebook.name}  {wizard.rulebook.item}",
        f"{wizard.rulebook.name_en}  {wizard.rulebook.item}",
    )
    _tell_misread(desk, wizard)
    code, settled = FINE, False
    try:
        settled = wizard.ask_all()
    except KeyboardInterrupt:
        code = UNFINISHED
    desk.console.err.write("\n")
    if not settled:
        desk.console.tell("还没有问完，先说现在知道的：", "Not all was asked; what is known so far:")
    known = needs(wizard.rulebook, wizard.facts, wizard.on, lang=desk.console.lang)
    for line in summary(known, desk.console.lang):
        desk.console.show(line)
    return code


def _tell_misread(desk: Desk, wizard: Wizard) -> None:
    """Tell of answers in the file that cannot be read; they are asked again."""
    for misread in needs(wizard.rulebook, wizard.given, wizard.on, lang=desk.console.lang).misread:
        desk.console.err.write(f"{misread.fact}: {misread.says}\n")
