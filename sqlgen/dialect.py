"""A dialect: the facts and spellings of one folder under ``dialects/``, for one server version.

Holds no dialect's name and no SQL: `Facts` is what the folder says, `Dialect` finds its templates and
makes SQLAlchemy's dialect for the target version without asking any server.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import field, fields, is_dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_type_hints

from sqlgen.errors import SqlgenError
from sqlgen.facts import Facts
from sqlgen.templates import LineTemplate, line_template
from sqlgen.values import dataclass

if TYPE_CHECKING:
    import jinja2
    from sqlalchemy.engine import Dialect as SqlalchemyDialect

PACKAGE = Path(__file__).parent
MANIFEST = "dialect.toml"


class UnknownDialect(SqlgenError):
    """No folder of that name holds a dialect.toml."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f'there is no dialect "{name}"', hint=f"Known: {', '.join(known)}. Or give a folder's path."
        )
        self.name = name


class BadDialectFile(SqlgenError):
    """A dialect.toml or a template with a fault; names the file and the key."""


class UnknownClient(SqlgenError):
    """A client that does not run scripts of the dialect."""

    def __init__(self, client: str, title: str, known: Sequence[str]) -> None:
        super().__init__(
            f'{title} has no client "{client}" that sqlgen knows', hint=f"Known are {', '.join(known)}."
        )


class BadServerVersion(SqlgenError):
    """A server version that is not numbers with dots."""


