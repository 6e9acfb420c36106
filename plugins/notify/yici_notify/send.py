"""Sends words to an address: by SMTP, or by the HTTP gateway of a provider; no error holds the address."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from email.message import EmailMessage
from typing import Final
from urllib.parse import SplitResult, unquote, urlsplit

from engine.outgoing import NoReply, ask_json
from yici_notify.words import Words

__all__ = ["NotSent", "by_email", "by_gateway"]

_SECONDS: Final = 8.0
_HERE: Final = ("127.0.0.1", "localhost", "::1")


class NotSent(Exception):
    """Why nothing was sent, without a word about the receiver."""


def by_email(server: str, sender: str, to: str, key: str, words: Words) -> str:
    """Send an e-mail and give its Message-ID, which follows from the key."""
    name = hashlib.sha256(key.encode()).hexdigest()[:32]
    made = EmailMessage()
    made["From"], made["Subject"] = sender, words.subject
    made["Message-ID"] = f"<{name}@{sender.rpartition('@')[2]}>"
    made.set_content(words.text)
    where = urlsplit(server)
    try:
        made["To"] = to
        with _server(where) as line:
            if where.username:
                line.login(unquote(where.username), unquote(where.password or ""))
            line.send_message(made)
    # What smtplib raises holds the receiver's address, and so may the reply of the server.
    except (smtplib.SMTPException, OSError, ValueError, IndexError) as error:
        raise NotSent(f"SMTP: {type(error).__name__} {getattr(error, 'smtp_code', '')}".strip()) from None
    return str(made["Message-ID"])


def by_gateway(gateway: str, token: str, to: str, key: str, words: Words) -> str:
    """Hand a text message to the gateway and give its number for it."""
    try:
        reply = ask_json(gateway, {"to": to, "text": words.text, "key": key}, token=token, key=key)
    except NoReply as reason:
        raise NotSent(f"gateway: {reason}") from None
    number = reply.get("id")
    if not isinstance(number, str | int):
        raise NotSent("gateway: no id")
    return str(number)


def _server(where: SplitResult) -> smtplib.SMTP:
    """Open the line to a mail server; what leaves this machine is encrypted."""
    host = where.hostname or ""
    if where.scheme == "smtps":
        return smtplib.SMTP_SSL(
            host, where.port or 465, timeout=_SECONDS, context=ssl.create_default_context()
        )
    line = smtplib.SMTP(host, where.port or 587, timeout=_SECONDS)
    if host not in _HERE:
        line.starttls(context=ssl.create_default_context())
    return line
