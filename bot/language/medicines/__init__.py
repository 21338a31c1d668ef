"""Medicines in a message: by what name, and whether they are taken now."""
