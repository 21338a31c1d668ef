"""Telegram's channel, against a Telegram of our own."""
