"""The trace of a script: which deed stands on which; two scripts with one trace do the same.

Deeds that touch nothing in common may change places: each is told by what it does and by the deeds that it
stands on, so that the order of all others plays no part (Mazurkiewicz traces). A deed that writes stands on
the last one that wrote the same, and on all that have read it since.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from sqlgen.golden.compare.atoms import ALL, Atom


def trace_of(atoms: Iterable[Atom]) -> list[str]:
    """Return a mark for each of *atoms*, sorted: equal lists are equal traces."""
    written: dict[str, str] = {}
    read: dict[str, list[str]] = {}
    marks: list[str] = []
    for atom in atoms:
        reads = sorted({*atom.reads, ALL} - atom.writes)
        parts = ["deed", *atom.key]
        for name in reads:
            if name in written:
                parts += ["reads", name, written[name]]
        for name in sorted(atom.writes):
            parts += ["writes", name, written.get(name, ""), *sorted(read.get(name, []))]
        mark = sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
        for name in reads:
            read.setdefault(name, []).append(mark)
        for name in atom.writes:
            written[name] = mark
            read[name] = []
        if ALL in atom.writes:
            # Whatever comes stands on this one, whatever it touches.
            written = {ALL: mark}
            read = {}
        marks.append(mark)
    return sorted(marks)
