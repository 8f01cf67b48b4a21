"""A value that the server alone knows, in a row of which others are asked for: it refuses to be used."""

from __future__ import annotations

from typing import Any, NoReturn

from sqlgen.catalogue.errors import NotAnswerable


class Withheld:
    """Stands in a row of ``SELECT *`` or SHOW. Any use but passing it on raises NotAnswerable."""

    __slots__ = ("_reason", "_sql")

    def __init__(self, sql: str, reason: str) -> None:
        self._sql, self._reason = sql, reason

    def _refuse(self, *_: Any) -> NoReturn:
        raise NotAnswerable(self._sql, self._reason)

    def __repr__(self) -> str:
        return f"<not known: {self._reason}>"

    __str__ = __bool__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _refuse
    __int__ = __float__ = __index__ = __len__ = __iter__ = __contains__ = __getitem__ = __format__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __mod__ = _refuse

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        self._refuse()
