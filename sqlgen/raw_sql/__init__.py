"""Raw SQL understood: what it does to the schema, what a schema file holds, how another engine says it.

Statements are divided into tokens and read word by word; what is not understood makes the objects that it
names opaque. sqlglot serves `transpile` alone, and is imported there.
"""

from sqlgen.raw_sql.baseline import read_baseline, read_baseline_metadata
from sqlgen.raw_sql.effects import effects_of
from sqlgen.raw_sql.transpile import NotTranspilable, transpile

__all__ = ["NotTranspilable", "effects_of", "read_baseline", "read_baseline_metadata", "transpile"]
