"""The clinical core: answers in, an assessment and the next question out. Pure and fast."""
