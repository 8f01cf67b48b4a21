"""Revisions read from their source, the graph they form, and the plan for a range of it."""
