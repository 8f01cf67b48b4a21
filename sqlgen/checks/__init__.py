"""Faults of a history that its schema shows while it is compiled, before any server is asked."""
