"""The pages of one item: its guide in Chinese, in English and in large type, the sheet, and the data.

A job in, its files out. Runs on any core: it reads the item's files itself and needs nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.guide.build import build_guide
from engine.guide.code import address
from engine.guide.model import Guide
from engine.guide.site.model import Job, Made, Row, Site
from engine.guide.to_html import Frame, Link, sheet, to_html
from engine.guide.words import say
from engine.item.load import load
from engine.item.model import Item
from engine.item.text import MAX_BYTES
from engine.rules.model import Rulebook
from engine.search.document import document_of

__all__ = ["Maker"]


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the files of one item for one site."""

    site: Site

    def __call__(self, job: Job) -> Made:
        """Make the files; an item that cannot be read or compiled has none, and no row."""
        item = _read(job.path)
        read = {code: _read(path) for code, path in job.parts.items()}
        parts = {code: part for code, part in read.items() if part is not None}
        if item is None or job.book is None or len(parts) < len(read):
            return Made(code=job.code, key=job.key, row=None, files={})
        rulebook = Rulebook.from_bytes(job.book)
        zh = build_guide(item, rulebook, self.site.on, parts=parts)
        en = build_guide(item, rulebook, self.site.on, parts=parts, lang="en")
        forms = _forms(item, job.path)
        addresses = {form: f"forms/{job.code}/{path.name}" for form, path in forms.items()}
        files = dict(self._files(zh, en, addresses))
        files |= {addresses[form]: path.read_bytes() for form, path in forms.items()}
        return Made(code=job.code, key=job.key, row=_row(item, zh, en), files=files)

    def _files(self, zh: Guide, en: Guide, forms: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
        code = zh.item
        yield f"items/{code}.html", to_html(zh, self._frame(zh, "../", False, forms)).encode()
        yield f"large/items/{code}.html", to_html(zh, self._frame(zh, "../../", True, forms)).encode()
        yield f"en/items/{code}.html", to_html(en, self._frame(en, "../../", False, forms)).encode()
        carried = Frame(center=self.site.center, code=self._code(zh))
        yield f"sheets/{code}.html", sheet(zh, carried).encode()
        yield f"en/sheets/{code}.html", sheet(en, carried).encode()
        yield f"items/{code}.json", _json({"zh": zh.to_json(), "en": en.to_json()})

    def _frame(self, guide: Guide, root: str, large: bool, forms: Mapping[str, str]) -> Frame:
        english = guide.lang == "en"
        home = root + ("en/" if english else "large/" if large else "") + "index.html"
        department = Link(href=f"{home}#{guide.department}", label=guide.department)
        return Frame(
            root=root,
            home=home,
            center=self.site.center,
            phone=self.site.phone,
            large=large,
            script=f"{root}yici.js",
            code=self._code(guide),
            forms={form: root + path for form, path in forms.items()},
            tools=tuple(_tools(guide, root, large)),
            crumbs=(Link(href=home, label=say("start", guide.lang)), department),
        )

    def _code(self, guide: Guide) -> str:
        """Give the address in the code: none without an address of the site, for it would lead nowhere."""
        return address(guide, self.site.address) if self.site.address else ""


def _tools(guide: Guide, root: str, large: bool) -> Iterator[Link]:
    code, lang = guide.item, guide.lang
    if lang == "zh":
        where = f"items/{code}.html" if large else f"large/items/{code}.html"
        yield Link(href=root + where, label=say("plain" if large else "elder", lang))
    if not large:
        yield Link(href=f"{root}{'en/' if lang == 'en' else ''}sheets/{code}.html", label=say("sheet", lang))
    other = f"items/{code}.html" if lang == "en" else f"en/items/{code}.html"
    other_lang = "zh-CN" if lang == "en" else "en"
    yield Link(href=root + other, label=say("other_language", lang), lang=other_lang)


def _row(item: Item, zh: Guide, en: Guide) -> Row:
    places = {place.key: place.says for place in zh.places}
    limit, fee = (tuple(one.facts[number].says for one in (zh, en)) for number in (0, 1))
    return Row(
        code=zh.item,
        edition=zh.edition,
        name=(zh.name, en.name),
        department=(zh.department, en.department),
        summary=(zh.summary, en.summary),
        limit=(limit[0], limit[1]),
        fee=(fee[0], fee[1]),
        topics=zh.topics,
        audiences=tuple(map(str, item.audiences)),
        materials=tuple(line.label for line in zh.bring),
        place=places.get("place", ""),
        hours=places.get("hours", ""),
        consultation=places.get("consultation", ""),
        search={"document": document_of(item).to_json()},
    )


def _forms(item: Item, path: str) -> dict[str, Path]:
    """Give the blank and filled forms that stand beside the item; what is elsewhere is not fetched."""
    home = Path(path).parent.resolve()
    found: dict[str, Path] = {}
    for material in item.materials:
        for form in (material.blank_form, material.filled_form):
            file = None if form is None else (home / str(form)).resolve()
            if file is not None and file.is_relative_to(home) and file.is_file():
                found[str(form)] = file
    return found


def _read(path: str) -> Item | None:
    with open(path, "rb") as file:
        loaded = load(file.read(MAX_BYTES + 1), path)
    faulty = any(fault.kind.level == "fault" for fault in loaded.faults)
    return None if faulty else loaded.item


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
