"""checkins: the questions of a check-in, their answers, and what follows from them."""
