"""What a message tells without being asked."""
