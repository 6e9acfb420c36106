"""The steps of the schema, forward only, one file each; `engine.case.store.schema` has alembic run them."""
