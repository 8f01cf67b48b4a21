"""."""

from sqlgen.reflection.tables import Tables


class DataDictionary(Tables):
    """."""
