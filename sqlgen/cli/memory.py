"""How often Python looks for circles of dead objects while scripts are compiled."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLDS = (50_000, 100, 100)
"""New objects before the young are looked through, and how often that before the older ones are."""


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Let Python's collector run less often within the block, and pass over what was there before it.

    A replay makes tables by the thousand, each a circle of a hundred objects, beside a history and a schema
    that live to the end. With Python's own thresholds a tenth of the time goes into looking at these.
    """
    thresholds = gc.get_threshold()
    gc.set_threshold(*THRESHOLDS)
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*thresholds)
