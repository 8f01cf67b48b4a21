"""What dialects/<name>/locks.toml says, typed and checked: locks, rewrites, scans, marks of statements."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlgen.dialect import Dialect
from sqlgen.lint.errors import BadLocksFile

FILE = "locks.toml"
BLOCKED = ("no", "brief", "yes")
OTHERS = ("", "referenced", "related", "partitions", "parent", "child", "default_partition")
LISTS = ("lacks", "traits")
SECTIONS = ("facts", "sources", "rules", "patterns", "types", "statements", "newer", "since", *LISTS)
TRAITS = ("virtual_by_default", "views_follow_renames", "keys_per_connection")
_NAME = (
    r"(?P<{name}>(?:[\w$#]+|\"[^\"]+\"|`[^`]+`|\[[^\]]+\])(?:\.(?:[\w$#]+|\"[^\"]+\"|`[^`]+`|\[[^\]]+\]))*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What one kind of statement does to a table that is in use.

    *reads*, *writes*: whether others' are stopped: ``no``, ``brief`` (while the catalogue is written) or
    ``yes`` (as long as the work takes, which grows with the table). *others*: the part of the tables that it
    locks without naming them, see `OTHERS`. *algorithm*, *clause*: the best that the server accepts, where a
    statement can say it. *measured*: the versions it was tried on; empty: it is the manual's word.
    """

    lock: str
    source: str
    reads: str = "no"
    writes: str = "no"
    rewrite: bool = False
    scan: bool = False
    transactional: bool = True
    algorithm: str = ""
    clause: str = ""
    others: str = ""
    others_lock: str = ""
    others_reads: str = "no"
    others_writes: str = "no"
    measured: str = ""
    note: str = ""

    @property
    def is_strong(self) -> bool:
        """Whether it stops readers or writers at all, however short."""
        return self.reads != "no" or self.writes != "no"

    @property
    def is_long(self) -> bool:
        """Whether readers or writers wait for work that grows with the table."""
        return self.reads == "yes" or self.writes == "yes"


@dataclass(frozen=True, slots=True)
class Reading:
    """How a statement without a typed operation is known: *kind* is that of its fact."""

    kind: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Newer:
    """What servers before *since* refuse, or with *silent* read and forget."""

    pattern: re.Pattern[str]
    since: tuple[int, ...]
    what: str
    silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Locks:
    """All that is known of one dialect at one version.

    *rules*: the codes that apply, each with the safer way in the engine's own words. *lacks*: kinds that the
    engine refuses. *patterns*: marks of statements by name. *types*: families of type names. *traits*: of
    `TRAITS`.
    """

    facts: Mapping[str, Fact] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, str] = field(default_factory=dict)
    patterns: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    statements: tuple[Reading, ...] = ()
    newer: tuple[Newer, ...] = ()
    lacks: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()

    def has(self, mark: str, code: str) -> bool:
        """Tell whether the pattern called *mark* is found in *code*; one that the dialect lacks never is."""
        pattern = self.patterns.get(mark)
        return pattern is not None and pattern.search(code) is not None


def load_locks(dialect: Dialect) -> Locks:
    """Return what the folders of *dialect* say for its version. Raises: BadLocksFile."""
    return _load(dialect.folders, dialect.version)


@lru_cache(maxsize=32)
def _load(folders: tuple[Path, ...], version: tuple[int, ...]) -> Locks:
    paths = [folder / FILE for folder in reversed(folders) if (folder / FILE).is_file()]
    layers = [(path, _read(path)) for path in paths]
    merged: dict[str, Any] = {}
    for path, layer in layers:
        _lay(merged, layer, path)
        # Before the next layer: versions of a dialect that it extends are not its own.
        for since in layer.get("since", ()):
            if version >= _version(since.get("version"), path):
                _lay(merged, {key: value for key, value in since.items() if key != "version"}, path)
    lacks = tuple(merged.get("lacks", ()))
    sources = dict(merged.get("sources", {}))
    return Locks(
        facts={
            kind: _fact(kind, values, sources, path)
            for kind, (values, path) in merged.get("facts", {}).items()
            if kind not in lacks
        },
        sources=sources,
        rules={code: text for code, text in sorted(merged.get("rules", {}).items()) if text},
        patterns={name: _pattern(text, path) for name, (text, path) in merged.get("patterns", {}).items()},
        types=dict(merged.get("types", {})),
        statements=tuple(
            Reading(_text(one, "kind", path), _pattern(_text(one, "pattern", path), path))
            for one, path in merged.get("statements", ())
        ),
        newer=tuple(
            Newer(
                _pattern(_text(one, "pattern", path), path),
                _version(one.get("since"), path),
                _text(one, "what", path),
                one.get("silent", False) is True,
            )
            for one, path in merged.get("newer", ())
        ),
        lacks=lacks,
        traits=tuple(merged.get("traits", ())),
    )


