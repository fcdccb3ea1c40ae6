"""storage: what is kept, and how nothing of it gets lost or read by the wrong eyes."""
