"""The package that scripts import as ``alembic``: Alembic's public names over sqlgen's recorder.

Loaded under the name ``alembic`` by `sqlgen.replay.loader` while env.py and scripts run, whether the real
one is installed or not, so that both give the same script.
"""

import importlib
from typing import Any

from . import context, op

__version__ = "1.20.1"

__all__ = ["context", "op", "plugins"]

_MODULES = (
    "autogenerate",
    "command",
    "config",
    "ddl",
    "environment",
    "ext",
    "migration",
    "operations",
    "runtime",
    "script",
    "util",
)


def __getattr__(name: str) -> Any:
    # Code that says only "import alembic" reaches all of it; most scripts need no more than op.
    if name in _MODULES:
        return importlib.import_module(f".{name}", __name__)
    if name == "plugins":
        return importlib.import_module(".runtime.plugins", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
