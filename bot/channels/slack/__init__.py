"""Slack: the conversation in direct messages, for a clinic whose settings allow it."""
