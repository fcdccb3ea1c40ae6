"""symptoms: what a person reports about how they are, what it means for their safety, and what they are told."""
