"""The conversation as a pure function: a state and what was understood in, a state and sayings out."""
