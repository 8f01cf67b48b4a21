"""Faults of a project's configuration: each names the file, the key and the way out."""

from __future__ import annotations

from collections.abc import Sequence

from sqlgen.errors import SqlgenError


class NoProject(SqlgenError):
    """The folder holds no configuration that sqlgen or Alembic would read."""

    def __init__(self, directory: str, elsewhere: str | None) -> None:
        super().__init__(
            "no project: there is no sqlgen.toml, alembic.ini, pyproject.toml with [tool.sqlgen] or "
            "[tool.alembic], nor a Flask-Migrate folder migrations/",
            where=directory,
            hint=elsewhere or "Go to the project's folder (-C FOLDER), or name its configuration (-c FILE).",
        )


class MissingDirectory(SqlgenError):
    """The folder that ``-C`` names does not exist, or is a file."""

    def __init__(self, path: str) -> None:
        super().__init__(
            "there is no such folder (asked for by -C)",
            where=path,
            hint="A relative path is seen from the current folder.",
        )


class MissingConfig(SqlgenError):
    """A configuration file that was asked for does not exist; *asked_by* is ``-c`` or a variable's name."""

    def __init__(self, path: str, asked_by: str) -> None:
        super().__init__(
            f"there is no such configuration file (asked for by {asked_by})",
            where=path,
            hint="A relative path is seen from the folder given by -C, else from the current one.",
        )
        self.asked_by = asked_by


class ConfigGivenTwice(SqlgenError):
    """Two configuration files of one kind were given."""

    def __init__(self, kind: str, paths: Sequence[str]) -> None:
        super().__init__(
            f"-c names {kind} more than once: {', '.join(paths)}",
            hint="Give at most one ini file, one pyproject.toml and one sqlgen.toml.",
        )


class TwoSettings(SqlgenError):
    """Both sqlgen.toml and ``[tool.sqlgen]`` exist in one folder."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(
            f"sqlgen's settings stand both here and in {second} [tool.sqlgen]",
            where=first,
            hint="Keep one of them: neither adds to the other.",
        )


class UnreadableConfig(SqlgenError):
    """A configuration file that exists cannot be read as text."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"cannot be read: {reason}",
            where=path,
            hint="It must be a text file in UTF-8 that you may read.",
        )


class BadIni(SqlgenError):
    """An ini file that does not parse; *line* counts from 1, 0 where the parser names none."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(
            f"is not a right ini file: {reason}",
            where=f"{path}:{line}" if line else path,
            hint="Write it as [section] lines and key = value lines; a continued value is indented.",
        )
        self.line = line


class BadToml(SqlgenError):
    """A TOML file that does not parse; *line* counts from 1, 0 where the parser names none."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(
            f"is not right TOML: {reason}",
            where=f"{path}:{line}" if line else path,
            hint='Texts stand in quotes, lists in brackets: dialects = ["one", "two"].',
        )
        self.line = line


class BadInterpolation(SqlgenError):
    """A ``%`` in a value that Alembic's files cannot resolve."""

    def __init__(self, path: str, key: str, reason: str) -> None:
        super().__init__(
            f"{key}: {reason}",
            where=path,
            hint="A plain percent sign is written %%; %(here)s is this file's folder.",
        )
        self.key = key


class UnknownSection(SqlgenError):
    """``-n`` names a section that no configuration file has."""

    def __init__(self, path: str, section: str, known: Sequence[str]) -> None:
        names = f"Named sections are: {', '.join(known)}." if known else "It has no named sections."
        super().__init__(
            f"there is no section {section!r} (asked for by -n)",
            where=path,
            hint=f"{did_you_mean(section, known)}{names}",
        )
        self.section = section


class MissingSection(SqlgenError):
    """A section that must be there for an option to be read from it."""

    def __init__(self, path: str, section: str) -> None:
        super().__init__(
            f"has no [{section}] section",
            where=path,
            hint=f"Add a line [{section}] above its keys, or name the right section with -n.",
        )
        self.section = section


class MissingKey(SqlgenError):
    """A key that nothing else can stand in for."""

    def __init__(self, path: str, key: str, hint: str) -> None:
        super().__init__(f"{key} is missing", where=path, hint=hint)
        self.key = key


class UnknownKey(SqlgenError):
    """A key of sqlgen's own settings that does not exist."""

    def __init__(self, path: str, key: str, known: Sequence[str]) -> None:
        name = key.rpartition(".")[2]
        super().__init__(
            f"unknown key {key}",
            where=path,
            hint=f"{did_you_mean(name, known)}All keys stand in docs/configuration.md.",
        )
        self.key = key


class InvalidSetting(SqlgenError):
    """A key whose value has the wrong type or is none of the possible ones."""

    def __init__(self, path: str, key: str, expected: str, *, got: object, hint: str | None = None) -> None:
        super().__init__(f"{key} must be {expected}, not {shown_value(got)}", where=path, hint=hint)
        self.key = key


class MissingFolder(SqlgenError):
    """A folder that a key names does not exist."""

    def __init__(self, path: str, key: str, folder: str, hint: str) -> None:
        super().__init__(f"{key}: there is no folder {folder}", where=path, hint=hint)
        self.key = key
        self.folder = folder


class MissingFile(SqlgenError):
    """A file that a key names does not exist."""

    def __init__(self, path: str, key: str, file: str) -> None:
        super().__init__(
            f"{key}: there is no file {file}",
            where=path,
            hint="Paths are relative to the folder of the file that names them.",
        )
        self.key = key
        self.file = file


class UnknownPackage(SqlgenError):
    """``package:folder`` names a package that cannot be found."""

    def __init__(self, path: str, key: str, package: str, reason: str) -> None:
        super().__init__(
            f"{key}: package {package!r} {reason}",
            where=path,
            hint="Add the folder that holds it to prepend_sys_path, "
            "or install sqlgen in the application's environment.",
        )
        self.key = key
        self.package = package


class MissingEnvPy(SqlgenError):
    """The script folder has no env.py, so the options that it would give are not known."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            "there is no env.py in the script folder",
            where=folder,
            hint="Set use_env = false in sqlgen.toml (or give --no-env), and say there what env.py would: "
            "dialects, version_table, metadata.",
        )


def did_you_mean(name: str, known: Sequence[str]) -> str:
    """Return ``Did you mean ...? `` with the name nearest to *name*, or nothing."""
    from difflib import get_close_matches  # only where something is wrong: difflib is slow to import

    near = get_close_matches(name, known, n=1)
    return f"Did you mean {near[0]}? " if near else ""


def shown_value(value: object) -> str:
    """Return *value* as the user wrote it in TOML or ini, cut at 60 characters."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "a table"
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
