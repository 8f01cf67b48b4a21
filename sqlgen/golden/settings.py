"""The table ``[golden]`` of sqlgen.toml, or ``[tool.sqlgen.golden]``: every key and how it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, fields, replace
from pathlib import PurePosixPath
from typing import Any, Literal, get_args

from sqlgen.project.errors import InvalidSetting, UnknownKey
from sqlgen.project.settings import DataReads
from sqlgen.values import dataclass

Direction = Literal["upgrade", "downgrade", "stamp"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a cell is compiled; None leaves it to the project's settings.

    plain                       statements only
    data_reads                  what is done where a script reads rows that nobody knows
    guard, check                False: without
    transaction_per_migration   how the script is divided
    lint                        the findings of ``sqlgen lint`` are a golden beside the script
    freeze                      clock, uuid and random are pinned while revisions run
    """

    plain: bool = False
    data_reads: DataReads | None = None
    guard: bool | None = None
    check: bool | None = None
    transaction_per_migration: bool | None = None
    lint: bool = False
    freeze: bool = False


@dataclass(frozen=True, slots=True)
class RangeEntry:
    """One entry of ``ranges``, ``downgrade`` or ``stamp``: *text* is ``START:END`` or ``each``.

    *dialects* empty: those of the project. *said*: the options that stand in the entry itself.
    """

    text: str
    direction: Direction
    dialects: tuple[str, ...]
    options: Options
    said: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """One project of the matrix. *path* is relative to the configuration's folder.

    *config*, *section* and *x* are what ``-c``, ``-n`` and ``-x`` would say; *environment* variables are set
    while it is compiled, those of its dialect (*by_dialect*) over the rest; without one of the modules
    *requires* its cells are skipped, by name.
    """

    name: str
    path: str
    dialects: tuple[str, ...]
    ranges: tuple[RangeEntry, ...]
    tags: Mapping[str, str] = field(default_factory=dict)
    config: tuple[str, ...] = ()
    section: str | None = None
    x: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)
    by_dialect: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldenSettings:
    """The whole table. *folder* holds the files, relative to the configuration's folder."""

    folder: str
    projects: tuple[ProjectEntry, ...]


_OPTIONS = tuple(option.name for option in fields(Options))
_RANGES = ("ranges", "downgrade", "stamp")
_SHARED = ("dialects", *_RANGES, "tags", "x", "environment", "requires", *_OPTIONS)
_TOP = ("folder", "projects", *_SHARED)
_PROJECT = ("path", "section", "config", *_SHARED)
_ENTRY = ("range", "dialects", *_OPTIONS)
_DIRECTIONS: Mapping[str, Direction] = {"ranges": "upgrade", "downgrade": "downgrade", "stamp": "stamp"}


