"""migrations: how the database got its tables, one step after the other (Alembic). Run by the bot itself at start."""
