"""."""

from sqlgen.reflection.tables import Tables


class CatalogueRows(Tables):
    """."""
