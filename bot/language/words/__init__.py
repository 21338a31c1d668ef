"""A message as sentences of words, and the phrases people use found in them."""
