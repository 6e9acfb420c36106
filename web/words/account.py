"""The words of one's own account: the second step of signing in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["WORDS"]

WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "step": ("两步验证", "Two-step sign-in"),
    "step_code": ("验证码", "Code"),
    "step_code_how": (
        "手机验证器上的 6 位数字；手机不在身边，填一个备用码。",
        "The 6 digits that your telephone shows; without the telephone, one of your spare codes.",
    ),
    "step_wrong": ("验证码不对，或者已经用过。", "The code is wrong, or was used already."),
    "step_password_wrong": ("密码不对。", "The password is wrong."),
    "step_demanded": (
        "您的岗位必须用两步验证，不能关。换手机请点“换一台手机”。",
        "Your role demands two-step sign-in; it cannot be turned off. Use “Another telephone” instead.",
    ),
    "step_owes": (
        "您的岗位必须用两步验证。设好之前，别的页面打不开。",
        "Your role demands two-step sign-in. Until it is set up, no other page opens.",
    ),
    "step_what": (
        "登录时除了密码，再填手机上 30 秒一换的 6 位数字。密码被别人知道了，也登录不了。",
        "Besides the password, signing in asks for 6 digits on your telephone that change every 30 seconds."
        " Whoever learns your password still cannot sign in.",
    ),
    "step_on": ("已经开了。备用码还剩 {left} 个。", "It is on. {left} spare codes are left."),
    "step_begin": ("开始设置", "Set it up"),
    "step_another": ("换一台手机", "Another telephone"),
    "step_renew": ("换一组备用码", "New spare codes"),
    "step_remove": ("关掉两步验证", "Turn it off"),
    "step_scan": (
        "用手机上的验证器扫这个码，再把它显示的 6 位数字填在下面。",
        "Scan this with the authenticator on your telephone, then type the 6 digits that it shows.",
    ),
    "step_qr": ("验证器扫的码", "Code for the authenticator"),
    "step_secret": (
        "扫不了就把这串字母输进验证器：",
        "Or type this into the authenticator:",
    ),
    "step_confirm": ("确认，开始用", "Confirm and use it"),
    "step_codes": ("备用码", "Spare codes"),
    "step_codes_how": (
        "只显示这一次。抄下来，和手机分开放。手机丢了，用一个就能登录一次；每个只能用一次。",
        "Shown only now. Write them down and keep them apart from the telephone: each signs you in once.",
    ),
    "step_done": ("抄好了", "I have written them down"),
}
