"""``alembic.autogenerate.rewriter``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..operations.ops import MigrationScript, OpContainer
from ..util.langhelpers import Dispatcher


class Rewriter:
    """Rewrites operations on their way into a revision file: ``@writer.rewrites(ops.AddColumnOp)``."""

    def __init__(self) -> None:
        self.dispatch = Dispatcher()
        self._chained: tuple[Any, ...] = ()

    def chain(self, other: Any) -> Rewriter:
        """Return a rewriter that does this one's work, then that of *other*."""
        made = Rewriter()
        made.dispatch = self.dispatch
        made._chained = (*self._chained, other)
        return made

    def rewrites(self, operator: Any) -> Callable[[Any], Any]:
        """Register the decorated function for operations of the class *operator*."""
        return self.dispatch.dispatch_for(operator)

    def process_revision_directives(self, context: Any, revision: Any, directives: list[Any]) -> None:
        """Rewrite *directives* in place."""
        directives[:] = [new for one in directives for new in self._rewritten(context, revision, one)]
        for other in self._chained:
            other(context, revision, directives)

    __call__ = process_revision_directives

    def _rewritten(self, context: Any, revision: Any, directive: Any) -> Sequence[Any]:
        try:
            rewrite = self.dispatch.dispatch(directive)
        except ValueError:
            new = [directive]
        else:
            result = rewrite(context, revision, directive)
            new = list(result) if isinstance(result, (list, tuple)) else [result]
        for one in new:
            lists = [one] if isinstance(one, OpContainer) else []
            if isinstance(one, MigrationScript):
                lists = [*one.upgrade_ops_list, *one.downgrade_ops_list]
            for operations in lists:
                operations.ops[:] = [
                    below for op in operations.ops for below in self._rewritten(context, revision, op)
                ]
        return new
