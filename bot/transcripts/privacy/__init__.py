"""What protects who wrote: identifiers hidden, words redacted, nothing kept longer than it may be."""
