"""Tests, as examples of the domain."""