def _lay(merged: dict[str, Any], layer: Mapping[str, Any], path: Path) -> None:
    """Put *layer* above what is merged: single facts, texts and patterns win, lists come before."""
    for section, value in layer.items():
        match section:
            case "facts" | "patterns":
                merged.setdefault(section, {}).update({key: (one, path) for key, one in value.items()})
            case "rules" | "types" | "sources":
                merged.setdefault(section, {}).update(value)
            case "statements" | "newer":
                merged[section] = [*((one, path) for one in value), *merged.get(section, ())]
            case "lacks" | "traits":
                merged[section] = [*value, *merged.get(section, ())]


def _read(path: Path) -> dict[str, Any]:
    try:
        layer = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadLocksFile(f"is not right TOML: {error}", where=_shown(path)) from error
    for part in (layer, *layer.get("since", ())):
        for key in part:
            if key not in SECTIONS and not (key == "version" and part is not layer):
                raise BadLocksFile(f'unknown key "{key}"', where=_shown(path))
    for trait in layer.get("traits", ()):
        _one_of(trait, TRAITS, "traits", path)
    for key in (key for key in ("rules", "types", "sources", "patterns") if key in layer):
        for name, text in layer[key].items():
            if not isinstance(text, str):
                raise BadLocksFile(f'"{key}.{name}" must be a text', where=_shown(path))
    return layer


def _fact(kind: str, values: Any, sources: Mapping[str, str], path: Path) -> Fact:
    known = {one.name: one for one in fields(Fact)}
    if not isinstance(values, dict):
        raise BadLocksFile(f'"facts.{kind}" must be a table', where=_shown(path))
    for key, value in values.items():
        if key not in known:
            raise BadLocksFile(f'unknown key "facts.{kind}.{key}"', where=_shown(path))
        wanted = bool if known[key].type == "bool" else str
        if type(value) is not wanted:
            raise BadLocksFile(f'"facts.{kind}.{key}" must be a {wanted.__name__}', where=_shown(path))
    for key, one in known.items():
        if one.default is MISSING and key not in values:
            raise BadLocksFile(f'the key "facts.{kind}.{key}" is missing', where=_shown(path))
    fact = Fact(**values)
    for key in ("reads", "writes", "others_reads", "others_writes"):
        _one_of(getattr(fact, key), BLOCKED, f"facts.{kind}.{key}", path)
    _one_of(fact.others, OTHERS, f"facts.{kind}.others", path)
    _one_of(fact.source, tuple(sources), f"facts.{kind}.source", path)
    return fact


def _one_of(value: str, allowed: tuple[str, ...], key: str, path: Path) -> None:
    if value not in allowed:
        words = ", ".join(one or "nothing" for one in allowed)
        raise BadLocksFile(f'"{key}" is "{value}", and must be one of: {words}', where=_shown(path))


def _text(values: Mapping[str, Any], key: str, path: Path) -> str:
    extra = sorted(set(values) - {"kind", "pattern", "since", "what", "silent"})
    if extra:
        raise BadLocksFile(f'unknown key "{extra[0]}"', where=_shown(path))
    value = values.get(key)
    if not isinstance(value, str):
        raise BadLocksFile(f'the key "{key}" is missing, or no text', where=_shown(path))
    return value


def _pattern(text: str, path: Path) -> re.Pattern[str]:
    """Return the regular expression; ``{table}`` and ``{other}`` stand for a name, however it is quoted."""
    for name in ("table", "other"):
        text = text.replace(f"{{{name}}}", _NAME.format(name=name))
    try:
        return re.compile(text, re.IGNORECASE | re.DOTALL)
    except re.error as error:
        raise BadLocksFile(f'"{text}" is no regular expression: {error}', where=_shown(path)) from error


def _version(text: Any, path: Path) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.split("."))
    except (AttributeError, ValueError):
        raise BadLocksFile(
            f'"{text}" is no version: numbers with dots, in quotes', where=_shown(path)
        ) from None


def _shown(path: Path) -> str:
    return "/".join(path.parts[-3:])