@dataclass(frozen=True, eq=False)
class Dialect:
    """A dialect for one server version. *folders*: where templates are looked for, nearest first."""

    name: str
    version: tuple[int, ...]
    facts: Facts
    folders: tuple[Path, ...] = field(repr=False)

    @property
    def version_text(self) -> str:
        """The server version as people write it: ``15``, ``10.11``, ``2019``."""
        return ".".join(str(part) for part in self.version)

    def client_called(self, name: str | None) -> str:
        """Return the client of that name, None: the usual one. Raises: UnknownClient."""
        facts = self.facts.script
        if name is not None and name not in facts.clients:
            raise UnknownClient(name, self.facts.title, sorted(facts.clients))
        return name or facts.client

    @property
    def title(self) -> str:
        """Name and version for people: ``PostgreSQL 15``."""
        return f"{self.facts.title} {self.version_text}"

    @cached_property
    def sqlalchemy(self) -> SqlalchemyDialect:
        """SQLAlchemy's dialect, told the target's version; parameters named, so that % stays single."""
        from sqlalchemy.engine import URL

        facts = self.facts.sqlalchemy
        # URL.get_dialect() imports no driver; registry.load("mariadb") does not give a class.
        make: Any = URL.create(facts.name).get_dialect()
        # What SQLAlchemy 2.0 works out from the version and 2.1 keeps: ours is said in its place.
        fixed = {
            attribute: value
            for attribute, value in facts.attributes.items()
            if isinstance(getattr(make, attribute, None), property)
        }
        if fixed:
            make = type(make.__name__, (make,), fixed)
        dialect: SqlalchemyDialect = make(paramstyle="named")
        for attribute, value in facts.attributes.items():
            set_by = facts.set_by.get(attribute)
            if attribute not in fixed and (set_by is None or hasattr(dialect, set_by)):
                # Version tuples are written as lists in TOML.
                setattr(dialect, attribute, tuple(value) if isinstance(value, list) else value)
        return dialect

    def spoken_to_as(self, name: str | None) -> Dialect:
        """Return the dialect as a URL of SQLAlchemy's dialect *name* reaches it, where it is known so."""
        facts = self.facts
        if name not in facts.sqlalchemy.sisters or name is None:
            return self
        return replace(self, facts=replace(facts, sqlalchemy=replace(facts.sqlalchemy, name=name)))

    def with_default_schema(self, schema: str | None) -> Dialect:
        """Return the dialect of a target where tables that name no schema lie in *schema*, if one is said."""
        if not schema:
            return self
        facts = self.facts
        told = replace(
            facts.sqlalchemy, attributes={**facts.sqlalchemy.attributes, "default_schema_name": schema}
        )
        return replace(
            self, facts=replace(facts, sqlalchemy=told, ddl=replace(facts.ddl, default_schema=schema))
        )

    @cached_property
    def ddl_compiler(self) -> Any:
        """SQLAlchemy's DDL compiler for pieces of statements: column definitions, constraints."""
        make: Any = self.sqlalchemy.ddl_compiler
        return make(self.sqlalchemy, None)

    @cached_property
    def column_specifications(self) -> dict[Any, str]:
        """What `rendering` has made of columns of one kind, for the next of that kind."""
        return {}

    @cached_property
    def lines(self) -> dict[Any, Any]:
        """What `lowering.table_lines` has learned of lines of CREATE TABLE that differ in names alone."""
        return {}

    @cached_property
    def _environment(self) -> jinja2.Environment:
        return _environment(self.folders)

    def has_template(self, name: str) -> bool:
        """Tell whether the folder, or one that it extends, has ``statements/<name>.sql.j2``."""
        return any((folder / "statements" / f"{name}.sql.j2").is_file() for folder in self.folders)

    @cached_property
    def _lines(self) -> dict[str, LineTemplate | None]:
        return {}

    @cached_property
    def _templates(self) -> dict[str, jinja2.Template]:
        return {}

    def spell(self, name: str, /, **values: Any) -> str:
        """Return the statement *name* spelled with *values*: finished strings, booleans, lists of strings.

        Raises: BadDialectFile: no such template, or one that wants a name that is not offered.
        """
        try:
            line = self._lines[name]
        except KeyError:
            line = self._lines[name] = self._line(name)
        if line is not None:
            try:
                return line.fill(values).strip()
            except KeyError:
                pass  # A name of Jinja's own, or one that is not offered.
        return self._render(name, values)

    def _line(self, name: str) -> LineTemplate | None:
        """Return the template as a line, or None where it is for Jinja to read, or to miss."""
        paths = (folder / "statements" / f"{name}.sql.j2" for folder in self.folders)
        nearest = next((path for path in paths if path.is_file()), None)
        try:
            return line_template(nearest.read_text("utf-8")) if nearest is not None else None
        except (OSError, UnicodeDecodeError):
            return None

    def _render(self, name: str, values: Mapping[str, Any]) -> str:
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self._load(name)
        import jinja2

        try:
            return template.render(values).strip()
        except jinja2.TemplateError as error:
            raise BadDialectFile(
                f"the template cannot be filled in: {error}",
                where=_shown(Path(template.filename or name)),
                hint=_OFFERED,
            ) from error

    def _load(self, name: str) -> jinja2.Template:
        import jinja2

        try:
            return self._environment.get_template(f"statements/{name}.sql.j2")
        except jinja2.TemplateNotFound as error:
            raise BadDialectFile(
                f'no template spells "{name}"',
                where=f"dialects/{self.name}/statements",
                hint=f"Write {name}.sql.j2 there or in a folder given with --dialects-dir.",
            ) from error
        except jinja2.TemplateSyntaxError as error:
            raise BadDialectFile(
                f"the template does not parse: {error.message}",
                where=f"{_shown(Path(error.filename or name))}:{error.lineno}",
                hint=_OFFERED,
            ) from error


@lru_cache(maxsize=16)
def _environment(folders: tuple[Path, ...]) -> jinja2.Environment:
    import jinja2

    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        keep_trailing_newline=False,
    )


def dialects_root() -> Path:
    """Return the folder of dialect folders: inside the package (wheel) or beside it (checkout)."""
    for root in (PACKAGE / "dialects", PACKAGE.parent / "dialects"):
        if (root / "base" / MANIFEST).is_file():
            return root
    raise BadDialectFile("the dialect folders are missing from this installation", where=PACKAGE)


_OFFERED = "The first line of the bundled template of that name tells what is offered to it."


