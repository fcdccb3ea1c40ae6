"""Taperline: a self-hosted Telegram bot for people who come off a medicine under medical care.

Belongs here: nothing but the version. The two ways through the house are told in README.md.
"""

__version__ = "0.1.0"
