"""Notices: e-mail by SMTP, text messages by a gateway, as the settings of the centre say."""

from __future__ import annotations

import os

from engine.hookspecs import Message, Sent, hookimpl
from yici_notify.send import by_email, by_gateway
from yici_notify.words import say

__all__ = ["notify"]


@hookimpl
def notify(message: Message) -> Sent | None:
    """Send the message if its channel is set up."""
    words = say(message)
    server, gateway = os.environ.get("YICI_NOTIFY_SMTP"), os.environ.get("YICI_NOTIFY_GATEWAY")
    if message.channel == "email" and server:
        sender = os.environ.get("YICI_NOTIFY_FROM", "yici@localhost")
        return Sent(by="smtp", reference=by_email(server, sender, message.address, message.key, words))
    if message.channel == "sms" and gateway:
        token = os.environ.get("YICI_NOTIFY_TOKEN", "")
        return Sent(by="gateway", reference=by_gateway(gateway, token, message.address, message.key, words))
    return None
