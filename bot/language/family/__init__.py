"""Relatives in a message: who they are to the patient, and who of them has restless legs."""
