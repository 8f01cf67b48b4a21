"""Two scripts compared by what they do: the same, only text, proved equivalent, or different."""
