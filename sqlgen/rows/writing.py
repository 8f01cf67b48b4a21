"""INSERT, UPDATE and DELETE of known tables, done on the embedded database as the target does them."""

from __future__ import annotations

from typing import Any

from sqlglot import exp

from sqlgen.rows.errors import NotEvaluable
from sqlgen.rows.inserting import Inserting
from sqlgen.rows.updating import Updating
from sqlgen.rows.written import Outcome


class Writer(Inserting, Updating):
    """Does writes; each raises NotEvaluable before anything has changed, or is undone by the caller."""

    def write(self, node: Any) -> Outcome:
        """Do *node*. Raises: NotEvaluable."""
        if isinstance(node, exp.Insert):
            return self.insert(node)
        if isinstance(node, exp.Update):
            return self.update(node)
        if isinstance(node, exp.Delete):
            return self.delete(node)
        raise NotEvaluable(f"{node.key.upper()} is not evaluated")
