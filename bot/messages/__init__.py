"""Sayings into words and buttons, plain enough for a tired patient at two in the morning."""

from bot.messages.message import Button, Message
from bot.messages.render import Messages, blanks

__all__ = ["Button", "Message", "Messages", "blanks"]
