"""A statement's declaration: the template that spells it, and the names that every such template is offered.

Stands beside the code that makes the statement; ``tests/test_dialects.py`` compares it with the templates.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sqlgen.dialect import Dialect
from sqlgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Spelling:
    """``statements/<name>.sql.j2``; *offered*: its names, separated by blanks, as its first line has them."""

    name: str
    offered: str

    def spell(self, dialect: Dialect, /, **values: Any) -> str:
        """Return the statement, spelled with exactly the names offered. Raises: BadDialectFile."""
        if values.keys() != _names(self.offered):
            raise TypeError(f"{self.name} is offered {self.offered}, not {' '.join(values)}")
        return dialect.spell(self.name, **values)

    def is_had_by(self, dialect: Dialect) -> bool:
        """Tell whether the dialect spells it at all."""
        return dialect.has_template(self.name)


@lru_cache(maxsize=256)
def _names(offered: str) -> frozenset[str]:
    return frozenset(offered.split())
