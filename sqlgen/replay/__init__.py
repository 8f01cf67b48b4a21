"""Running env.py and the revision scripts against a recorder instead of a database."""
