"""The words of a guide that are ours, in Chinese and English; whatever the item says is the item's.

One row a sentence; `{…}` is filled by `say`. Templates hold no words of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Literal

__all__ = ["WORDS", "Lang", "say", "speaker"]

Lang = Literal["zh", "en"]

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    # The frame of a page
    "center": ("政务服务中心", "Government services centre"),
    "seal": ("一次", "一次"),
    "skip": ("跳到正文", "Skip to the text"),
    "tools": ("页面工具", "Page tools"),
    "elder": ("长辈版", "Large type"),
    "plain": ("普通版", "Normal type"),
    "speak": ("读给我听", "Read aloud"),
    "stop": ("停止朗读", "Stop reading"),
    "sheet": ("打印一页清单", "One-page sheet"),
    "print": ("打印", "Print"),
    "other_language": ("English", "中文"),
    "ask_by_phone": ("打 {phone} 问", "Call {phone}"),
    "where_am_i": ("所在位置", "You are here"),
    "start": ("首页", "Start"),
    "title": ("{name} 办事指南", "{name}: guide"),
    "by": ("{department}办理。", "Decided by {department}."),
    "contents": ("本页内容", "On this page"),
    "generated": (
        "本页由事项定义自动生成：{item}，实施版本 {edition}。",
        "Made from the definition of the item: {item}, edition {edition}.",
    ),
    "valid": ("这一版从 {start} 起有效。", "This edition is in force from {start}."),
    "valid_until": ("这一版从 {start} 到 {end} 有效。", "This edition is in force from {start} to {end}."),
    # The four facts
    "limit": ("几天办好", "How long"),
    "fee": ("花多少钱", "How much"),
    "visits": ("要跑几趟", "How many trips"),
    "outputs": ("拿到什么", "What you get"),
    "on_the_spot": ("当场办结", "on the spot"),
    "depends": ("看情形", "it depends"),
    "at_most": ("{short} 到 {long}", "{short} to {long}"),
    "statutory": ("法定最长 {span}", "{span} at most by law"),
    "counted_from": ("从{start}起算", "counted from {start}"),
    "day_of": ("{stage}", "the day when {stage}"),
    "by_tariff": ("按标准收", "by tariff"),
    "no_trip": ("一趟也不用跑", "none"),
    "trips": ("最多 {count} 趟", "{count} at most"),
    "unsaid": ("没有写明", "not stated"),
    "whole_online": ("可以全程网上办", "everything can be done online"),
    "also_online": ("也可以网上办", "online is possible too"),
    # Spans
    "workdays": ("{count} 个工作日", "{count} workdays"),
    "days": ("{count} 日", "{count} days"),
    "months": ("{count} 个月", "{count} months"),
    "years": ("{count} 年", "{count} years"),
    "workday": ("1 个工作日", "1 workday"),
    "day": ("1 日", "1 day"),
    "month": ("1 个月", "1 month"),
    "year": ("1 年", "1 year"),
    # Questions
    "answer_n": ("答 {count} 个问题，看您要带什么", "Answer {count} questions and see what to bring"),
    "answer_1": ("答 1 个问题，看您要带什么", "Answer 1 question and see what to bring"),
    "not_recorded": ("不用登录，不记录您的回答。", "No sign-in; your answers are not recorded."),
    "my_situation": ("我的情况", "My situation"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "not_known": ("还不知道", "I don't know yet"),
    "show_list": ("看我要带什么", "Show what to bring"),
    "clear": ("重新答", "Start again"),
    "from_to": ("{low} 到 {high}", "{low} to {high}"),
    # What to bring
    "bring": ("要带什么", "What to bring"),
    "bring_n": ("您要带 {count} 样", "You need {count} things"),
    "bring_1": ("您要带 1 样", "You need 1 thing"),
    "bring_0": ("不用带东西", "Nothing to bring"),
    "up_to_n": ("最多要带 {count} 样，看您的情形", "Up to {count} things, depending on your situation"),
    "not_n": ("另有 {count} 样不用带", "{count} more you need not bring"),
    "not_bring": ("不用带的 {count} 样", "{count} you need not bring"),
    "if": ("{when}才要", "only if: {when}"),
    "if_demand": ("{when}才看", "only if: {when}"),
    "one_of": ("{group}：下面交一样就行", "{group}: one of these is enough"),
    "one_of_tag": ("任选其一", "one of several"),
    "later": ("可以后补", "may follow later"),
    "later_within": (
        "今天没带也能受理，{span}内补上就行。",
        "You can apply without it; hand it in within {span}.",
    ),
    "exempt": ("系统查", "we look it up"),
    "exempt_from": ("系统自己到{provider}核验。", "We look it up ourselves: {provider}."),
    "exempt_plain": ("系统自己核验。", "We look it up ourselves."),
    "optional": ("可交可不交", "optional"),
    "not_needed": ("用不上", "not needed"),
    "not_needed_when": ("{when}才要。", "needed only if: {when}."),
    "issuer": ("由{issuer}出具。", "Issued by {issuer}."),
    "blank_form": ("空白表格", "blank form"),
    "form_at_window": ("空白表格到窗口领。", "The blank form is handed out at the window."),
    "filled_form": ("填好的样子", "a filled example"),
    "collected_at_issue": ("取结果时才带", "bring it when you collect the result"),
    "collected_later": ("{stage}时才收", "taken when {stage}"),
    "watch": ("要注意", "Make sure"),
    "copies": ("{count} 份", "{count} copies"),
    "copies_1": ("1 份", "1 copy"),
    "copies_open": ("份数看情形", "number of copies depends"),
    "copies_are": ("份数：{how}", "copies: {how}"),
    "original": ("原件", "original"),
    "copy": ("复印件", "copy"),
    "electronic": ("电子件", "electronic"),
    "paper": ("纸质", "paper"),
    "and": ("和", " and "),
    "or": ("或", " or "),
    # May I, and what is looked at
    "may_i": ("能不能办", "May I apply"),
    "barred": ("按您的回答，现在还办不了", "By your answers you cannot apply yet"),
    "check_yourself": ("交之前自己对一遍", "Check before you hand in"),
    "self": ("请自查", "check this"),
    "system": ("系统查", "we check"),
    "window": ("窗口查", "checked at the window"),
    "met": ("符合", "met"),
    "unmet": ("不符合", "not met"),
    "exactly": ("怎么判", "How it is decided"),
    "if_unmet": ("不符合会怎样", "If not met"),
    "correct": ("要补正", "to be put right"),
    "decline": ("不予受理", "not accepted"),
    "remind": ("只提醒", "a reminder only"),
    "plugin": ("由「{plugin}」核验", "checked by 「{plugin}」"),
    "each": ("{list}里的每一项：{holds}", "for every entry of {list}: {holds}"),
    # The road
    "how": ("怎么办", "How it goes"),
    "step_submit": ("交材料", "Hand in"),
    "submit_window": ("到窗口交", "at the window"),
    "submit_online": ("网上交", "online"),
    "submit_post": ("邮寄", "by post"),
    "submit_kiosk": ("到自助终端交", "at a kiosk"),
    "submit": (
        "{ways}。材料当场看完，当场告诉您行不行。",
        "{ways}. Everything is looked at while you are there.",
    ),
    "intake": (
        "只在 {start} 到 {end} 收件。",
        "Applications are taken from {start} to {end} only.",
    ),
    "step_told": ("如果缺东西，一次说全", "If something is missing, you are told once"),
    "told": (
        "{span}内给您一张《一次性告知书》，写清所有要补的内容；到期没说，就算从收件那天起已经受理。",
        "Within {span} you get one notice with everything to put right; if nobody tells you in time, your "
        "application counts as accepted from the day it was received.",
    ),
    "told_spot": (
        "当场给您一张《一次性告知书》，写清所有要补的内容。",
        "On the spot you get one notice with everything to put right.",
    ),
    "correct_within": ("您有 {span}来补。", "You have {span} to put it right."),
    "step_review": ("审批", "Review"),
    "review": ("从{start}起 {span}内作出决定。", "Decided within {span}, counted from {start}."),
    "review_spot": ("材料齐全，当场办好。", "With everything in order it is done on the spot."),
    "review_parallel": ("各部门同时审批。", "The departments review at the same time."),
    "not_counted": ("不算在内的时间：{pauses}。", "Not counted: {pauses}."),
    "stage_by": ("由{departments}办理。", "Done by {departments}."),
    "stage_when": ("{when}才有这一步。", "Only if: {when}."),
    "stage_counts": ("这段时间算在时限里。", "This time counts."),
    "stage_paused": ("这段时间不算在时限里。", "This time does not count."),
    "step_get": ("拿结果", "Get the result"),
    "get": ("{outputs}。", "{outputs}."),
    "output_when": ("{name}（{when}）", "{name} (if: {when})"),
    "get_electronic": ("电子的自动到您的账户。", "The electronic one comes to your account."),
    "get_paper": ("纸质的到“出件窗口”取，也可以邮寄。", "The paper one is collected or sent by post."),
    "collect": ("取的时候请带：{names}。", "Bring along when you collect it: {names}."),
    # Where
    "where": ("在哪儿办", "Where"),
    "channels": ("办理渠道", "Ways to apply"),
    "place": ("办理地点", "Place"),
    "hours": ("办理时间", "Opening hours"),
    "consultation": ("咨询电话", "Questions"),
    "complaint": ("监督电话", "Complaints"),
    "faq": ("常见问题", "Frequent questions"),
    # Law and rights
    "law": ("依据和权利", "Basis and your rights"),
    "basis": ("依据", "Basis"),
    "basis_of": ("这些要求的依据", "What each demand rests on"),
    "whole_item": ("整个事项", "the whole item"),
    "limit_basis": ("办结时限", "the time limit"),
    "fee_basis": ("收费", "the fee"),
    "right_appeal": (
        "对决定不服的，可以从知道那天起 60 日内申请行政复议，或者 6 个月内向法院起诉。",
        "Against a decision you may appeal within 60 days of learning of it, or go to court within 6 months.",
    ),
    "right_state": (
        "不予受理、不予许可，都要给您书面的理由。",
        "A refusal is given in writing with its reasons.",
    ),
    "right_desk": (
        "事没办成，可以到“办不成事”窗口反映。",
        "If you cannot get it done, tell the desk for blocked cases.",
    ),
    "parts": ("一次办这几件", "Done in one go"),
    # Take it along
    "take": ("把这份清单带走", "Take the list with you"),
    "take_how": (
        "手机拍下二维码，到窗口出示，工作人员能直接看到您的回答。",
        "Photograph the code and show it at the window; the clerk sees your answers.",
    ),
    "take_general": (
        "手机扫一扫，随时再看这份指南。",
        "Scan the code to read the guide again.",
    ),
    "code_label": ("清单二维码", "Code of this list"),
    "untranslated": (
        "",
        "Some texts of this item are not translated yet and stand in Chinese.",
    ),
    # Lists of items
    "items": ("事项", "Items"),
    "all_items": ("全部事项", "All items"),
    "by_department": ("按部门找", "By department"),
    "by_topic": ("按生活主题找", "By life event"),
    "find": ("找一件事", "Find an item"),
    "find_label": ("要办什么事", "What do you need"),
    "find_hint": ("说大白话就行，也可以打拼音首字母。", "Say it in your own words."),
    "found_none": (
        "没有找到“{words}”。换个说法，或打 12345 问。",
        "Nothing found for “{words}”. Try other words, or call 12345.",
    ),
    "no_items": ("还没有事项。", "There are no items yet."),
    "published_on": ("{on} 生成。", "Made on {on}."),
}


def say(key: str, lang: Lang, **values: object) -> str:
    """Give one of our sentences in one language."""
    text = WORDS[key][lang == "en"]
    return text.format_map(values) if values else text


def speaker(lang: Lang) -> Callable[..., str]:
    """Give `say` for one language, for templates."""
    return lambda key, **values: say(key, lang, **values)
