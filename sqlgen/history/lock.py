"""The lock of a history: which revisions are released, as what, and in which order; a hash chains them.

It is read beside the revisions as their files write them, sound graph or not: a released revision that is
gone must be named also where others lack it as their parent. `lock_check` tells what was changed.
"""

from __future__ import annotations

import hashlib
import heapq
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from urllib.parse import quote, unquote

from sqlgen.history.errors import RevisionFileFault
from sqlgen.history.files import revision_files
from sqlgen.history.revision import Evaluate, Revision, file_bytes, read_file
from sqlgen.origin import Origin
from sqlgen.values import dataclass

HEADER = """\
# The released revisions, written by sqlgen: each with the SHA-256 of its file (line ends as LF), in order.
# `sqlgen golden check` finds a released revision that was edited, removed or moved.
# Is this file in conflict after a merge? Merge the heads of the history, then write it anew with
#     sqlgen golden lock
# which keeps what both sides have released. Do not edit it by hand: the chain goes over all lines.
"""

_SECTION = re.compile(r"\[(\S+)\]")
_CHAIN = re.compile(r"chain ([0-9a-f]{64})")
_LINE = re.compile(r"([0-9a-f]{64})  (\S+) <- (\S+)(?: depends on (\S+))?(?: labels (\S+))?")
_MARKER = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: .*)?")
_BASE = "base"


@dataclass(frozen=True, slots=True)
class Released:
    """A revision as it was released: *content* is the hash of its file, the rest its headers as written.

    *line* is where it stands in the lock; 0 for one that has not been written.
    """

    id: str
    content: str
    down_revisions: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    branch_labels: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class LockFault:
    """What is wrong with the lock's text at a line: a merge's *conflict*, or lines that do not fit."""

    line: int
    what: str
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Lock:
    """What a lock holds: the released revisions of each project by its name, and the faults of its text."""

    projects: Mapping[str, tuple[Released, ...]] = field(default_factory=dict)
    faults: tuple[LockFault, ...] = ()


def released(revision: Revision) -> Released:
    """Return *revision* as it would be released now. Raises: OSError."""
    text = file_bytes(revision.file).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return Released(
        revision.id,
        hashlib.sha256(text).hexdigest(),
        revision.down_revisions,
        revision.depends_on,
        revision.branch_labels,
    )


def read_revisions(
    folders: Sequence[Path], root: Path, *, recursive: bool = False, evaluate: Evaluate | None = None
) -> tuple[list[Revision], list[RevisionFileFault]]:
    """Return the revisions in *folders*, in load order, without asking whether they form a graph.

    The second list holds the faults of those that cannot be read. Raises: NoVersionsFolder.
    """
    revisions: list[Revision] = []
    faults: list[RevisionFileFault] = []
    for path, where in revision_files(folders, root, recursive=recursive):
        try:
            revisions.append(read_file(path, where, evaluate))
        except RevisionFileFault as fault:
            faults.append(fault)
    return revisions, faults


def write_lock(projects: Mapping[str, Iterable[Released]]) -> str:
    """Return the lock's text; the same revisions give the same bytes, in whatever order they are given."""
    parts = [HEADER]
    for name in sorted(projects):
        lines = [_line(one) for one in in_order(projects[name])]
        head = f"\n[{_quoted(name)}]\nchain {_chained(name, lines)}\n"
        parts.append(head + "".join(f"{line}\n" for line in lines))
    return "".join(parts)


