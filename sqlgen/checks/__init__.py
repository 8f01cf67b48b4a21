"""Faults of a history that show while it is compiled."""
