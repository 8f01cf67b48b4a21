"""The name that this room has for a part of a parsed query."""

from __future__ import annotations

from typing import Any, TypeAlias

Node: TypeAlias = Any
"""sqlglot's own class has another name in each of its versions, and few attributes."""
