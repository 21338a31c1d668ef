"""Rasa's Socket.IO channel for a clinic with a widget of its own, off unless asked for."""
