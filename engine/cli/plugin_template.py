"""The files of a new plug-in distribution: a name in, texts by path out; whole, with a test that passes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["plugin_files"]

_PYPROJECT: Final = """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "yici-{name}"
version = "0.1.0"
description = "What {name} adds to yici"
readme = "README.md"
requires-python = ">=3.11"
dependencies = ["yici"]

[project.entry-points.yici]
{name} = "yici_{name}"

[tool.hatch.build.targets.wheel]
packages = ["yici_{name}"]

[tool.pytest.ini_options]
pythonpath = ["."]
"""
_README: Final = """\
# yici-{name}

What {name} adds to yici.

    yici plugins test .        # does it keep the contract?
    python -m pytest           # its own tests
    pip install .              # from now on it is plugged in
"""
_PACKAGE: Final = '''\
"""{name}: what this department adds to yici. Change the example into what you need."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from engine.hookspecs import Example, Function, hookimpl

__all__ = ["functions"]


def area(*, 长: Decimal, 宽: Decimal) -> Mapping[str, object]:
    """Multiply; an item names what it gives under 传入 and judges 答复.面积."""
    return {{"面积": 长 * 宽}}


@hookimpl
def functions() -> Mapping[str, Function]:
    """An item asks like this: 插件: {name}/面积."""
    return {{
        "{name}/面积": Function(
            run=area,
            inputs={{"长": "number", "宽": "number"}},
            answers={{"面积": "number"}},
            zh="长乘宽",
            en="length by width",
            examples=[Example(given={{"长": 3, "宽": 4}}, answers={{"面积": 12}})],
        )
    }}
'''
_TEST: Final = '''\
"""What this plug-in promises."""

from __future__ import annotations

from pathlib import Path

from engine.center import Center


def test_every_function_does_what_its_examples_say() -> None:
    center = Center(sources=[Path(__file__).parents[1]], installed=False)
    assert center.faults == ()
    for name, function in center.functions.items():
        assert function.examples, name
        for example in function.examples:
            assert center.ask(name, example.given) == example.answers, name
'''


def plugin_files(name: str) -> Mapping[str, str]:
    """Give the files of a distribution."""
    texts = {
        "pyproject.toml": _PYPROJECT,
        "README.md": _README,
        f"yici_{name}/__init__.py": _PACKAGE,
        f"yici_{name}/py.typed": "",
        f"tests/test_{name}.py": _TEST,
    }
    return {path: text.format(name=name) for path, text in texts.items()}
