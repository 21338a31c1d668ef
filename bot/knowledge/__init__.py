"""What is known about restless legs: typed, sourced, checked. It knows no conversation."""
