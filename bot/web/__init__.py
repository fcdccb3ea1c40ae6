"""web: what is served over HTTP: the webhook, health, metrics."""