def _shown(path: Path) -> str:
    """Return *path* as messages name it: relative to the bundled folders, or to the current one."""
    for base in (dialects_root().parent, Path.cwd()):
        if path.is_relative_to(base):
            return path.relative_to(base).as_posix()
    return str(path)


def known_dialects() -> tuple[str, ...]:
    """Return the names of the bundled dialects, in alphabetical order."""
    return tuple(
        sorted(p.parent.name for p in dialects_root().glob(f"*/{MANIFEST}") if p.parent.name != "base")
    )


def dialect_called(name: str) -> str:
    """Return the dialect that *name* (its own, or SQLAlchemy's: ``postgres``) means, bundled or a package's.

    Raises: UnknownDialect.
    """
    known = known_dialects()
    if name in known:
        return name
    for candidate in known:
        manifest = _read(dialects_root() / candidate / MANIFEST)
        if name in manifest.get("aliases", ()):
            return candidate
    if _of_a_package(name):
        return name
    raise UnknownDialect(name, known)


def _of_a_package(name: str) -> bool:
    """Tell whether an installed package brings SQLAlchemy a dialect of that name."""
    from sqlalchemy.dialects import registry
    from sqlalchemy.exc import NoSuchModuleError

    try:
        registry.load(name)
    except (NoSuchModuleError, ImportError):
        return False
    return name != "default"


def _packages_facts(name: str) -> dict[str, Any]:
    """Return what is known of a package's dialect: what SQLAlchemy and sqlglot call it."""
    from importlib.util import find_spec

    reader = name if find_spec(f"sqlglot.dialects.{name}") is not None else ""
    return {"title": name, "sqlglot": reader, "sqlalchemy": {"name": name}}


def load_dialect(name: str, server_version: str | None = None, overrides: Path | None = None) -> Dialect:
    """Return the dialect called *name* (or in the folder *name*) for *server_version*.

    *overrides*: a company's own folder of dialect folders, whose facts and templates win one by one.
    Raises: UnknownDialect, BadDialectFile, BadServerVersion.
    """
    folder = Path(name)
    if (folder / MANIFEST).is_file() and folder.name != name:
        name = folder.name
    else:
        name = dialect_called(name)
        folder = dialects_root() / name
        if not (folder / MANIFEST).is_file():
            own = [f for f in (overrides / name, overrides / "base") if f.is_dir()] if overrides else []
            return _from_folders(
                name, server_version, (*own, dialects_root() / "base"), _packages_facts(name)
            )
    if overrides is None and folder == dialects_root() / name:
        return _bundled(name, server_version)
    chain = _chain(folder)
    own = _own_folders(overrides, chain) if overrides is not None else []
    return _from_folders(name, server_version, (*own, *chain))


def _bundled(name: str, server_version: str | None) -> Dialect:
    """Return a new value of the bundled dialect *name*; what its files say is read once."""
    version, facts, folders = _bundled_facts(name, server_version)
    return Dialect(name, version, facts, folders)


@lru_cache(maxsize=64)
def _bundled_facts(name: str, server_version: str | None) -> tuple[tuple[int, ...], Facts, tuple[Path, ...]]:
    dialect = _from_folders(name, server_version, tuple(_chain(dialects_root() / name)))
    return dialect.version, dialect.facts, dialect.folders


