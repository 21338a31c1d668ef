"""The page a patient talks to: one HTML, one script, one style, nothing from elsewhere."""
