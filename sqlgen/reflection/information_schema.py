"""."""

from sqlgen.reflection.tables import Tables


class InformationSchema(Tables):
    """."""
