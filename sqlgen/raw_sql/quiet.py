"""sqlglot's log, silenced: what it does not understand is an error or a refusal of ours."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def sqlglot_quiet() -> Iterator[None]:
    """While it is open, nothing reaches the logger ``sqlglot``."""
    logger = logging.getLogger("sqlglot")
    disabled = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = disabled