def read_golden(table: Mapping[str, Any], file: str, prefix: str, alone: ProjectEntry) -> GoldenSettings:
    """Return the settings in *table*, whose keys messages show behind *prefix*.

    *alone*: the project of the configuration itself, for a table without ``projects``.
    Raises: UnknownKey, InvalidSetting.
    """
    reader = _Reader(file, prefix)
    reader.known(table, _TOP, "")
    folder = reader.text(table, "folder", "") or "golden"
    if PurePosixPath(folder).is_absolute() or ".." in PurePosixPath(folder).parts:
        raise reader.invalid("folder", "a folder below that of the configuration", folder)
    projects = table.get("projects", {})
    if not isinstance(projects, dict):
        raise reader.invalid("projects", 'a table: { shop = "path" } or [golden.projects.shop]', projects)
    if not projects:
        return GoldenSettings(folder, (reader.project(table, {}, alone, ""),))
    entries = []
    for name, own in projects.items():
        where = f"projects.{name}."
        told = {"path": own} if isinstance(own, str) else own
        if not isinstance(told, dict):
            raise reader.invalid(f"projects.{name}", "a path or a table of keys", own)
        reader.known(told, _PROJECT, where)
        entry = ProjectEntry(
            name,
            reader.text(told, "path", where) or ".",
            (),
            (),
            config=reader.texts(told, "config", where),
            section=reader.text(told, "section", where),
        )
        entries.append(reader.project(table, told, entry, where))
    return GoldenSettings(folder, tuple(entries))


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str
    prefix: str

    def invalid(self, key: str, expected: str, got: object) -> InvalidSetting:
        return InvalidSetting(self.file, f"{self.prefix}{key}", expected, got=got)

    def known(self, table: Mapping[str, Any], keys: tuple[str, ...], where: str) -> None:
        for key in table:
            if key not in keys:
                raise UnknownKey(self.file, f"{self.prefix}{where}{key}", keys)

    def text(self, table: Mapping[str, Any], key: str, where: str) -> str | None:
        value = table.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            raise self.invalid(f"{where}{key}", "a text that is not empty", value)
        return value

    def texts(self, table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
        value = table.get(key, [])
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
            raise self.invalid(f"{where}{key}", "a text or a list of texts", value)
        if len(set(items)) < len(items):
            raise self.invalid(f"{where}{key}", "a list without repetition", value)
        return tuple(items)

    def table(self, table: Mapping[str, Any], key: str, where: str) -> dict[str, str]:
        value = table.get(key, {})
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            raise self.invalid(f"{where}{key}", 'a table of texts: { key = "value" }', value)
        return dict(value)

    def _variables(self, table: Mapping[str, Any], where: str) -> dict[str, str]:
        """Return the variables for all dialects."""
        told = table.get("environment", {})
        if not isinstance(told, dict):
            raise self.invalid(f"{where}environment", 'a table: { NAME = "value" }', told)
        plain = {name: value for name, value in told.items() if not isinstance(value, dict)}
        return self.table({"environment": plain}, "environment", where)

    def _by_dialect(self, table: Mapping[str, Any], where: str) -> dict[str, dict[str, str]]:
        """Return the variables for one dialect each: ``environment.sqlite = { NAME = "value" }``."""
        told = {n: value for n, value in table.get("environment", {}).items() if isinstance(value, dict)}
        return {name: self.table(told, name, f"{where}environment.") for name in told}

    def project(
        self, shared: Mapping[str, Any], own: Mapping[str, Any], entry: ProjectEntry, where: str
    ) -> ProjectEntry:
        """Return *entry* with what its own table says, else what all share."""

        def said(key: str) -> tuple[Mapping[str, Any], str]:
            return (own, where) if key in own else (shared, "")

        options = self._options(own, where, self._options(shared, "", Options()))
        ranges = [
            self._range(item, key, place, options)
            for key in _RANGES
            for table, place in [said(key)]
            for item in self._entries(table.get(key, []), f"{place}{key}")
        ]
        if not ranges and not any(key in said(key)[0] for key in _RANGES):
            ranges = [RangeEntry("base:head", "upgrade", (), options)]
        return replace(
            entry,
            dialects=self.texts(*_at(said("dialects"), "dialects")),
            ranges=tuple(ranges),
            tags=self.table(shared, "tags", "") | self.table(own, "tags", where),
            x=self.texts(*_at(said("x"), "x")) or entry.x,
            environment=self._variables(shared, "") | self._variables(own, where),
            by_dialect=self._by_dialect(shared, "") | self._by_dialect(own, where),
            requires=self.texts(*_at(said("requires"), "requires")),
        )

    def _entries(self, value: object, key: str) -> list[Any]:
        items = [value] if isinstance(value, str | dict) else value
        if not isinstance(items, list):
            raise self.invalid(key, 'a list of ranges, such as ["base:head", "each"]', value)
        return items

    def _range(self, item: object, key: str, where: str, options: Options) -> RangeEntry:
        direction = _DIRECTIONS[key]
        place = f"{where}{key}."
        if isinstance(item, str) and item.strip():
            return RangeEntry(item.strip(), direction, (), options)
        if not isinstance(item, dict):
            raise self.invalid(f"{where}{key}", 'ranges: "START:END", "each" or { range = "..." }', item)
        self.known(item, _ENTRY, place)
        text = self.text(item, "range", place)
        if text is None:
            raise self.invalid(f"{where}{key}", 'tables with a range: { range = "a1:b2" }', item)
        return RangeEntry(
            text.strip(),
            direction,
            self.texts(item, "dialects", place),
            self._options(item, place, options),
            frozenset(name for name in _OPTIONS if name in item),
        )

    def _options(self, table: Mapping[str, Any], where: str, above: Options) -> Options:
        changed: dict[str, Any] = {}
        for name in _OPTIONS:
            if name not in table:
                continue
            value = table[name]
            if name == "data_reads":
                if value not in get_args(DataReads):
                    raise self.invalid(f"{where}{name}", '"refuse", "empty" or "split"', value)
            elif not isinstance(value, bool):
                raise self.invalid(f"{where}{name}", "true or false, without quotes", value)
            changed[name] = value
        return replace(above, **changed)


def _at(said: tuple[Mapping[str, Any], str], key: str) -> tuple[Mapping[str, Any], str, str]:
    table, where = said
    return table, key, where
