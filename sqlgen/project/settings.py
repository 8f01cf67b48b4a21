"""sqlgen's own settings: every key of sqlgen.toml and ``[tool.sqlgen]``, its default and how it is read.

`SETTINGS` is the one list of keys; docs/configuration.md shows the same, and a test compares them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from sqlgen.project.errors import InvalidSetting, MissingFile, MissingFolder, UnknownKey
from sqlgen.project.files import Table
from sqlgen.project.lint_settings import LEVELS, LintSettings
from sqlgen.project.locations import is_package_path, joined, shown
from sqlgen.project.session_settings import KEYS, NO_SESSION, SessionSettings, SessionTable, milliseconds
from sqlgen.values import dataclass

Visibility = Literal["live", "offline"]
DataReads = Literal["refuse", "empty", "split"]
"""What is done where a script reads rows that nobody knows offline."""

_NAME = r"[^\W\d]\w*(?:\.[^\W\d]\w*)*"
_OBJECT = re.compile(rf"({_NAME}):({_NAME})")


@dataclass(frozen=True, slots=True)
class ObjectPath:
    """A Python object as configurations name it, ``module:attribute``: ``app.models:Base.metadata``."""

    module: str
    attribute: str

    def __str__(self) -> str:
        return f"{self.module}:{self.attribute}"


# Never compared or printed; every command pays for what a dataclass generates.
@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Settings:
    """What the project says in sqlgen's own file; None where it says nothing.

    *script_location* and *version_locations* hold a path, or the text ``package:folder``.
    """

    name: str | None = None
    script_location: Path | str | None = None
    version_locations: tuple[Path | str, ...] | None = None
    recursive_version_locations: bool | None = None
    sourceless: bool | None = None
    prepend_sys_path: tuple[Path, ...] | None = None
    output_encoding: str | None = None
    use_env: bool = True
    check: bool = True
    guard: bool = True
    client: str | None = None
    session: SessionTable = NO_SESSION
    scripts_see: Visibility = "live"
    data_reads: DataReads = "refuse"
    redirect_engines: tuple[ObjectPath, ...] = ()
    cache: Path | None = None
    dialects: tuple[str, ...] = ()
    dialects_dir: Path | None = None
    server_versions: Mapping[str, str] = field(default_factory=dict)
    source_dialect: str | None = None
    url: str | None = None
    default_schema: str | None = None
    version_table: str | None = None
    version_table_schema: str | None = None
    version_table_pk: bool | None = None
    version_id_length: int | None = None
    transaction_per_migration: bool | None = None
    metadata: ObjectPath | None = None
    naming_convention: Mapping[str, str] | None = None
    baseline: Path | ObjectPath | None = None
    lint: LintSettings = field(default_factory=LintSettings)


class _Place(NamedTuple):
    """Where a value stands: the file as shown, the key as shown, and the folder that paths start from."""

    file: str
    key: str
    folder: Path

    def invalid(self, expected: str, got: object, hint: str | None = None) -> InvalidSetting:
        """Return the error that the value here is not as *expected*."""
        return InvalidSetting(self.file, self.key, expected, got=got, hint=hint)


Reader = Callable[[object, _Place], object]


def _text(value: object, place: _Place) -> str:
    if not isinstance(value, str) or not value.strip():
        raise place.invalid("a text that is not empty", value)
    return value


def _flag(value: object, place: _Place) -> bool:
    if not isinstance(value, bool):
        raise place.invalid("true or false, without quotes", value)
    return value


def _count(value: object, place: _Place) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise place.invalid("a whole number from 1 on, without quotes", value)
    return value


def _texts(value: object, place: _Place) -> tuple[str, ...]:
    """Read one text, or a list of texts without repetition."""
    items = [value] if isinstance(value, str) else value
    if not isinstance(items, list) or not all(isinstance(item, str) and item.strip() for item in items):
        raise place.invalid("a text or a list of texts", value)
    if len(set(items)) < len(items):
        raise place.invalid("a list without repetition", value)
    return tuple(items)


def _table_of_texts(value: object, place: _Place) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise place.invalid('a table of texts: { key = "value" }', value)
    return value


def _versions(value: object, place: _Place) -> dict[str, str]:
    """Read a table of versions. A TOML float is refused: 8.10 would be read as 8.1."""
    if not isinstance(value, dict):
        raise place.invalid('a table of versions: { dialect = "15" }', value)
    for dialect, version in value.items():
        if isinstance(version, bool) or not isinstance(version, str | int) or not str(version).strip():
            inner = _Place(place.file, f"{place.key}.{dialect}", place.folder)
            raise inner.invalid('a version in quotes, such as "15" or "8.0.36"', version)
    return {dialect: str(version) for dialect, version in value.items()}


def _encoding(value: object, place: _Place) -> str:
    import codecs

    name = _text(value, place)
    try:
        codecs.lookup(name)
    except LookupError as fault:
        raise place.invalid("an encoding that Python knows, such as utf-8", value) from fault
    return name


def _one_of(*words: str) -> Reader:
    *first, last = (f'"{word}"' for word in words)

    def read(value: object, place: _Place) -> str:
        if isinstance(value, str) and value in words:
            return value
        raise place.invalid(f"{', '.join(first)} or {last}", value)

    return read


def _path(value: object, place: _Place) -> Path:
    return joined(place.folder, _text(value, place).replace("%(here)s", place.folder.as_posix()))


def _folder(value: object, place: _Place) -> Path:
    path = _path(value, place)
    if not path.is_dir():
        hint = f"Create it, or mend the path: it is relative to the folder of {place.file}."
        raise MissingFolder(place.file, place.key, shown(path, place.folder), hint)
    return path


def _folders(value: object, place: _Place) -> tuple[Path, ...]:
    return tuple(_folder(item, place) for item in _texts(value, place))


def _script_folder(value: object, place: _Place) -> Path | str:
    """Read a folder that must exist, or ``package:folder``, which is looked up when sys.path is known."""
    text = _text(value, place)
    return text if is_package_path(text) else _folder(text, place)


def _script_folders(value: object, place: _Place) -> tuple[Path | str, ...]:
    items = _texts(value, place)
    if not items:
        raise place.invalid("a list with at least one folder", value)
    return tuple(_script_folder(item, place) for item in items)


def _object(value: object, place: _Place) -> ObjectPath:
    found = _OBJECT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise place.invalid('"module:attribute", such as "app.models:Base.metadata"', value)
    return ObjectPath(found[1], found[2])


def _objects(value: object, place: _Place) -> tuple[ObjectPath, ...]:
    return tuple(_object(item, place) for item in _texts(value, place))


def _baseline(value: object, place: _Place) -> Path | ObjectPath:
    text = _text(value, place)
    if _OBJECT.fullmatch(text):
        return _object(text, place)
    path = _path(text, place)
    if not path.is_file():
        raise MissingFile(place.file, place.key, shown(path, place.folder))
    return path


def _lint(value: object, place: _Place) -> LintSettings:
    """Read the table ``lint``, whose keys are those of `LintSettings`."""
    if not isinstance(value, dict):
        raise place.invalid("a table of keys: [lint]", value)
    readers: dict[str, Reader] = {
        "severity": _levels,
        "fail_on": _one_of(*LEVELS),
        "empty_tables": _texts,
        "edition": _text,
    }
    said = {}
    for key, one in value.items():
        if key not in readers:
            raise UnknownKey(place.file, f"{place.key}.{key}", [*readers])
        said[key] = readers[key](one, _Place(place.file, f"{place.key}.{key}", place.folder))
    return LintSettings(**said)  # type: ignore[arg-type]  # each reader gives the type of its key's field


def _levels(value: object, place: _Place) -> dict[str, str]:
    if not isinstance(value, dict):
        raise place.invalid('a table of levels by code: { L101 = "error", S = "off" }', value)
    level = _one_of(*LEVELS)
    for code, one in value.items():
        level(one, _Place(place.file, f"{place.key}.{code}", place.folder))
    return value


def _session(value: object, place: _Place) -> SessionTable:
    """Read the table ``session``: keys of `SessionSettings`, and a table of such keys for single dialects."""
    if not isinstance(value, dict):
        raise place.invalid("a table of keys: [session]", value)
    tables = {name: one for name, one in value.items() if isinstance(one, dict)}
    common = {key: one for key, one in value.items() if key not in tables}
    return SessionTable(
        _session_keys(common, place, KEYS),
        {
            name: _session_keys(one, _Place(place.file, f"{place.key}.{name}", place.folder), KEYS)
            for name, one in tables.items()
        },
    )


def _session_keys(said: Mapping[str, object], place: _Place, known: Sequence[str]) -> SessionSettings:
    readers: dict[str, Reader] = {
        "lock_timeout": _duration,
        "statement_timeout": _duration,
        "time_zone": _text,
        "search_path": _texts,
        "strict": _flag,
    }
    values = {}
    for key, one in said.items():
        if key not in readers:
            raise UnknownKey(place.file, f"{place.key}.{key}", [*known])
        values[key] = readers[key](one, _Place(place.file, f"{place.key}.{key}", place.folder))
    return SessionSettings(**values)  # type: ignore[arg-type]  # each reader gives the type of its field


def _duration(value: object, place: _Place) -> int:
    """Read ``5s`` as milliseconds."""
    found = milliseconds(value) if isinstance(value, str) else None
    if found is None:
        raise place.invalid('a duration such as "500ms", "5s", "15min" or "1h"', value)
    return found


class Setting(NamedTuple):
    """One key: how its value is read, and what docs/configuration.md says is its default."""

    key: str
    read: Reader
    default: str


SETTINGS: tuple[Setting, ...] = (
    Setting("name", _text, "the folder's name"),
    Setting("script_location", _script_folder, "what alembic.ini says, else none"),
    Setting("version_locations", _script_folders, 'what alembic.ini says, else `["versions"]`'),
    Setting("recursive_version_locations", _flag, "what alembic.ini says, else `false`"),
    Setting("sourceless", _flag, "what alembic.ini says, else `false`"),
    Setting("prepend_sys_path", _folders, 'what alembic.ini says; `["."]` in a project without one'),
    Setting("output_encoding", _encoding, 'what alembic.ini says, else `"utf-8"`'),
    Setting("use_env", _flag, "`true`"),
    Setting("check", _flag, "`true`"),
    Setting("guard", _flag, "`true`"),
    Setting("client", _text, "the dialect's own: `sqlplus` for Oracle, else `any`"),
    Setting("session", _session, "nothing is set"),
    Setting("scripts_see", _one_of(*get_args(Visibility)), '`"live"`'),
    Setting("data_reads", _one_of(*get_args(DataReads)), '`"refuse"`'),
    Setting("redirect_engines", _objects, "none"),
    Setting("cache", _path, "`sqlgen` in the user's cache folder"),
    Setting("dialects", _texts, "what env.py configures"),
    Setting("dialects_dir", _folder, "none"),
    Setting("server_versions", _versions, "the dialect's own default"),
    Setting("source_dialect", _text, "none: raw SQL is written as it stands"),
    Setting("url", _text, "`sqlalchemy.url` of alembic.ini"),
    Setting("default_schema", _text, "the dialect's own default"),
    Setting("version_table", _text, 'what env.py configures, else `"alembic_version"`'),
    Setting("version_table_schema", _text, "what env.py configures, else none"),
    Setting("version_table_pk", _flag, "what env.py configures, else `true`"),
    Setting("version_id_length", _count, "what env.py's `version_table_impl` says, else `32`"),
    Setting("transaction_per_migration", _flag, "what env.py configures, else `false`"),
    Setting("metadata", _object, "what env.py configures, else none"),
    Setting("naming_convention", _table_of_texts, "that of the metadata, else none"),
    Setting("baseline", _baseline, "none: the history starts from an empty database"),
    Setting("lint", _lint, "every rule at its own level, to fail on warnings"),
)
"""Every key, in the order of the documentation."""

_READERS: Mapping[str, Setting] = {setting.key: setting for setting in SETTINGS}

ROOMS = ("golden",)
"""Tables beside the keys, each read by the room of its name when that is asked."""


def section_names(table: Table, file: str, prefix: str) -> tuple[str, ...]:
    """Return the names of the sections in *table*, in its order.

    *prefix* is how keys of this file are shown: nothing, or ``tool.sqlgen.``.
    """
    sections = table.get("section", {})
    if not isinstance(sections, dict):
        raise InvalidSetting(file, f"{prefix}section", "a table: [section.NAME]", got=sections)
    for name, section in sections.items():
        if not isinstance(section, dict):
            raise InvalidSetting(file, f"{prefix}section.{name}", "a table of keys", got=section)
    return tuple(sections)


def read_settings(table: Table, file: Path, shown_file: str, *, prefix: str, section: str | None) -> Settings:
    """Return the settings of *table*, those of its *section* (None: none is chosen) standing above the rest.

    The keys of all sections are checked, their values where they count.
    Raises: UnknownKey, InvalidSetting, MissingFolder, MissingFile.
    """
    base = {key: value for key, value in table.items() if key not in ("section", *ROOMS)}
    parts = {None: base} | {name: table["section"][name] for name in section_names(table, shown_file, prefix)}
    for name, part in parts.items():
        for key in part:
            if key not in _READERS:
                known = [*_READERS, "section", *ROOMS] if name is None else [*_READERS]
                raise UnknownKey(shown_file, f"{_dotted(prefix, name)}{key}", known)
    said = {key: _dotted(prefix, None) for key in base}
    if section in parts:
        said |= {key: _dotted(prefix, section) for key in parts[section]}
        base |= parts[section]
    values = {
        key: _READERS[key].read(base[key], _Place(shown_file, f"{where}{key}", file.parent))
        for key, where in said.items()
    }
    return Settings(**values)  # type: ignore[arg-type]  # each reader gives the type of its key's field


def _dotted(prefix: str, section: str | None) -> str:
    return prefix if section is None else f"{prefix}section.{section}."
