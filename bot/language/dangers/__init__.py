"""Danger signs in a message. Rules alone: no model, threshold or fallback can silence them."""
