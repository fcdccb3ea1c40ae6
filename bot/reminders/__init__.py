"""reminders: everything that is told to a patient at a time, from wanted to answered. See README, "The two ways"."""
