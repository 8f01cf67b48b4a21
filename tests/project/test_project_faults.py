"""Broken configurations: each gives one clean message that names the file, the key and the way out."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from sqlgen.errors import SqlgenError
from sqlgen.project import errors, find_project


@dataclass(frozen=True)
class Broken:
    """Files of a project, how it is asked for, and the whole message: fault, then a line with the way out."""

    files: dict[str, str | bytes]
    error: type[SqlgenError]
    message: str
    given: dict[str, object] = field(default_factory=dict)
    environ: dict[str, str] = field(default_factory=dict)


M = {"m/versions/": ""}
V = {"versions/": ""}


def ini(text: str, **given) -> dict[str, str]:
    return {"alembic.ini": "[alembic]\n" + text, **M, **given}


def own(text: str) -> dict[str, str]:
    return {"sqlgen.toml": text, **V}


SEEN = "A relative path is seen from the folder given by -C, else from the current one."
INI = "Write it as [section] lines and key = value lines; a continued value is indented."
TOML = 'Texts stand in quotes, lists in brackets: dialects = ["one", "two"].'
PERCENT = "A plain percent sign is written %%; %(here)s is this file's folder."
KEYS = "All keys stand in docs/configuration.md."
ADD = "Add it: the folder of env.py, such as %(here)s/alembic."
CREATE = "Create it, or name the folder of the revision scripts."
MEND = "Mend the path; one without %(here)s is relative to the current folder (-C)."
RELATIVE = "Create it, or mend the path: it is relative to the folder of sqlgen.toml."
PACKAGE = (
    "Add the folder that holds it to prepend_sys_path, or install sqlgen in the application's environment."
)
NOTHING = (
    ".: no project: there is no sqlgen.toml, alembic.ini, pyproject.toml with [tool.sqlgen] or "
    "[tool.alembic], nor a Flask-Migrate folder migrations/"
)

GO = "Go to the project's folder (-C FOLDER), or name its configuration (-c FILE)."

BROKEN = {
    "an empty folder": Broken(
        {},
        errors.NoProject,
        f"{NOTHING}|{GO}",
    ),
    "a folder below": Broken(
        {"alembic.ini": "", "inner/deep/": ""},
        errors.NoProject,
        f"{NOTHING}|Give -C ../.. to use ../../alembic.ini.",
        {"start": "inner/deep"},
    ),
    "a folder above": Broken(
        {"backend/alembic.ini": ""},
        errors.NoProject,
        f"{NOTHING}|Give -C backend to use backend/alembic.ini.",
    ),
    "pyproject of another tool": Broken(
        {"pyproject.toml": '[tool.alembic-utils]\nx = "tool.alembic"\n'},
        errors.NoProject,
        f"{NOTHING}|{GO}",
    ),
    "no such folder": Broken(
        {}, errors.MissingDirectory,
        "nowhere: there is no such folder (asked for by -C)|A relative path is seen from the current folder.",
        {"start": "nowhere"},
    ),
    "no such file": Broken(
        ini("script_location = m"),
        errors.MissingConfig,
        f"alembik.ini: there is no such configuration file (asked for by -c)|{SEEN}",
        {"config": Path("alembik.ini")},
    ),
    "no such file in the environment": Broken(
        ini("script_location = m"),
        errors.MissingConfig,
        f"etc/x.ini: there is no such configuration file (asked for by ALEMBIC_CONFIG)|{SEEN}",
        environ={"ALEMBIC_CONFIG": "etc/x.ini"},
    ),
    "a folder as file": Broken(
        {"etc/": ""},
        errors.UnreadableConfig,
        "etc: cannot be read: it is a folder; -C names a folder, -c a file"
        "|It must be a text file in UTF-8 that you may read.",
        {"config": Path("etc")},
    ),
    "two ini files": Broken(
        {"a.ini": "", "b.ini": ""},
        errors.ConfigGivenTwice,
        "-c names an ini file more than once: a.ini, b.ini"
        "|Give at most one ini file, one pyproject.toml and one sqlgen.toml.",
        {"config": [Path("a.ini"), Path("b.ini")]},
    ),
    "settings in two places": Broken(
        {"sqlgen.toml": "", "pyproject.toml": "[tool.sqlgen]\n"},
        errors.TwoSettings,
        "sqlgen.toml: sqlgen's settings stand both here and in pyproject.toml [tool.sqlgen]"
        "|Keep one of them: neither adds to the other.",
    ),
    "not text": Broken(
        {"alembic.ini": b"[alembic]\n# caf\xe9\n", **M},
        errors.UnreadableConfig,
        "alembic.ini:2: cannot be read: it is not text in UTF-8"
        "|It must be a text file in UTF-8 that you may read.",
    ),
    "empty ini": Broken(
        {"alembic.ini": "", **M},
        errors.MissingSection,
        "alembic.ini: has no [alembic] section"
        "|Add a line [alembic] above its keys, or name the right section with -n.",
    ),
    "ini without section": Broken(
        {"alembic.ini": "# mine\nscript_location = m\n", **M},
        errors.BadIni,
        f"alembic.ini:2: is not a right ini file: there is no [section] above this line|{INI}",
    ),
    "ini with a strange line": Broken(
        ini("script_location = m\nwhat is this\n"),
        errors.BadIni,
        "alembic.ini:3: is not a right ini file: "
        f"this line is neither a [section], nor key = value, nor a comment|{INI}",
    ),
    "ini with a section twice": Broken(
        ini("script_location = m\n[alembic]\n"),
        errors.BadIni,
        f"alembic.ini:3: is not a right ini file: section [alembic] stands twice|{INI}",
    ),
    "ini with a key twice": Broken(
        ini("script_location = m\nscript_location = n\n"),
        errors.BadIni,
        "alembic.ini:3: is not a right ini file: key script_location stands twice in section [alembic]"
        f"|{INI}",
    ),
    "ini with a single percent sign": Broken(
        ini("script_location = 50%/m"),
        errors.BadInterpolation,
        f"alembic.ini: [alembic] script_location: a % is followed by neither % nor (name)s|{PERCENT}",
    ),
    "ini with an unknown reference": Broken(
        ini("script_location = %(hear)s/m"),
        errors.BadInterpolation,
        f"alembic.ini: [alembic] script_location: %(hear)s is not a key that this section has|{PERCENT}",
    ),
    "ini that refers to itself": Broken(
        ini("script_location = m\nversion_locations = %(version_locations)s/a"),
        errors.BadInterpolation,
        f"alembic.ini: [alembic] version_locations: %(...)s refers to itself|{PERCENT}",
    ),
    "ini without script_location": Broken(
        ini("prepend_sys_path = ."),
        errors.MissingKey,
        f"alembic.ini: [alembic] script_location is missing|{ADD}",
    ),
    "ini with a missing folder": Broken(
        ini("script_location = migrations"),
        errors.MissingFolder,
        f"alembic.ini: [alembic] script_location: there is no folder migrations|{MEND}",
    ),
    "ini with a missing absolute folder": Broken(
        ini("script_location = %(here)s/migrations"),
        errors.MissingFolder,
        "alembic.ini: [alembic] script_location: there is no folder migrations|Mend the path.",
    ),
    "script folder without versions": Broken(
        {"alembic.ini": "[alembic]\nscript_location = m\n", "m/env.py": ""},
        errors.MissingFolder,
        f"alembic.ini: [alembic] version_locations: there is no folder m/versions|{CREATE}",
    ),
    "no version location exists": Broken(
        ini("script_location = m\nversion_locations = a, b"),
        errors.MissingFolder,
        f"alembic.ini: [alembic] version_locations: there is no folder a nor b|{CREATE}",
    ),
    "unknown separator": Broken(
        ini("script_location = m\nversion_locations = a\npath_separator = comma"),
        errors.InvalidSetting,
        "alembic.ini: [alembic] path_separator must be one of os, space, newline, : and ;, not 'comma'",
    ),
    "comment behind a separator": Broken(
        ini("script_location = m\nversion_locations = a\nversion_path_separator = os  # Use os.pathsep."),
        errors.InvalidSetting,
        "alembic.ini: [alembic] version_path_separator must be one of os, space, newline, : and ;, "
        "not 'os  # Use os.pathsep.'"
        "|An ini file knows no comment behind a value: put it on a line of its own.",
    ),
    "unknown package": Broken(
        ini("script_location = no_such_package:m"),
        errors.UnknownPackage,
        f"alembic.ini: [alembic] script_location: package 'no_such_package' cannot be found|{PACKAGE}",
    ),
    "unknown inner package": Broken(
        ini("script_location = json.no_such:m"),
        errors.UnknownPackage,
        f"alembic.ini: [alembic] script_location: package 'json.no_such' cannot be found|{PACKAGE}",
    ),
    "a module for a package": Broken(
        ini("script_location = bisect:m"),
        errors.UnknownPackage,
        "alembic.ini: [alembic] script_location: package 'bisect' is a module, not a package with folders"
        f"|{PACKAGE}",
    ),
    "a package without the folder": Broken(
        ini("script_location = json:nowhere\nversion_locations = json:elsewhere"),
        errors.MissingFolder,
        "alembic.ini: [alembic] script_location: there is no folder <json>/nowhere|Mend the path.",
    ),
    "unknown encoding": Broken(
        ini("script_location = m\noutput_encoding = utf-88"),
        errors.InvalidSetting,
        "alembic.ini: [alembic] output_encoding must be an encoding that Python knows, such as utf-8, "
        "not 'utf-88'",
    ),
    "unknown section": Broken(
        ini("script_location = m\n[tenant]\nscript_location = m\n[logger_root]\n"),
        errors.UnknownSection,
        "alembic.ini: there is no section 'tenants' (asked for by -n)"
        "|Did you mean tenant? Named sections are: alembic, tenant.",
        {"section": "tenants"},
    ),
    "unknown section of a project without any": Broken(
        own(""),
        errors.UnknownSection,
        "sqlgen.toml: there is no section 'tenant' (asked for by -n)|It has no named sections.",
        {"section": "tenant"},
    ),
    "section without script_location": Broken(
        ini("script_location = m\n[engine1]\nsqlalchemy.url = x://\n"),
        errors.MissingKey,
        f"alembic.ini: [engine1] script_location is missing|{ADD}",
        {"section": "engine1"},
    ),
    "bad toml": Broken(
        own('name = "x"\ndialects = [mysql]\n'),
        errors.BadToml,
        f"sqlgen.toml:2: is not right TOML: Invalid value|{TOML}",
    ),
    "toml that ends too early": Broken(
        own('name = "x"\ndialects = ["mysql"'),
        errors.BadToml,
        f"sqlgen.toml:2: is not right TOML: Unclosed array|{TOML}",
    ),
    "bad pyproject": Broken(
        {"pyproject.toml": "[tool.alembic]\nscript_location = m\n", **M},
        errors.BadToml,
        f"pyproject.toml:2: is not right TOML: Invalid value|{TOML}",
    ),
    "tool.alembic is no table": Broken(
        {"pyproject.toml": "[tool]\nalembic = 1\n"},
        errors.InvalidSetting,
        "pyproject.toml: tool.alembic must be a table, not 1",
    ),
    "tool.sqlgen is no table": Broken(
        {"pyproject.toml": "[[tool.sqlgen]]\n"},
        errors.InvalidSetting,
        "pyproject.toml: tool.sqlgen must be a table, not [{}]",
    ),
    "pyproject without script_location": Broken(
        {"pyproject.toml": "[tool.alembic]\nsourceless = true\n", **M},
        errors.MissingKey,
        f"pyproject.toml: tool.alembic.script_location is missing|{ADD}",
    ),
    "pyproject with a number for a text": Broken(
        {"pyproject.toml": "[tool.alembic]\nscript_location = 1\n", **M},
        errors.InvalidSetting,
        "pyproject.toml: tool.alembic.script_location must be a text, not 1",
    ),
    "pyproject with a text for a list": Broken(
        {"pyproject.toml": '[tool.alembic]\nscript_location = "m"\nversion_locations = "a:b"\n', **M},
        errors.InvalidSetting,
        """pyproject.toml: tool.alembic.version_locations must be a list of texts: ["a", "b"], not 'a:b'""",
    ),
    "pyproject with a text for a boolean": Broken(
        {"pyproject.toml": '[tool.alembic]\nscript_location = "m"\nsourceless = "true"\n', **M},
        errors.InvalidSetting,
        "pyproject.toml: tool.alembic.sourceless must be true or false, without quotes, not 'true'",
    ),
    "pyproject with an unknown reference": Broken(
        {"pyproject.toml": '[tool.alembic]\nscript_location = "%(root)s/m"\n', **M},
        errors.BadInterpolation,
        "pyproject.toml: tool.alembic.script_location: %(root)s is not known here, only %(here)s is"
        f"|{PERCENT}",
    ),
    "pyproject with a single percent sign": Broken(
        {"pyproject.toml": '[tool.alembic]\nscript_location = "m"\nprepend_sys_path = ["50%"]\n', **M},
        errors.BadInterpolation,
        "pyproject.toml: tool.alembic.prepend_sys_path: a % is followed by neither % nor (here)s"
        f"|{PERCENT}",
    ),
    "unknown key": Broken(
        own('dialect = "mysql"\n'),
        errors.UnknownKey,
        f"sqlgen.toml: unknown key dialect|Did you mean dialects? {KEYS}",
    ),
    "unknown key like nothing": Broken(
        own("zzz = 1\n"), errors.UnknownKey, f"sqlgen.toml: unknown key zzz|{KEYS}"
    ),
    "unknown key in pyproject": Broken(
        {"pyproject.toml": "[tool.sqlgen]\nno_env = true\n", **V},
        errors.UnknownKey,
        f"pyproject.toml: unknown key tool.sqlgen.no_env|Did you mean use_env? {KEYS}",
    ),
    "unknown key in a section that is not chosen": Broken(
        own("[section.a]\nversion_tables = 'x'\n"),
        errors.UnknownKey,
        f"sqlgen.toml: unknown key section.a.version_tables|Did you mean version_table? {KEYS}",
    ),
    "section is no table": Broken(
        own('section = "a"\n'),
        errors.InvalidSetting,
        "sqlgen.toml: section must be a table: [section.NAME], not 'a'",
    ),
    "key where a section is expected": Broken(
        own('section.version_table = "a"\n'),
        errors.InvalidSetting,
        "sqlgen.toml: section.version_table must be a table of keys, not 'a'",
    ),
    "empty text": Broken(
        own('version_table = " "\n'),
        errors.InvalidSetting,
        "sqlgen.toml: version_table must be a text that is not empty, not ' '",
    ),
    "number for a text": Broken(
        own("version_table = 1\n"),
        errors.InvalidSetting,
        "sqlgen.toml: version_table must be a text that is not empty, not 1",
    ),
    "text for a boolean": Broken(
        own('use_env = "false"\n'),
        errors.InvalidSetting,
        "sqlgen.toml: use_env must be true or false, without quotes, not 'false'",
    ),
    "list with numbers": Broken(
        own("dialects = [1]\n"),
        errors.InvalidSetting,
        "sqlgen.toml: dialects must be a text or a list of texts, not [1]",
    ),
    "list with repetition": Broken(
        own('dialects = ["mysql", "mysql"]\n'),
        errors.InvalidSetting,
        "sqlgen.toml: dialects must be a list without repetition, not ['mysql', 'mysql']",
    ),
    "empty list of folders": Broken(
        own("version_locations = []\n"),
        errors.InvalidSetting,
        "sqlgen.toml: version_locations must be a list with at least one folder, not []",
    ),
    "versions as a text": Broken(
        own('server_versions = "15"\n'),
        errors.InvalidSetting,
        """sqlgen.toml: server_versions must be a table of versions: { dialect = "15" }, not '15'""",
    ),
    "version as a fraction": Broken(
        own("server_versions = { sqlite = 3.40 }\n"),
        errors.InvalidSetting,
        'sqlgen.toml: server_versions.sqlite must be a version in quotes, such as "15" or "8.0.36", not 3.4',
    ),
    "naming convention with a number": Broken(
        own("naming_convention = { ix = 1 }\n"),
        errors.InvalidSetting,
        'sqlgen.toml: naming_convention must be a table of texts: { key = "value" }, not a table',
    ),
    "unknown mode": Broken(
        own('scripts_see = "online"\n'),
        errors.InvalidSetting,
        """sqlgen.toml: scripts_see must be "live" or "offline", not 'online'""",
    ),
    "metadata as a file": Broken(
        own('metadata = "app/models.py"\n'),
        errors.InvalidSetting,
        'sqlgen.toml: metadata must be "module:attribute", such as "app.models:Base.metadata", '
        "not 'app/models.py'",
    ),
    "engine as a file": Broken(
        own('redirect_engines = ["app/db.py"]\n'),
        errors.InvalidSetting,
        'sqlgen.toml: redirect_engines must be "module:attribute", such as "app.models:Base.metadata", '
        "not 'app/db.py'",
    ),
    "unknown encoding in settings": Broken(
        own('output_encoding = "utf-88"\n'),
        errors.InvalidSetting,
        "sqlgen.toml: output_encoding must be an encoding that Python knows, such as utf-8, not 'utf-88'",
    ),
    "missing baseline": Broken(
        own('baseline = "schema.sql"\n'),
        errors.MissingFile,
        "sqlgen.toml: baseline: there is no file schema.sql"
        "|Paths are relative to the folder of the file that names them.",
    ),
    "missing folder of dialects": Broken(
        own('dialects_dir = "ours"\n'),
        errors.MissingFolder,
        f"sqlgen.toml: dialects_dir: there is no folder ours|{RELATIVE}",
    ),
    "one of two version locations is missing": Broken(
        own('version_locations = ["versions", "more"]\n'),
        errors.MissingFolder,
        f"sqlgen.toml: version_locations: there is no folder more|{RELATIVE}",
    ),
    "settings alone, without versions": Broken(
        {"sqlgen.toml": ""},
        errors.MissingFolder,
        f"sqlgen.toml: version_locations: there is no folder versions|{CREATE}",
    ),
    "script folder of settings without versions": Broken(
        {"sqlgen.toml": 'script_location = "m"\n', "m/": ""},
        errors.MissingFolder,
        f"sqlgen.toml: version_locations: there is no folder m/versions|{CREATE}",
    ),
    "package of settings without the folder": Broken(
        own('version_locations = ["json:nowhere"]\n'),
        errors.MissingFolder,
        "sqlgen.toml: version_locations: there is no folder json:nowhere"
        "|The package was found, the folder in it was not.",
    ),
    "unknown package in settings": Broken(
        own('script_location = "no_such_package:m"\n'),
        errors.UnknownPackage,
        f"sqlgen.toml: script_location: package 'no_such_package' cannot be found|{PACKAGE}",
    ),
}  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_broken_configuration(broken: Broken, tmp_path: Path, write):
    write({name: text for name, text in broken.files.items() if isinstance(text, str)})
    for name, text in broken.files.items():
        if isinstance(text, bytes):
            (tmp_path / name).write_bytes(text)
    given = dict(broken.given)
    start = tmp_path / str(given.pop("start", "."))
    with pytest.raises(SqlgenError) as caught:
        find_project(start, environ=broken.environ, **given)
    assert type(caught.value) is broken.error
    message = re.sub(r"\S*/json/", "<json>/", str(caught.value)).replace(f"{tmp_path}/", "")
    assert message.split("\n  ") == broken.message.split("|")
    assert caught.value.exit_code == 2


def test_messages_say_where():
    """Whatever the message, it begins with the file at fault, or names the option of the command line."""
    for broken in BROKEN.values():
        assert re.match(r"(\S+: |-c names)", broken.message)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission(tmp_path, write):
    write({"alembic.ini": "[alembic]\nscript_location = m\n", **M})
    (tmp_path / "alembic.ini").chmod(0)
    with pytest.raises(errors.UnreadableConfig, match="Permission denied"):
        find_project(tmp_path, environ={})


def test_bad_percent_sign_in_a_url_is_told_only_to_who_asks(write):
    """Passwords with a % are common; many an env.py never reads the URL of the file."""
    folder = write(ini("script_location = m\nsqlalchemy.url = mysql://u:p%ss@h/d\n"))
    project = find_project(folder, environ={})
    for ask in (lambda: project.url, lambda: project.alembic.get_section("alembic")):
        with pytest.raises(errors.BadInterpolation, match=re.escape("[alembic] sqlalchemy.url")):
            ask()


def test_missing_section_is_told_to_who_asks(write):
    folder = write(ini("script_location = m\n"))
    with pytest.raises(errors.MissingSection, match=re.escape("no [engine1] section")):
        find_project(folder, environ={}).alembic.get_section_option("engine1", "sqlalchemy.url")
