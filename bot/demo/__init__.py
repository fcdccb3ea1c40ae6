"""demo: everything runs on one computer, with invented people: a local Bot API, phones in a browser, a scenario."""
