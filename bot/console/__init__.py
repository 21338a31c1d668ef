"""The staff's console: pages over the stored conversations, in a process of their own."""
