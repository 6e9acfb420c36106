"""The centre: the one place that knows which parts are plugged in, and that calls them.

Plug-ins come from ourselves, from installed distributions, source trees and single files; all use the same
hooks. Whoever is refused is named in a fault and the others go on. A plug-in that raises, exits, hangs or
answers nonsense gives no answer, and its name; it never takes a check with it (guarantees D15).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, get_args

from engine.center import problems
from engine.center.asker import Asker
from engine.center.asking import Asking
from engine.center.calls import Called, Calls, Use
from engine.center.contract import Contract, Refused
from engine.center.contributions import Contributions, Owned
from engine.center.faults import BAD_CONTRIBUTION, BROKEN, WAS_RUNNING
from engine.center.find import Found, find, load
from engine.center.isolated import Child
from engine.center.plugin import Implementation, Plugged, Plugin
from engine.center.running import HERE, Host, run
from engine.center.trail import Trail
from engine.center.typed import copied
from engine.fault import Fault, FaultKind
from engine.hookspecs import Command, Function, Happened, Incoming, Message, Page, Parcel, Told
from engine.source import Source

if TYPE_CHECKING:
    from engine.calendar import Calendar
    from engine.check.look import Ask
    from engine.item.elements import Profile
    from engine.item.model import Item
    from engine.rules.model import Rulebook

__all__ = ["OWN", "Center"]

OWN: Final = ("engine.center.own",)
_LOAD_SECONDS: Final = 10.0
_PAPER_SECONDS: Final = 10.0


class Center:
    """A centre with its plug-ins; built once, then only asked."""

    def __init__(
        self,
        *,
        own: Sequence[str] = OWN,
        files: Path | None = None,
        sources: Sequence[Path] = (),
        installed: bool = True,
        isolated: Collection[str] = (),
        trail: Path | None = None,
    ) -> None:
        """Plug in our own modules, installed distributions, source trees, then the files of a folder.

        A plug-in named in `isolated` runs in a process of its own. In the folder `trail` it is remembered who
        was at work if this process ends all at once.
        """
        self._contract = Contract()
        self._faults: list[Fault] = []
        self._children: list[Child] = []
        self._trail = Trail(trail)
        self._name_left(found := tuple(find(own, files, sources, installed)))
        self._plugged = tuple(each for one in found for each in self._plug_in(one, one.name in isolated))
        self._calls = Calls(self._trail)
        self._contributions = Contributions(self._plugged, self._calls, self._refuse)
        self._asking = Asking(self._plugged, self._calls)
        self._functions = self._contributions.named("functions", problems.of_function)
        self._asker = Asker(self._asking, self.call)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What was refused, and why."""
        return tuple(self._faults)

    @property
    def plugins(self) -> tuple[Plugin, ...]:
        """The plug-ins in use, ours first, then installed ones, source trees and files, each by name."""
        return tuple(plugged.plugin for plugged in self._plugged)

    @property
    def functions(self) -> Mapping[str, Function]:
        """Every check function by name."""
        return {name: owned.value for name, owned in self._functions.items()}

    @property
    def called(self) -> tuple[Called, ...]:
        """The newest calls with their outcomes."""
        return self._calls.made

    @property
    def uses(self) -> tuple[Use, ...]:
        """How much each plug-in was used so far: calls, share of time, failures."""
        return self._calls.uses(self.plugins)

    def owner(self, function: str) -> Plugin | None:
        """Give the plug-in that offers a check function."""
        owned = self._functions.get(function)
        return None if owned is None else owned.by.plugin

    def call(self, name: str, inputs: Mapping[str, object]) -> Called:
        """Call a check function; whatever it does, an outcome with the plug-in's name comes back."""
        owned = self._functions.get(name)
        if owned is None:
            nobody = Plugin(name=name.partition("/")[0], version="", path="", hooks=())
            return self._calls.call_function(name, nobody, HERE, None, inputs)
        return self._calls.call_function(name, owned.by.plugin, owned.by.host, owned.value, inputs)

    def ask(self, name: str, inputs: Mapping[str, object]) -> Mapping[str, object] | None:
        """Answer a check that asks: a function by its name, `check_material` or `fill_material`."""
        return self._asker.ask(name, inputs)

    def asker(self, rulebook: Rulebook) -> Ask | None:
        """Give `ask` if anything of this rulebook concerns any plug-in; else a check need not ask at all."""
        return self.ask if self._asker.concerned(rulebook) else None

    def catalogs(self) -> tuple[Path, ...]:
        """Give the folders with items that plug-ins contribute."""
        problem = "不是一个绝对路径的文件夹 / no absolute folder"
        return tuple(path for _, path in self._contributions.paths("catalogs", Path.is_dir, problem))

    def commands(self) -> Mapping[str, Command]:
        """Give the commands that plug-ins contribute, by name."""
        found = self._contributions.named("commands", problems.of_command)
        return {name: owned.value for name, owned in found.items()}

    def templates(self) -> Mapping[str, Path]:
        """Give the templates of papers that plug-ins contribute, by kind (`correction`) or kind and item."""
        return {name: Path(owned.value) for name, owned in self._templates().items()}

    def _templates(self) -> Mapping[str, Owned]:
        from engine.case.papers import PAPERS  # the road of a case: only who writes papers needs it

        return self._contributions.named("templates", partial(problems.of_template, kinds=PAPERS.keys()))

    def pages(self) -> Mapping[str, Page]:
        """Give the pages of the web that plug-ins contribute, by path."""
        return {path: owned.value for path, owned in self._pages().items()}

    def _pages(self) -> Mapping[str, Owned]:
        from engine.case.model import Role  # only where there are people in roles

        return self._contributions.named("pages", partial(problems.of_page, roles=get_args(Role)))

    def show(self, path: str, lang: str, query: Mapping[str, str]) -> Called:
        """Ask for what a contributed page shows: HTML, or a mapping to be sent as JSON."""
        owned = self._pages()[path]
        wanted = partial(copied, hint=str | Mapping[str, object])
        return self._asking.contributed("pages", path, owned.by, owned.value.show, lang, query, wanted=wanted)

    def code_lists(self) -> Mapping[str, Profile]:
        """Give the code lists of places by their names, the national ones first."""
        from engine.center.places import code_lists  # reads YAML: only for exchange with others

        return code_lists(self._contributions, self._refuse)

    def calendar(self) -> Calendar:
        """Give the national calendar with the days of their own that plug-ins contribute."""
        from engine.center.places import calendar  # only where a clock runs

        return calendar(self._contributions, self._refuse)

    def lint(self, item: Item) -> tuple[Fault, ...]:
        """Run the lints that plug-ins contribute over an item, and ours about what it asks of plug-ins."""
        from engine.center.lint import lint  # only for authors

        found = self._contributions.named("lints", problems.of_lint)
        return lint(item, found, self.functions, self._asking)

    def written(self, kind: str, item: str, lay_out: Callable[[str | None], str]) -> str:
        """Lay a paper out by the template of a plug-in for the item, else for all items, else by ours.

        Ours is taken too where that of a plug-in cannot be used; the plug-in is then named among the faults.
        """
        found = self._templates()
        name = next((each for each in (f"{kind}/{item}", kind) if each in found), None)
        if name is None:
            return lay_out(None)
        owned = found[name]
        called = self._asking.contributed(
            "templates",
            name,
            # A template is only read by its plug-in; it is laid out here, in a sandbox.
            replace(owned.by, host=HERE),
            lambda: lay_out(Path(owned.value).read_text(encoding="utf-8")),
            wanted=partial(copied, hint=str),
            seconds=_PAPER_SECONDS,
        )
        if called.state == "answered":
            return str(called.answer)
        reason = f"{name}: {called.reason or called.state}"
        self._refuse(BAD_CONTRIBUTION, owned.by.plugin, hook="templates", reason=reason)
        return lay_out(None)

    def gather(self) -> None:
        """Ask for every contribution, so that everything that is wrong with one is known."""
        for contributed in (self.catalogs, self.commands, self.pages, self.templates, self.code_lists):
            contributed()
        self.calendar()
        self._contributions.named("lints", problems.of_lint)

    def identify(self, number: str) -> tuple[Called, ...]:
        """Ask what kind of document a number belongs to; whoever cannot tell is left out."""
        asked = self._asking.all("identify", {"number": number})
        return tuple(each for each in asked if each.answer is not None or each.state != "answered")

    def notify(self, message: Message) -> tuple[Called, ...]:
        """Have a message sent by every back end; None is the answer of one whose channel it is not."""
        return self._asking.all("notify", {"message": message})

    def carry(self, parcel: Parcel) -> Called | None:
        """Have a parcel taken over, or ask how far it is; None if nobody does that."""
        return self._asking.first("carry", {"parcel": parcel})

    @property
    def scanners(self) -> tuple[Callable[[Incoming], Called], ...]:
        """Give a way to ask each plug-in that looks for viruses; a file is handed to each by itself."""

        def asker(plugged: Plugged, found: Implementation) -> Callable[[Incoming], Called]:
            return lambda upload: self._asking.one(plugged, found, {"upload": upload})

        return tuple(asker(*each) for each in self._asking.implementations("scan_upload"))

    def event_recorded(self, event: Happened) -> tuple[Called, ...]:
        """Tell everybody who wants to know that an event was recorded."""
        return self._asking.all("event_recorded", {"event": event})

    def correction_told(self, correction: Told) -> tuple[Called, ...]:
        """Tell everybody who wants to know that a correction was told."""
        return self._asking.all("correction_told", {"correction": correction})

    def close(self) -> None:
        """End the processes of isolated plug-ins; a call after that starts them again."""
        for child in self._children:
            child.close()

    def _plug_in(self, found: Found, isolated: bool) -> Iterator[Plugged]:
        """Load a plug-in and hold it against the contract; one that is refused is named and left out."""
        plugin = Plugin(
            name=found.name,
            version=found.version,
            path=found.path,
            hooks=(),
            own=found.own,
            isolated=isolated,
        )
        if isolated:
            child = Child(found)
            self._children.append(child)
            host: Host = child
            ran = child.start(_LOAD_SECONDS)
        else:
            host = HERE
            loading = load if found.own else self._trail.marked(load, found.name, "import")
            ran = run(lambda: self._contract.seen(lambda: loading(found), found.name), _LOAD_SECONDS)
        if ran.state != "answered":
            self._refuse(BROKEN, plugin, reason=ran.reason or ran.state)
        elif isinstance(ran.value, Refused):
            self._refuse(ran.value.kind, plugin, hook=ran.value.hook)
        else:
            implementations: Mapping[str, Implementation] = ran.value
            plugin = replace(plugin, hooks=tuple(implementations), loading=ran.seconds)
            yield Plugged(plugin=plugin, host=host, implementations=implementations)

    def _name_left(self, found: Sequence[Found]) -> None:
        """Name the plug-ins that were at work when this program last ended all at once."""
        paths = {each.name: each.path for each in found}
        for left in self._trail.left():
            plugin = Plugin(name=left.plugin, version="", path=paths.get(left.plugin, ""), hooks=())
            self._refuse(WAS_RUNNING, plugin, hook=left.hook)

    def _refuse(self, kind: FaultKind, plugin: Plugin, **values: str) -> None:
        source = Source(path=plugin.path, line=1, column=1, end_column=1)
        fault = Fault(kind=kind, source=source, values={"plugin": plugin.name, **values})
        if fault not in self._faults:
            self._faults.append(fault)
