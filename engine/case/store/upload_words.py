"""Why a file is not taken, and what to bring instead, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

__all__ = ["MOST_A_CASE", "MOST_A_FILE", "UploadRefused", "Wrong", "refused"]

MOST_A_FILE: Final = 20 * 1024 * 1024
MOST_A_CASE: Final = 200 * 1024 * 1024

Wrong: TypeAlias = Literal[
    "bad_name",
    "not_allowed",
    "not_what_it_says",
    "empty",
    "too_large",
    "case_full",
    "too_many_pixels",
    "unreadable",
    "encrypted",
    "active",
    "carries_files",
    "infected",
    "unscanned",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRefused:
    """A file that is not taken, and what to do; nothing of it is kept."""

    code: Wrong
    zh: str
    en: str


_SAYS: Final[Mapping[Wrong, tuple[str, str]]] = {
    "bad_name": (
        "文件名里有不能用的符号，或者太长。请改一个简单的名字再传。",
        "The file name is too long or holds signs that cannot be used. Rename the file and send it again.",
    ),
    "not_allowed": (
        "只收 PDF、JPG、PNG 文件。请另存为这几种格式再传。",
        "Only PDF, JPG and PNG are taken. Save the file as one of these and send it again.",
    ),
    "not_what_it_says": (
        "文件的内容和扩展名对不上。请用原来的软件另存为 PDF、JPG 或 PNG 再传，不要只改扩展名。",
        "The content is not what the extension says. Save it as PDF, JPG or PNG; renaming is not enough.",
    ),
    "empty": ("文件是空的。请检查后再传。", "The file is empty. Look at it and send it again."),
    "too_large": (
        f"文件超过 {MOST_A_FILE >> 20} MB。请降低扫描分辨率，或者分成几个文件。",
        f"The file is larger than {MOST_A_FILE >> 20} MB. Scan it with fewer dots or divide it.",
    ),
    "case_full": (
        f"这件事已经传了 {MOST_A_CASE >> 20} MB，放不下了。请到窗口交纸质材料，或者联系窗口。",
        f"This case already holds {MOST_A_CASE >> 20} MB. Bring the rest on paper, or ask at the window.",
    ),
    "too_many_pixels": (
        "图片太大（超过 6400 万像素）。请缩小后再传。",
        "The picture is too large (over 64 million pixels). Make it smaller and send it again.",
    ),
    "unreadable": (
        "文件打不开，可能没有传完或者坏了。请在自己的电脑上打开看看，再传一次。",
        "The file cannot be read; it may be damaged. Open it on your own computer, then send it again.",
    ),
    "encrypted": (
        "PDF 加了密码。请去掉密码，另存后再传。",
        "The PDF has a password. Save it without one and send it again.",
    ),
    "active": (
        "PDF 里有脚本或会自动运行的内容。请打印成新的 PDF 再传。",
        "The PDF runs scripts or starts programs. Print it to a new PDF and send that.",
    ),
    "carries_files": (
        "文件里还夹着别的文件。请把每个文件单独传。",
        "The file carries other files. Send each of them by itself.",
    ),
    "infected": (
        "在文件里查出了病毒，没有收。请先给电脑杀毒，再把材料重新扫描或者重新导出，传新的文件。",
        "A virus was found in the file; it was not taken. Clean your computer and make the file anew.",
    ),
    "unscanned": (
        "现在查不了病毒，文件没有收。请过几分钟再传；着急的话，请带纸质材料到窗口。",
        "It cannot be scanned for viruses just now. Try again in some minutes, or bring it on paper.",
    ),
}


def refused(code: Wrong) -> UploadRefused:
    """Say why a file is not taken."""
    zh, en = _SAYS[code]
    return UploadRefused(code=code, zh=zh, en=en)
