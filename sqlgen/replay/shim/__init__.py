"""The package that scripts import as ``alembic``: Alembic's public names over sqlgen's recorder.

Loaded under the name ``alembic`` by `sqlgen.replay.loader` while env.py and scripts run, whether the real
one is installed or not, so that both give the same script.
"""

from . import context, op
from .runtime import plugins

__version__ = "1.20.1"

__all__ = ["context", "op", "plugins"]
