"""How fast the core, the interview and a whole turn are, and how Rasa's default pipeline does beside them."""