def _from_folders(
    name: str,
    server_version: str | None,
    folders: tuple[Path, ...],
    farthest: Mapping[str, Any] = MappingProxyType({}),
) -> Dialect:
    """Return the dialect that *folders*, nearest first, say; *farthest* is said above the last of them."""
    layers = [_read(f / MANIFEST) for f in reversed(folders) if (f / MANIFEST).is_file()]
    layers.insert(1, dict(farthest))
    merged: dict[str, Any] = {}
    for layer in layers:
        merged = _merge(merged, {key: value for key, value in layer.items() if key != "since"})
    manifest = next((f / MANIFEST for f in folders if (f / MANIFEST).is_file()), folders[-1] / MANIFEST)
    for key in ("title", "default_version", "oldest_version"):
        if key not in merged:
            raise BadDialectFile(f'the key "{key}" is missing', where=_shown(manifest))
    version = _version(server_version or merged["default_version"])
    if version < _version(merged["oldest_version"]):
        raise BadServerVersion(
            f"{merged['title']} {server_version} is not supported; the oldest is {merged['oldest_version']}"
        )
    for layer in layers:
        for since in layer.get("since", ()):
            if version >= _version(str(since["version"])):
                merged = _merge(merged, {key: value for key, value in since.items() if key != "version"})
    merged.setdefault("sqlalchemy", {}).setdefault("attributes", {})
    padded = [*version, 0, 0][: max(2, len(version))]
    merged["sqlalchemy"]["attributes"].setdefault("server_version_info", padded)
    facts = _typed(Facts, merged, _shown(manifest), "")
    return Dialect(name, version, facts, folders)


def _own_folders(overrides: Path, chain: list[Path]) -> list[Path]:
    """Return the folders in *overrides* of the dialects of *chain*.

    Raises: BadDialectFile: there is no such folder, or nothing in it could ever be used.
    """
    if not overrides.is_dir():
        raise BadDialectFile(
            "there is no such folder", where=_shown(overrides), hint="It holds a folder for each dialect."
        )
    bundled = dialects_root()
    names = (*known_dialects(), "base", *(folder.name for folder in chain))
    if not any((overrides / name).is_dir() for name in names):
        raise BadDialectFile(
            "no folder in it has a dialect's name",
            where=_shown(overrides),
            hint=f"Name them {', '.join(dict.fromkeys(names))}.",
        )
    own = [overrides / folder.name for folder in chain if (overrides / folder.name).is_dir()]
    spelled = {
        path.name for folder in (*bundled.iterdir(), *chain) for path in folder.glob("statements/*.sql.j2")
    }
    for folder in own:
        for path in sorted(folder.glob("statements/*")):
            if path.name not in spelled:
                from difflib import get_close_matches

                near = get_close_matches(path.name, sorted(spelled), 1)
                raise BadDialectFile(
                    "no statement has this template",
                    where=_shown(path),
                    hint=f"Did you mean {near[0]}?" if near else "`ls dialects/*/statements` shows them all.",
                )
    return own


def _chain(folder: Path) -> list[Path]:
    chain = [folder]
    while extends := _read(chain[-1] / MANIFEST).get("extends"):
        beside = chain[-1].parent / extends
        chain.append(beside if (beside / MANIFEST).is_file() else dialects_root() / extends)
    return chain


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as error:
        raise BadDialectFile("the file is missing", where=_shown(path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadDialectFile(f"is not right TOML: {error}", where=_shown(path)) from error


def _version(text: str) -> tuple[int, ...]:
    try:
        return tuple(int(part) for part in text.rstrip("abcdefghijklmnopqrstuvwxyz").split("."))
    except ValueError:
        raise BadServerVersion(
            f'"{text}" is not a server version', hint="Numbers with dots, such as 15 or 10.11."
        ) from None


def _merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = _merge(old, value) if isinstance(value, dict) and isinstance(old, dict) else value
    return merged


def _typed(kind: Any, values: Mapping[str, Any], where: str, prefix: str) -> Any:
    hints = get_type_hints(kind)
    known = {f.name for f in fields(kind)}
    for key in values:
        if key not in known:
            raise BadDialectFile(f'unknown key "{prefix}{key}"', where=where)
    arguments: dict[str, Any] = {}
    for name in known:
        if name not in values:
            raise BadDialectFile(f'the key "{prefix}{name}" is missing', where=where)
        value, hint = values[name], hints[name]
        if is_dataclass(hint):
            value = _typed(hint, value, where, f"{prefix}{name}.")
        elif hint == tuple[str, ...]:
            value = tuple(value)
        elif hint in (str, bool, int) and type(value) is not hint:
            raise BadDialectFile(f'"{prefix}{name}" must be a {hint.__name__}', where=where)
        arguments[name] = value
    return kind(**arguments)
