"""Rows in doubt kept from an answer: names are compared first, then doubt ends it, then the rest counts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlglot import exp

from sqlgen.catalogue.nodes import Node
from sqlgen.catalogue.scopes import all_of, may_refuse
from sqlgen.catalogue.views import REAL
from sqlgen.dialect import Dialect


class Guards:
    """Puts conditions into an order. *exact_names*: each name that there may be has a row."""

    def __init__(self, dialect: Dialect, *, exact_names: bool) -> None:
        self.dialect = dialect
        self.facts = dialect.facts.catalogue
        self.exact_names = exact_names
        self.views: list[str] = []

    def _doubt(self, alias: str) -> exp.Column:
        return exp.column(exp.to_identifier(REAL), table=exp.to_identifier(alias, quoted=True))

    def _guarded(self, conditions: Sequence[Node], checks: Sequence[str], within: str = "") -> Node:
        """Return the conditions as CASEs, so that their order is kept: names, then doubt, then the rest."""
        pins = [
            each
            for each in conditions
            if self._is_pin(each)
            and not any(c.meta.get("optional") and c.table != within for c in each.find_all(exp.Column))
        ]
        others = [each for each in conditions if not any(each is pin for pin in pins)]
        # What may have to be refused comes last; only in a WHEN is AND left at the first that is false.
        others.sort(key=may_refuse)
        rest: Node = exp.Case(ifs=[exp.If(this=all_of(others), true=exp.true())], default=exp.false())
        pins += [each for each in map(self._unless_doubtful, others) if each is not None]
        doubts = [exp.Anonymous(this="real", expressions=[self._doubt(alias)]) for alias in checks]
        inner: Node = exp.Case(ifs=[exp.If(this=all_of(doubts), true=rest)], default=exp.false())
        if not doubts:
            inner = rest
        for late in (True, False):
            chosen = [
                pin
                for pin in pins
                if late == any(c.meta.get("pin") == "name" for c in pin.find_all(exp.Column))
            ]
            if chosen:
                inner = exp.Case(ifs=[exp.If(this=all_of(chosen), true=inner)], default=exp.false())
        return inner

    def _unless_doubtful(self, node: Node) -> Node | None:
        """Return what a condition is for the server's own objects, where it is false for all of these."""
        if not isinstance(node, exp.EQ):
            return None
        for each in (node.left, node.right):
            side = each.expressions[0] if isinstance(each, exp.Anonymous) and each.this == "certain" else each
            if (
                isinstance(side, exp.Column)
                and side.meta.get("pin") == "other"
                and not side.meta.get("optional")
            ):
                doubtful = exp.EQ(this=self._doubt(side.table), expression=exp.Literal.number(-1))
                none = exp.Is(this=side.copy(), expression=exp.null())
                return exp.Paren(this=exp.Not(this=exp.Paren(this=exp.And(this=doubtful, expression=none))))
        return None

    def _is_pin(self, node: Node) -> bool:
        """Tell whether a condition is about names alone, which are true of what is not known, too."""
        if isinstance(node, (exp.And, exp.Or, exp.EQ, exp.NEQ)):
            return self._is_pin(node.left) and self._is_pin(node.right)
        if isinstance(node, (exp.Not, exp.Paren)):
            return self._is_pin(node.this)
        if isinstance(node, exp.In):
            query = node.args.get("query")
            return self._is_pin(node.this) and (query is not None or all(map(self._is_pin, node.expressions)))
        if isinstance(node, exp.Column):
            return node.meta.get("pin") not in (None, "", "other")
        if isinstance(node, (exp.Literal, exp.Null, exp.Boolean, exp.Subquery)):
            return True
        if isinstance(node, exp.Is):
            return self._is_pin(node.this)
        if isinstance(node, (exp.Lower, exp.Upper, exp.Collate)):
            return self._is_pin(node.this)
        if isinstance(node, exp.Anonymous) and node.this == "certain":
            return self._is_pin(node.expressions[0])
        if isinstance(node, exp.Anonymous) and str(node.this).startswith("like_"):
            text, pattern, _ = node.expressions
            if not (isinstance(text, exp.Column) and isinstance(pattern, exp.Literal)):
                return False
            prefix = next(iter(self.facts.system_prefixes), "\0").rstrip("_")
            short = len(pattern.name.rstrip("%").replace("\\", "")) <= len(prefix) + 1
            exact = self.exact_names and (short or not pattern.name.startswith(prefix))
            return text.meta.get("pin") == "schema" or (self._is_pin(text) and exact)
        if isinstance(node, exp.Anonymous):
            return all(isinstance(each, exp.Literal) for each in node.expressions)
        return False
