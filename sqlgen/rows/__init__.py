"""What is known of rows: tables known to be empty, with known rows, or unknown."""