def read_lock(text: str) -> Lock:
    """Return what the lock's *text* holds; what two sides of a conflict have released is taken from both."""
    projects: dict[str, dict[str, Released]] = {}
    lines: dict[str, list[str]] = {}
    chains: dict[str, tuple[str, int]] = {}
    faults: list[LockFault] = []
    name: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if _MARKER.fullmatch(line):
            faults.append(LockFault(number, "a merge has left a conflict here", conflict=True))
        elif section := _SECTION.fullmatch(line):
            name = unquote(section[1])
            projects.setdefault(name, {})
            lines.setdefault(name, [])
        elif name is not None and (chain := _CHAIN.fullmatch(line)):
            chains[name] = chain[1], number
        elif name is not None and (found := _LINE.fullmatch(line)):
            one = _released(found, number)
            projects[name].setdefault(one.id, one)
            lines[name].append(line)
        else:
            faults.append(LockFault(number, "this is no line that sqlgen writes"))
    if not faults:
        faults += _broken_chains(lines, chains)
    return Lock({name: tuple(several.values()) for name, several in projects.items()}, tuple(faults))


def _broken_chains(
    lines: Mapping[str, Sequence[str]], chains: Mapping[str, tuple[str, int]]
) -> Iterator[LockFault]:
    for name, several in lines.items():
        chain, number = chains.get(name, ("", 1))
        if chain != _chained(name, several):
            yield LockFault(
                number, f"the lines of {name} do not fit their chain: they were edited, or merged"
            )


def _chained(name: str, lines: Iterable[str]) -> str:
    """Return the end of the chain: each link is the hash of the one before and a line."""
    link = hashlib.sha256(name.encode()).hexdigest()
    for line in lines:
        link = hashlib.sha256(f"{link}\n{line}".encode()).hexdigest()
    return link


def in_order(revisions: Iterable[Released]) -> list[Released]:
    """Return *revisions*, each after those that it stands on, else by id: files' names do not matter.

    What stands in a circle, as only a history in need of repair has it, comes last.
    """
    several = {one.id: one for one in revisions}
    waiting = {one.id: _below(one, several) for one in several.values()}
    above: dict[str, list[str]] = {}
    for id_, below in waiting.items():
        for needed in below:
            above.setdefault(needed, []).append(id_)
    counts = {id_: len(below) for id_, below in waiting.items()}
    ready = [id_ for id_, count in counts.items() if not count]
    heapq.heapify(ready)
    order: list[str] = []
    while ready:
        id_ = heapq.heappop(ready)
        order.append(id_)
        for child in above.get(id_, ()):
            counts[child] -= 1
            if not counts[child]:
                heapq.heappush(ready, child)
    order += sorted(id_ for id_, count in counts.items() if count)
    return [several[id_] for id_ in order]


def _below(one: Released, several: Mapping[str, Released]) -> tuple[str, ...]:
    named = dict.fromkeys((*one.down_revisions, *one.depends_on))
    return tuple(needed for needed in named if needed in several and needed != one.id)


def _line(one: Released) -> str:
    line = f"{one.content}  {_quoted(one.id)} <- {_several(one.down_revisions) or _BASE}"
    if one.depends_on:
        line += f" depends on {_several(one.depends_on)}"
    if one.branch_labels:
        line += f" labels {_several(one.branch_labels)}"
    return line


def _released(found: re.Match[str], number: int) -> Released:
    down = () if found[3] == _BASE else _each(found[3])
    return Released(unquote(found[2]), found[1], down, _each(found[4]), _each(found[5]), number)


def _quoted(text: str) -> str:
    """Return *text* without blanks and commas, which part the fields; plain ids stay as they are."""
    return quote(text, safe="/:@+~!$&()*;=")


def _several(texts: Sequence[str]) -> str:
    return ",".join("%62ase" if text == _BASE else _quoted(text) for text in texts)


def _each(texts: str | None) -> tuple[str, ...]:
    return tuple(unquote(text) for text in texts.split(",")) if texts else ()


def header_line(revision: Revision, name: str) -> Origin:
    """Return the line that binds the header *name* in the file of *revision*; the file, where none does."""
    pattern = re.compile(rf"{name}\s*(?::[^=\n]+)?=".encode())
    for number, line in enumerate(file_bytes(revision.file).splitlines(), 1):
        if pattern.match(line):
            return Origin(revision.where, number, revision.id)
    return Origin(revision.where, 0, revision.id)
