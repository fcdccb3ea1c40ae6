"""escalation: from an alert to a human who says what came of it. Not here: what is an alert (symptoms/)."""
