"""Answers of SQLAlchemy's Inspector from the schema, in the shapes that a live server would give."""
