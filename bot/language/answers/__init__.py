"""What a message says to the question that is open."""
