"""Tests of the shipped data: knowledge, domain, rules."""
