"""Changes turned into statements of one dialect."""
