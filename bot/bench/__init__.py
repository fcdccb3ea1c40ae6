"""bench: speed and memory, against peers in the same run."""
