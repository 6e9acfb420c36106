"""How an expression language spells what the rules need; each engine changes what it says otherwise."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["Dialect"]


class Dialect:
    """How one expression language spells what the rules need; the base is the way of zen."""

    AND, OR, NULL, TRUE, FALSE = "and", "or", "null", "true", "false"
    APPLIED = "d(applied_on)"

    def both(self, *parts: str) -> str:
        return "(" + f" {self.AND} ".join(parts) + ")"

    def either(self, *parts: str) -> str:
        return "(" + f" {self.OR} ".join(parts) + ")"

    def no(self, part: str) -> str:
        return f"not ({part})"

    def answer(self, name: str) -> str:
        return f'facts["{name}"]'

    def answered(self, name: str) -> str:
        return f"{self.answer(name)} != {self.NULL}"

    def applicant(self) -> str:
        return 'facts["申请人"]["名称"]'

    def of(self, material: str, key: str) -> str:
        return f'materials["{material}"]["{key}"]'

    def stated(self, material: str, key: str) -> str:
        return f"{self.of(material, key)} != {self.NULL}"

    def read(self, material: str, key: str) -> str:
        return f'materials["{material}"]["record"]["{key}"]'

    def known(self, material: str, key: str) -> str:
        return f"{self.read(material, key)} != {self.NULL}"

    def closed(self) -> str:
        return f"closed == {self.TRUE}"

    def text(self, word: str) -> str:
        return f'"{word}"'

    def one_of(self, value: str, words: Sequence[str]) -> str:
        return f"{value} in [{', '.join(self.text(word) for word in words)}]"

    def day(self, value: str) -> str:
        return f"d({value})"

    def add_days(self, day: str, days: int) -> str:
        return f'{day}.add({days}, "d")'

    def add_months(self, day: str, months: int) -> str:
        return f'{day}.add({months}, "M")'

    def times(self, value: str, factor: str) -> str:
        return f"{value} * {factor}"

    def number(self, value: str) -> str:
        return value

    def pick(self, test: str, yes: str, no: str) -> str:
        return f"({test} ? {yes} : {no})"

    def some_person(self) -> str:
        stale = f"{self.add_months(self.day('#.体检日期'), 12)} < {self.APPLIED}"
        stale = stale.replace("#.体检日期", '#["体检日期"]')
        return f'some(facts["从业人员"], #["体检日期"] != null and {stale})'

    def is_option(self, name: str, word: str) -> str:
        return self.both(self.answered(name), f"{self.answer(name)} == {self.text(word)}")

    def is_yes(self, name: str) -> str:
        return self.both(self.answered(name), f"{self.answer(name)} == {self.TRUE}")
