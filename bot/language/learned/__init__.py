"""What a reply sounds like to a learned reader, and the labelled replies it learns from."""
