"""XML bytes in, elements with their places out: no document type, no entity, nothing fetched, limits kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NoReturn
from xml.parsers import expat

from engine.dataclass import dataclass, field
from engine.fault import Fault, FaultKind
from engine.source import Source

__all__ = ["DEPTH", "ELEMENTS", "MAX_BYTES", "UNREADABLE", "Element", "Unread", "elements"]

UNREADABLE = FaultKind(
    code="exchange/unreadable",
    zh="这个决策文件读不了：{zh}",
    en="This decision file cannot be read: {en}",
    why_zh="只读 DMN 1.3 到 1.5 的 XML。文件里不能有 DOCTYPE 和实体，也不能太大、太深。",
    why_en="DMN 1.3 to 1.5 is read, without DOCTYPE and entities, and within limits of size and depth.",
    wrong="决策文件: 消防要求.docx",
    right="决策文件: 消防要求.dmn",
)
MAX_BYTES: Final = 1024 * 1024
DEPTH: Final = 64
ELEMENTS: Final = 50_000


@dataclass(slots=True, kw_only=True)
class Element:
    """One element: its namespace and name, its attributes without a namespace, what is inside, its place."""

    namespace: str
    name: str
    attributes: Mapping[str, str]
    line: int
    column: int
    children: list[Element] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text directly inside, without the space around it."""
        return "".join(self.texts).strip()

    def all(self, *names: str) -> Iterator[Element]:
        """Give the elements directly inside that have one of these names and the same namespace."""
        return (each for each in self.children if each.name in names and each.namespace == self.namespace)

    def one(self, name: str) -> Element | None:
        """Give the first element of a name directly inside."""
        return next(self.all(name), None)

    def at(self, path: str) -> Source:
        """Give the place of the element's name in its file."""
        end = self.column + len(self.name) + 1
        return Source(path=path, line=self.line, column=self.column, end_column=end)


class Unread(Exception):
    """A file that cannot be read, with the fault that says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.says("en"))
        self.fault = fault

    @classmethod
    def of(cls, path: str, line: int, column: int, zh: str, en: str) -> Unread:
        """Say what is wrong at a place."""
        source = Source(path=path, line=line, column=column, end_column=column + 1)
        return cls(Fault(kind=UNREADABLE, source=source, values={"zh": zh, "en": en}))


def elements(data: bytes, path: str) -> Element:
    """Read a file into elements, or raise `Unread`."""
    if len(data) > MAX_BYTES:
        raise Unread.of(path, 1, 1, "文件超过 1 MiB。", "the file is longer than 1 MiB.")
    return _Reader(path).read(data)


class _Reader:
    __slots__ = ("count", "open", "parser", "path", "root")

    def __init__(self, path: str) -> None:
        self.path = path
        self.count = 0
        self.open: list[Element] = []
        self.root: Element | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.doctype
        self.parser.ExternalEntityRefHandler = self.doctype
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def read(self, data: bytes) -> Element:
        try:
            self.parser.Parse(data, True)
        except expat.ExpatError as error:
            said = expat.ErrorString(error.code) or "no element found"
            raise Unread.of(
                self.path, error.lineno, error.offset + 1, "XML 写得不对。", f"bad XML, {said}."
            ) from None
        except (ValueError, LookupError):
            self.refuse("文件的编码不认识，请存成 UTF-8。", "its encoding is unknown; save it as UTF-8.")
        if self.root is None:
            self.refuse("里面什么都没有。", "there is nothing in it.")
        return self.root

    def refuse(self, zh: str, en: str) -> NoReturn:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        raise Unread.of(self.path, line, column, zh, en)

    def doctype(self, *_: object) -> NoReturn:
        self.refuse("里面有 DOCTYPE 或实体，请删掉。", "it has a DOCTYPE or an entity; remove it.")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > ELEMENTS:
            self.refuse(f"超过 {ELEMENTS} 个元素。", f"it has more than {ELEMENTS} elements.")
        if len(self.open) >= DEPTH:
            self.refuse(f"嵌套超过 {DEPTH} 层。", f"it is nested more than {DEPTH} levels deep.")
        namespace, _, local = name.rpartition(" ")
        made = Element(
            namespace=namespace,
            name=local,
            attributes={key: value for key, value in attributes.items() if " " not in key},
            line=self.parser.CurrentLineNumber,
            column=self.parser.CurrentColumnNumber + 1,
        )
        if self.open:
            self.open[-1].children.append(made)
        else:
            self.root = made
        self.open.append(made)

    def end(self, _: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        if self.open:
            self.open[-1].texts.append(text)
