"""What patients write, and what it must be understood as."""
