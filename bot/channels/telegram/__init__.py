"""Telegram: private chats with the clinic's bot, by webhook or, without a public address, by polling."""
