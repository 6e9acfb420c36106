"""The words that every page uses: frame, tools, sign-in, refusals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["WORDS"]

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "error_title": ("错误：", "Error: "),
    "error_summary_1": ("有 1 处要改", "1 thing to put right"),
    "sign_in_go": ("登录", "Sign in"),
    "sign_in": ("工作人员登录", "Staff sign-in"),
    "sign_out": ("退出", "Sign out"),
    "login": ("账号", "Account"),
    "password": ("密码", "Password"),
    "demo_accounts": ("演示用的账号", "Accounts to try"),
    "demo_accounts_how": (
        "点一个账号，上面就填好了，再点登录。这里的人和件都是编的。",
        "Choose an account: it is filled in above, then sign in. People and cases are invented.",
    ),
    "demo_who": ("谁", "Who"),
    "demo_first": ("可以先试", "What to try first"),
    "sign_in_wrong": ("账号或密码不对。", "The account or the password is wrong."),
    "sign_in_wait": ("试得太多了，请过 5 分钟再试。", "Too many attempts; please wait five minutes."),
    "no_people": (
        "还没有任何账号。管理员请在服务器上运行 yici people add",
        "There are no accounts yet. Run yici people add on the server.",
    ),
    "send": ("提交", "Send"),
    "save": ("保存", "Save"),
    "cancel": ("取消", "Cancel"),
    "back": ("返回", "Back"),
    "lost": ("没有这一页", "There is no such page"),
    "lost_how": (
        "地址可能写错了，或者这一页不归您看。",
        "The address may be wrong, or the page is not yours.",
    ),
    "forged": ("这次提交不算数", "This was not taken"),
    "forged_how": (
        "页面放得太久了，或者不是从本站打开的。请刷新页面，再提交一次。",
        "The page was open too long, or did not come from here. Reload it and send again.",
    ),
    "malformed": ("提交的内容看不懂", "What was sent cannot be read"),
    "malformed_how": ("请返回上一页，检查后再提交。", "Please go back, check, and send again."),
    "too_large": ("内容太大了", "Too large"),
    "too_large_how": (
        "单个文件最多 20 MiB。请压缩或分开交。",
        "A file may have 20 MiB at most. Please make it smaller or send it in parts.",
    ),
    "too_often": ("太频繁了", "Too often"),
    "too_often_how": ("请过一分钟再试。", "Please try again in a minute."),
    "unavailable": ("现在存不了", "Nothing can be saved just now"),
    "unavailable_how": (
        "刚才的操作没有保存。请过一会儿再试；一直这样，请打 {phone}。",
        "What you just did was not saved. Please try again in a moment, or call {phone}.",
    ),
    "our_fault": ("出了点问题，您填的内容都在", "Something went wrong; nothing you typed is lost"),
    "our_fault_how": (
        "请返回上一页再试一次。还不行，请打 {phone}，报编号 {trace}。",
        "Please go back and try again, or call {phone} and give the number {trace}.",
    ),
    "no_pdf": ("这台服务器不能出 PDF", "This server makes no PDF"),
    "no_pdf_how": ("请看网页，用浏览器打印。", "Please open the page and print it with the browser."),
    "closed": ("这里只看指南，不收申请", "Only guides are shown here"),
}
