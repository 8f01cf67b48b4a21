"""``alembic.ddl.impl``."""

from typing import NamedTuple

from sqlgen.replay.impl import DefaultImpl, ImplMeta, _impls

__all__ = ["DefaultImpl", "ImplMeta", "Params", "_impls"]


class Params(NamedTuple):
    """A column type in parts, as comparisons of types have it."""

    token0: str
    tokens: list[str]
    args: list[str]
    kwargs: dict[str, str]
