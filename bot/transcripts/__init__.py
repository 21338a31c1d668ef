"""Conversations as they are kept: what is stored, what is only held, and when."""
