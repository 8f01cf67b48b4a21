"""Catalogue queries, answered from the schema."""
