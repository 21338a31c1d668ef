"""Rasa graph components: each hands a message to `bot/language` and writes down what came back."""
