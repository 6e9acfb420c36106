"""How a template becomes code: includes stand in their places, plain text passes as it is, parts are kept.

Jinja makes a context and a generator for every part that is included, and a `Markup` of every value. A page
has hundreds of values and only joins them: a text without a sign that has to be escaped is its own spelling.
`{% kept "name" %}` is around what depends on the guide alone: who hands in a place to keep it has it rendered
once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, TypeAlias

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import Environment
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup, escape

__all__ = ["Parts", "quicken"]

Parts: TypeAlias = dict[str, Markup]
"""The parts of one guide that were rendered already, by name."""

_INCLUDE: Final = re.compile(r'(?:^[ \t]*)?\{% include "([^"]+)" %\}\n?', re.MULTILINE)


def quicken(made: Environment) -> Environment:
    """Let an environment compile its templates into quicker code; the pages stay the same."""
    made.add_extension(_Inlined)
    made.add_extension(_Kept)
    made.code_generator_class = _Joining
    made.extend(spelt=_spelt)
    return made


class _Inlined(Extension):
    """Puts what a template includes by name in the place of the include; names that are values stay."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Give the source of a template with its parts in it."""
        return _INCLUDE.sub(lambda found: self._part(found[1]), source)

    def _part(self, name: str) -> str:
        loader = self.environment.loader
        assert loader is not None, "templates are read from folders"
        source, _, _ = loader.get_source(self.environment, name)
        return self.preprocess(source, name).removesuffix("\n")


class _Kept(Extension):
    """Renders a part once for all pages that share a place to keep it, the value `parts`."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.tags = {"kept"}

    def parse(self, parser: Parser) -> nodes.Node:
        """Make the part a call that may be left out."""
        line = next(parser.stream).lineno
        named = [parser.parse_expression(), nodes.Name("parts", "load")]
        body = parser.parse_statements(("name:endkept",), drop_needle=True)
        return nodes.CallBlock(self.call_method("_part", named), [], [], body).set_lineno(line)

    def _part(self, name: str, parts: Parts | None, caller: Callable[[], Markup]) -> Markup:
        if parts is None:
            return caller()
        if name not in parts:
            parts[name] = caller()
        return parts[name]


class _Joining(CodeGenerator):
    """Writes code for pages whose values are joined and nothing else."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.spelt(")


def _spelt(value: object) -> str:
    """Spell a value for a page."""
    if type(value) is str and not (
        "&" in value or "<" in value or ">" in value or '"' in value or "'" in value
    ):
        return value
    return escape(value)
