"""Tests of Rasa's custom actions."""
