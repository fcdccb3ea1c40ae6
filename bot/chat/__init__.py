"""chat: Telegram, both ways. Not here: what anything means (stations), sentences (texts)."""
