"""migrations/env: runs the revisions on the connection we are given, inside its transaction. No file of settings."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
