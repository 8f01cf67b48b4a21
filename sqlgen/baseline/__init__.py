"""What the history has made before START, kept from one run to the next: values as text, and files."""
