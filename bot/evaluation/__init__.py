"""How well patients' words are understood, measured on labelled replies."""
