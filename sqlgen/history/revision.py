"""One revision file as a value: its id, parents and message, read without running it where that can be.

Knows nothing of other revisions, nor of SQL.
"""

from __future__ import annotations

import inspect
import os
import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from pathlib import Path

from sqlgen.errors import SqlgenError
from sqlgen.history.errors import (
    ComputedHeader,
    FailedRevision,
    NoDownRevision,
    NoRevisionId,
    UnparsableRevision,
    UnreadableRevision,
    WrongHeaderValue,
)
from sqlgen.history.header import ABSENT, NAMES, Computed, Header, read_header
from sqlgen.values import dataclass

Evaluate = Callable[[Path], Mapping[str, object]]
"""Executes a revision file and returns its global names; scripts import alembic, which others provide."""

KnownHeaders = MutableMapping[bytes, Header]
"""Headers by the digest of the file that they were read from: where a cache can be put."""

COMPILED = ".pyc"

_BINARY: int = getattr(os, "O_BINARY", 0)  # Windows alone has it

# Alembic before 0.2 kept the id in the file's name alone, and its loader still takes it from there.
_NAMED_BY_FILE = re.compile(r"([a-f0-9]+)\.pyc?$")


@dataclass(frozen=True, slots=True)
class Revision:
    """A revision as its file describes it.

    *down_revisions*, *branch_labels* and *depends_on* are as written, in the order written; a base has no
    *down_revisions*. *file* is the path for the system; *where* is it for messages: relative to the project
    and with ``/``.
    """

    id: str
    down_revisions: tuple[str, ...] = ()
    branch_labels: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    file: str = ""
    where: str = ""
    docstring: str = ""

    @property
    def path(self) -> Path:
        """The file as a path for the system."""
        return Path(self.file)

    @property
    def message(self) -> str:
        """The first paragraph of the docstring, as Alembic shows it."""
        return self.docstring.split("\n\n", 1)[0]

    @property
    def is_base(self) -> bool:
        """Whether the revision follows no other."""
        return not self.down_revisions

    @property
    def is_merge(self) -> bool:
        """Whether the revision follows several others."""
        return len(self.down_revisions) > 1


def read_revision(path: Path, root: Path, evaluate: Evaluate | None = None) -> Revision | None:
    """Return the revision that *path* holds; None where its name is not that of a revision file.

    *evaluate* is called only for a file whose headers are not literals.
    Raises: RevisionFileFault, of the kind that fits.
    """
    if not is_revision_name(path.name):
        return None
    return read_file(str(path), place_of(path, root), evaluate)


def is_revision_name(name: str, sourceless: bool = False) -> bool:
    """Tell whether Alembic takes a file of this name as a revision; *sourceless*: a compiled one, too."""
    return name.endswith((".py", COMPILED) if sourceless else ".py") and not name.startswith(
        (".#", "__init__")
    )


def place_of(path: Path, root: Path) -> str:
    """Return *path* as messages name it: relative to *root*, with ``/``."""
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def read_file(
    path: str, where: str, evaluate: Evaluate | None, known: KnownHeaders | None = None
) -> Revision:
    """Return the revision in the file *path*, which messages call *where*.

    Headers found in *known* are not read again; those read are put there. What was computed by *evaluate*
    is not, because it may depend on more than the file.
    """
    try:
        source = file_bytes(path)
    except OSError as cause:
        raise UnreadableRevision(where, cause) from cause
    if path.endswith(COMPILED):
        header: Header | Computed = Computed("revision", 0, None)
    else:
        header = _header(source, where, known)
    if isinstance(header, Computed):
        header = _evaluated(path, where, header, evaluate)
    return _revision(header, path, where)


def file_bytes(path: str) -> bytes:
    """Return the bytes of a file, in half the time that open() takes."""
    descriptor = os.open(path, os.O_RDONLY | _BINARY)
    try:
        chunks = []
        while chunk := os.read(descriptor, 1 << 16):
            chunks.append(chunk)
        return b"".join(chunks)
    finally:
        os.close(descriptor)


def _header(source: bytes, where: str, known: KnownHeaders | None) -> Header | Computed:
    digest = b"" if known is None else _digest(source)
    if known is not None and digest in known:
        return known[digest]
    try:
        header = read_header(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as cause:
        raise UnparsableRevision(where, cause) from cause
    if known is not None and isinstance(header, Header):
        known[digest] = header
    return header


def _digest(source: bytes) -> bytes:
    from hashlib import blake2b  # not wanted, and slow to import, where nothing is cached

    return blake2b(source, digest_size=16).digest()


def _evaluated(path: str, where: str, computed: Computed, evaluate: Evaluate | None) -> Header:
    if evaluate is None:
        raise ComputedHeader(where, computed.name, computed.line)
    try:
        names = evaluate(Path(path))
    except SqlgenError:
        raise
    except Exception as cause:
        raise FailedRevision(where, cause) from cause
    docstring = names.get("__doc__")
    values = (names.get(name, ABSENT) for name in NAMES)
    return Header._make((*values, docstring if isinstance(docstring, str) else computed.docstring))


def _revision(header: Header, path: str, where: str) -> Revision:
    """Return *header* as a revision, its values checked.

    Raises: NoRevisionId, NoDownRevision or WrongHeaderValue.
    """
    identifier, down_revision, labels, depends_on, docstring = header
    if identifier is ABSENT:
        by_name = _NAMED_BY_FILE.match(Path(path).name)
        if by_name is None or down_revision is ABSENT:
            raise NoRevisionId(where)
        identifier = by_name[1]
    if not isinstance(identifier, str) or not identifier:
        raise WrongHeaderValue(where, "revision", identifier)
    if down_revision is ABSENT:
        raise NoDownRevision(where, identifier)
    return Revision(
        identifier,
        () if down_revision is None else _texts(where, "down_revision", down_revision),
        () if labels is None else _texts(where, "branch_labels", labels),
        () if depends_on is None else _texts(where, "depends_on", depends_on),
        path,
        where,
        _tidy(docstring),
    )


def _texts(where: str, name: str, value: object) -> tuple[str, ...]:
    """Return *value* as Alembic takes it: a string is one text; None, "" and () are none."""
    if value is None or value is ABSENT:
        return ()
    if isinstance(value, str):
        return (value,) if value else ()
    if not isinstance(value, Iterable) or isinstance(value, (bytes, Mapping)):
        raise WrongHeaderValue(where, name, value)
    # A set has no order that two runs would share.
    values = sorted(value, key=str) if isinstance(value, (set, frozenset)) else tuple(value)
    if values == (None,):
        return ()
    if not all(isinstance(text, str) and text for text in values):
        raise WrongHeaderValue(where, name, value)
    return tuple(values)


def _tidy(docstring: str | None) -> str:
    """Return *docstring* without its indentation, which Python keeps before 3.13 and drops from 3.13 on."""
    if not docstring:
        return ""
    if "\n " in docstring or "\t" in docstring:
        docstring = inspect.cleandoc(docstring)
    return docstring.strip()
