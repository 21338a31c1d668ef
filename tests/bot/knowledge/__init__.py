"""Tests of the knowledge model, its loader and its checks."""
