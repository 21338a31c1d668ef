"""Invented patients talk with the real bot, so that a newcomer sees a console that lives."""
