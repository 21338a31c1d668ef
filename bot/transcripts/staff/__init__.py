"""Who of the clinic may look at conversations, and the log of what they did."""
