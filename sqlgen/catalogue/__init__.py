"""Questions that scripts put to the server's catalogue in SQL, answered from the schema."""

from sqlgen.catalogue.answers import Answer, answer
from sqlgen.catalogue.errors import NotAnswerable

__all__ = ["Answer", "NotAnswerable", "answer"]
