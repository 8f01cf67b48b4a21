"""What commands find, as values, and the forms in which people and other tools read it."""
