"""The `dataclass` that values are made with: frozen for who checks types, plain for who makes them.

A frozen dataclass sets each field through `object.__setattr__`, at four to six times the price of a plain
one, and a history makes them by the hundred thousand. That nobody changes one is what mypy is asked to hold.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool = False, eq: bool = True, **options: Any) -> Any:
        """Decorate a class as `dataclasses.dataclass` does; a frozen one has the hash, and no guard."""
        return dataclasses.dataclass(eq=eq, unsafe_hash=frozen and eq, **options)
