"""Conversational triage for restless legs: a pure core, and thin adapters at its rim."""

__version__ = "0.1.0"
