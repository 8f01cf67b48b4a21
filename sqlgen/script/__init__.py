"""Statements assembled into a script and written out."""
