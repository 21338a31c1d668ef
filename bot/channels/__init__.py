"""Where patients write: what a message of each channel becomes, and what ours becomes there."""
