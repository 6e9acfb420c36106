"""What was before: the editions of an item with who made them, two of them compared, a text saved earlier."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response

from engine.catalog.catalog import Place
from engine.guide.to_html import Frame, Wizard, values_of
from web.page import inside, page, refused
from web.route import Visit
from web.sheet.carried import answers, situation
from web.studio.difference import difference
from web.studio.reach import draft_of, known_number, name_of, own, sight_for, when
from web.studio.sheet import Sheet, Uneditable
from web.studio.tabs import guide_of, text_of
from web.words import say

__all__ = ["edition", "guide", "item", "version"]

_PLACES = frozenset({"tab", "view"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One edition in the list of an item: its days, and who wrote, reviewed and published it."""

    edition: str
    period: str
    who: tuple[str, ...]
    before: str


def item(visit: Visit) -> Response:
    """Show the editions of an item, the newest first."""
    found = _editions(visit)
    if not found:
        return refused(visit, 404)
    return page(
        visit,
        "studio/item.html",
        code=visit.path["code"],
        name=found[-1].record.name,
        lines=list(reversed(_lines(visit, found))),
        writes=visit.actor.role == "author",
    )


def _editions(visit: Visit) -> tuple[Place, ...]:
    found = visit.house.shelf.editions(visit.path["code"])
    return found if found and own(visit, found[-1].record.department) else ()


def _lines(visit: Visit, editions: tuple[Place, ...]) -> list[Line]:
    made = []
    for number, place in enumerate(editions):
        record = place.record
        key = "studio_edition_span" if record.valid_until else "studio_edition_since"
        made.append(
            Line(
                edition=record.edition,
                period=say(key, visit.lang, first=record.valid_from, last=record.valid_until or ""),
                who=_who(visit, record.edition) or (say("studio_edition_unknown", visit.lang),),
                before=editions[number - 1].record.edition if number else "",
            )
        )
    return made


def _who(visit: Visit, edition: str) -> tuple[str, ...]:
    """Say who wrote, reviewed and published an edition, if that happened here."""
    drafts = visit.house.drafts
    for draft in drafts.of_item(visit.path["code"]) if drafts is not None else ():
        steps = drafts.steps(draft.number) if drafts is not None else ()
        done = [step for step in steps if step.verb == "publish" and step.edition == edition]
        if drafts is None or not done:
            continue
        writers = sorted(name_of(visit, each) for each in drafts.writers(draft.number))
        joint = ", " if visit.lang == "en" else "、"
        approved = [name_of(visit, step.by) for step in steps if step.verb == "approve"]
        publisher, day = name_of(visit, done[-1].by), done[-1].at.date()
        return (
            say("studio_edition_written", visit.lang, who=joint.join(writers)),
            *(say("studio_edition_reviewed", visit.lang, who=who) for who in approved[-1:]),
            say("studio_edition_published", visit.lang, who=publisher, day=day),
        )
    return ()


def edition(visit: Visit) -> Response:
    """Show what an edition changed against the one before it."""
    found = _editions(visit)
    places = [number for number, each in enumerate(found) if each.record.edition == visit.path["edition"]]
    if not places or not places[0]:
        return refused(visit, 404)
    old, new = found[places[0] - 1], found[places[0]]
    sections = difference(_unended(text_of(old)), Sheet(text_of(new)), visit.lang)
    return page(
        visit,
        "studio/compare.html",
        title=new.record.name,
        crumb=(f"/studio/items/{visit.path['code']}", new.record.name),
        old=old.record.edition,
        new=new.record.edition,
        sections=sections,
        text="",
        number=0,
        draft=None,
        taking=False,
    )


def _unended(text: str) -> Sheet:
    """Give an edition without its last day, which came only with the edition after it."""
    sheet = Sheet(text)
    try:
        return sheet.put(("valid", "until"), [])
    except Uneditable:
        return sheet


def version(visit: Visit) -> Response:
    """Show a text that was saved earlier against the one that counts now, with the button that takes it."""
    draft, drafts = draft_of(visit), visit.house.drafts
    kept = None
    if draft is not None and drafts is not None:
        kept = drafts.version(draft.number, known_number(visit.path["version"]))
    if draft is None or drafts is None or kept is None:
        return refused(visit, 404)
    now = drafts.text(draft)
    return page(
        visit,
        "studio/compare.html",
        title=draft.name,
        crumb=(f"/studio/drafts/{draft.number}", draft.name),
        old=say("studio_version", visit.lang, number=draft.version),
        new=f"{say('studio_version', visit.lang, number=kept.number)} "
        f"({name_of(visit, kept.author)} {when(visit, kept.at)})",
        sections=difference(Sheet(now), Sheet(kept.text), visit.lang),
        text=kept.text,
        number=kept.number,
        draft=draft,
        taking=draft.state == "draft" and visit.actor.role == "author" and kept.number != draft.version,
    )


def guide(visit: Visit) -> Response:
    """Show the guide of a draft as a whole page, with its questions; a draft is never served to citizens."""
    draft, drafts = draft_of(visit), visit.house.drafts
    if draft is None or drafts is None:
        return refused(visit, 404)
    sight = sight_for(visit, draft, drafts.text(draft))
    typed = answers(visit, but=_PLACES)
    facts = {} if sight.rulebook is None else situation(sight.rulebook, typed)
    made = guide_of(visit, sight, facts)
    if made is None:
        return page(visit, "studio/guide.html", draft=draft, guide=None)
    action = f"/studio/drafts/{draft.number}/guide"
    wizard = Wizard(action=action, swap=True, typed=typed) if made.questions else None
    frame = Frame(root="/static/guide/", home="/", wizard=wizard)
    template = "checklist.html" if visit.fragment else "studio/guide.html"
    return page(visit, template, draft=draft, **inside(values_of(made, frame)))
