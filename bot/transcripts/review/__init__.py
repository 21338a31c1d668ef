"""What staff do with stored conversations: find, read, judge, learn from."""
