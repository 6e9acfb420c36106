"""The code of a case (查询码): with the number it opens the applicant's page, and the receipt prints it.

The id of a case in, ten signs out. The id carries enough chance that nobody guesses it and stands on no
paper; the code cannot be turned back into it. Signs that look alike are read as one.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

__all__ = ["code_of", "is_code_of"]

_SIGNS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_LENGTH: Final = 10
_HALF: Final = _LENGTH // 2
_LONGEST: Final = 64


def code_of(case: str) -> str:
    """Give the code as the receipt prints it: two groups of five signs."""
    digest = hashlib.sha256(f"case code\n{case}".encode()).digest()
    signs = "".join(_SIGNS[byte % len(_SIGNS)] for byte in digest[:_LENGTH])
    return f"{signs[:_HALF]}-{signs[_HALF:]}"


def is_code_of(case: str, typed: str) -> bool:
    """Tell whether what somebody typed is the code of a case, however it is spaced and written."""
    wide = "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in typed[:_LONGEST])
    kept = "".join(sign for sign in wide.upper().translate(_ALIKE) if sign in _SIGNS)
    return hmac.compare_digest(kept.encode(), code_of(case).replace("-", "").encode())
