"""Values written as SQL literals that a server reads back as the same value.

Knows SQLAlchemy's types and the ``[literal]`` facts of a dialect, no dialect by name. The rule where
engines differ: a literal stands for what SQLAlchemy and the usual driver would have stored in a live run;
where that cannot be written, or an engine would change the value silently, `NoLiteral` says so.
"""

from sqlgen.literals.errors import NoLiteral
from sqlgen.literals.strings import constant_literal, string_literal
from sqlgen.literals.values import literal

__all__ = ["NoLiteral", "constant_literal", "literal", "string_literal"]
