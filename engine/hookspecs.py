"""What a plug-in can add: the hooks, and the nouns that are handed over and given back.

A plural noun contributes, a verb asks, a past participle informs. Whatever is handed over is a copy that
cannot be changed; whatever comes back is checked against the type that stands here, and copied. Arguments are
only ever added. Nothing of ours is imported here but the nouns, so that a plug-in needs nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

import pluggy

from engine.hook_nouns import (
    KINDS,
    Carried,
    Command,
    Example,
    Filled,
    Flaw,
    Function,
    Happened,
    Identity,
    Incoming,
    Lint,
    Mark,
    Message,
    Page,
    Parcel,
    Reads,
    Scanned,
    Sent,
    Told,
    ValueKind,
)

__all__ = [
    "GROUP",
    "KINDS",
    "Carried",
    "Command",
    "Example",
    "Filled",
    "Flaw",
    "Function",
    "Happened",
    "Identity",
    "Incoming",
    "Lint",
    "Mark",
    "Message",
    "Page",
    "Parcel",
    "Reads",
    "Scanned",
    "Sent",
    "Told",
    "ValueKind",
    "hookimpl",
    "reads",
]

GROUP: Final = "yici"
Impl = TypeVar("Impl", bound=Callable[..., object])

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)


def reads(
    *, entries: Sequence[str] = (), sources: Sequence[str] = (), facts: Sequence[str] = ()
) -> Callable[[Impl], Impl]:
    """Say what `check_material` or `fill_material` wants to be handed; it is asked about nothing else.

    `entries` are the ends of names under 登记 (身份证号 also means 法定代表人身份证号), `sources` the systems
    that an item names under 来源, `facts` the paths of answers to look things up by.
    """

    def mark(function: Impl) -> Impl:
        wanted = Reads(entries=tuple(entries), sources=tuple(sources), facts=tuple(facts))
        function.__dict__["yici_reads"] = wanted
        return function

    return mark


@hookspec
def catalogs() -> Sequence[str | Path]:  # type: ignore[empty-body]  # a hook has no body
    """Give folders with item files.

    Called when an item is looked for that the centre's own catalogue does not have, and when all are listed,
    searched, linted, tested or published. Return absolute paths of folders. An item of the same code belongs
    to the centre's own catalogue, then to the first plug-in with it.
    """


@hookspec
def functions() -> Mapping[str, Function]:  # type: ignore[empty-body]  # a hook has no body
    """Give check functions by the names that items write under 插件, such as 住建/排烟口距离.

    Called once when the centre is built. A name is `plug-in/function` and belongs to one plug-in: the second
    that offers it is refused.
    """


@hookspec
def code_lists() -> Sequence[str | Path]:  # type: ignore[empty-body]  # a hook has no body
    """Give files with the code lists of a place, written as engine/item/elements/national.yaml is.

    Called when an item or a case is written for others. A list is known by its 名称; the second of the same
    name is refused.
    """


@hookspec
def holidays() -> Sequence[str | Path]:  # type: ignore[empty-body]  # a hook has no body
    """Give files with the days on which a place keeps other hours than the country, under 停办 and 加开.

    Called when the calendar of the centre is made. All count; a day that two files name belongs to the first
    plug-in.
    """


@hookspec
def templates() -> Mapping[str, str | Path]:  # type: ignore[empty-body]  # a hook has no body
    """Give templates of papers by kind (`correction`), or for one item alone (`correction/SC-0201`).

    Called when a paper is laid out. A template is a Jinja file that extends `paper.html` and fills its block
    `after`; it is laid out in a sandbox, and ours is taken if it fails. The one for the item comes before the
    one for all. A name belongs to the first plug-in that offers it.
    """


@hookspec
def commands() -> Mapping[str, Command]:  # type: ignore[empty-body]  # a hook has no body
    """Give commands of `yici` by name.

    Called when a command is named that is not built in, and for `yici --help`. A name belongs to the first
    plug-in that offers it; the second is refused.
    """


@hookspec
def pages() -> Mapping[str, Page]:  # type: ignore[empty-body]  # a hook has no body
    """Give pages of the web by their path, such as market/food-categories.

    Called once when the web is built; the page stands at /pages/ and its path, inside the frame of ours. A
    path is words in kebab-case with slashes between; it belongs to the first plug-in that offers it, the
    second is refused.
    """


@hookspec
def lints() -> Mapping[str, Lint]:  # type: ignore[empty-body]  # a hook has no body
    """Give lints of items by their code, such as market/no-category.

    Called for every item that `yici lint` reads. All count; a code belongs to the first plug-in that offers
    it, and its first part is none of ours.
    """


@hookspec
def check_material(item: str, material: str, record: Mapping[str, object]) -> Sequence[Flaw]:  # type: ignore[empty-body]  # a hook has no body
    """Say what is wrong with the values read off a material; nothing wrong is an empty list.

    Called in every check for a material that is there and records one of the entries named by `reads`; only
    these are handed over. All flaws of all plug-ins count.
    """


@hookspec
def fill_material(item: str, material: str, source: str, facts: Mapping[str, object]) -> Filled | None:
    """Look up a material that nobody has to bring (免提交), or give None if the register has nothing.

    Called in every check where such a material was not looked at and names one of the sources of `reads`; of
    the facts only those of `reads` are handed over. The first plug-in that knows it is believed.
    """


@hookspec
def identify(number: str) -> Identity | None:
    """Say what kind of document a number belongs to, or None if it has another shape.

    Called when a number is typed or read at a window (/counter/number). All answers are shown, in the order
    of the plug-ins.
    """


@hookspec
def notify(message: Message) -> Sent | None:
    """Send a message, or give None if its channel is not yours.

    Called by the worker after an event that the applicant is told of (told, accepted, declined, decided,
    ready to collect, posted, sent back), if their telephone or e-mail address is known: the channel is the
    one they wished, or the next that is known if no back end takes the first; so is the language. Messages
    have their turn after everything that the law brings about, one at a time, for some seconds of each round.
    Every back end is asked. If none has taken it and one has failed, all are asked again with the same key,
    ten times within some three hours, then it is given up. What came of it is recorded; it is sent at least
    once.
    """


@hookspec
def carry(parcel: Parcel) -> Carried | None:
    """Take a parcel over, or say how far it is if it has a waybill; None if it is not yours.

    Called when a result is posted (`yici case post`, the issue window) and nobody has typed a waybill, before
    the act and only if nothing else stands against it. Asked in the order of the plug-ins until one takes it
    or fails: whoever failed may have taken it, so nobody else is asked, and the act is refused. Only programs
    of your own ask with a waybill so far; how far a parcel is stands on a page of the plug-in.
    """


@hookspec
def scan_upload(upload: Incoming) -> Scanned | None:
    """Look for viruses in a file, or give None if you cannot say.

    Called before a file of an applicant or a clerk is kept, and before one that was not looked into is handed
    out. All are asked; what one of them finds is enough to refuse the file. It is clean if one says so who
    has read it to its end, and nobody failed; else `查不了毒也收` in center.yaml settles what becomes of it.
    """


@hookspec
def event_recorded(event: Happened) -> None:
    """Learn that an event of a case was recorded.

    Called after every event is safe in the store, for each once; nothing may be returned. All are told.
    """


@hookspec
def correction_told(correction: Told) -> None:
    """Learn that a correction was told.

    Called after its event is safe in the store; nothing may be returned. All are told.
    """
