"""texts: sentences for people, out of config/locales, with every value already written as text."""
