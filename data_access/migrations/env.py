"""Role: lets Alembic run the revisions on the connection it is handed; it opens none itself."""

from alembic import context

from data_access.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
