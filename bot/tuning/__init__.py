"""How the reply model learns: labelled replies in, a small file of adapters and heads out.

Needed by nobody who serves patients; it alone wants TensorFlow, which Rasa brings.
"""
