"""What a script would do to a running server, judged rule by rule from facts, types and the schema."""
