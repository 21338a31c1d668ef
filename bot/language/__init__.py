"""What a patient's words mean: spaCy and lexicons, pure of Rasa, the database and the web."""
