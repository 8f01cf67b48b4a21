"""sqlgen's own settings: sqlgen.toml, [tool.sqlgen], named sections, and how they add to Alembic's files."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

from sqlgen.project import Project, find_project
from sqlgen.project.errors import MissingEnvPy
from sqlgen.project.settings import ObjectPath

EVERYTHING = """
    name = "Shop"
    script_location = "db"
    version_locations = ["db/versions", "more"]
    recursive_version_locations = true
    sourceless = true
    prepend_sys_path = ["src"]
    output_encoding = "latin-1"
    use_env = false
    scripts_see = "offline"
    dialects = ["postgresql", "mysql"]
    dialects_dir = "ours"
    source_dialect = "postgresql"
    url = "postgresql://u:50%25@h/shop"
    default_schema = "shop"
    version_table = "shop_version"
    version_table_schema = "meta"
    version_table_pk = false
    transaction_per_migration = true
    metadata = "app.models:Base.metadata"
    redirect_engines = ["app.db:engine", "app.db:get_engine"]
    baseline = "schema.sql"
    [server_versions]
    postgresql = "15"
    mysql = 8
    [naming_convention]
    ix = "ix_%(column_0_label)s"
    """

FOLDERS = {"db/env.py": "", "db/versions/": "", "more/": "", "src/": "", "ours/": "", "schema.sql": ""}


def find(folder: Path, **given) -> Project:
    return find_project(folder, environ={}, **given)


def assert_everything(project: Project, folder: Path) -> None:
    assert project.name == "Shop"
    assert project.script_location == folder / "db"
    assert project.version_locations == (folder / "db" / "versions", folder / "more")
    assert project.recursive is True
    assert project.sourceless is True
    assert project.prepend_sys_path == (folder / "src",)
    assert project.output_encoding == "latin-1"
    assert project.use_env is False
    assert project.environment() is None
    assert project.env_py == folder / "db" / "env.py"
    assert project.scripts_see == "offline"
    assert project.dialects == ("postgresql", "mysql")
    assert project.dialects_dir == folder / "ours"
    assert project.source_dialect == "postgresql"
    assert project.url == "postgresql://u:50%25@h/shop"
    assert project.default_schema == "shop"
    assert project.version_table == "shop_version"
    assert project.version_table_schema == "meta"
    assert project.version_table_pk is False
    assert project.transaction_per_migration is True
    assert project.metadata == ObjectPath("app.models", "Base.metadata")
    assert project.redirect_engines == (ObjectPath("app.db", "engine"), ObjectPath("app.db", "get_engine"))
    assert project.baseline == folder / "schema.sql"
    assert project.server_versions == {"postgresql": "15", "mysql": "8"}
    assert project.naming_convention == {"ix": "ix_%(column_0_label)s"}


def test_every_key_in_sqlgen_toml(write):
    folder = write({"sqlgen.toml": EVERYTHING, **FOLDERS})
    project = find(folder)
    assert_everything(project, folder)
    assert project.settings_path == folder / "sqlgen.toml"


def test_every_key_in_pyproject(write):
    tables = EVERYTHING.replace("[server", "[tool.sqlgen.server").replace("[naming", "[tool.sqlgen.naming")
    folder = write({"pyproject.toml": "    [tool.sqlgen]\n" + tables.lstrip("\n"), **FOLDERS})
    project = find(folder)
    assert_everything(project, folder)
    assert project.settings_path == folder / "pyproject.toml"


def test_every_key_wins_over_alembic_ini(write):
    ini = """
        [alembic]
        script_location = other
        version_locations = other
        recursive_version_locations = false
        sourceless = false
        prepend_sys_path = .
        output_encoding = ascii
        sqlalchemy.url = oracle://elsewhere
        """
    folder = write({"alembic.ini": ini, "sqlgen.toml": EVERYTHING, "other/": "", **FOLDERS})
    project = find(folder)
    assert_everything(project, folder)
    assert project.alembic.get_main_option("sqlalchemy.url") == "postgresql://u:50%25@h/shop"


def test_no_key_at_all(write):
    """An empty sqlgen.toml is a project: versions/ beside it, nothing said about the target."""
    folder = write({"sqlgen.toml": "", "versions/": ""})
    project = find(folder)
    assert project.version_locations == (folder / "versions",)
    assert project.prepend_sys_path == (folder,)
    assert (project.script_location, project.environment(), project.config_file_name) == (None, None, None)
    assert (project.dialects, project.server_versions, project.sections) == ((), {}, ())
    assert (project.recursive, project.sourceless, project.use_env) == (False, False, True)
    assert (project.output_encoding, project.scripts_see) == ("utf-8", "live")
    unsaid = ("source_dialect", "url", "default_schema", "version_table", "version_table_schema")
    unsaid += ("version_table_pk", "transaction_per_migration", "metadata", "naming_convention", "baseline")
    assert [name for name in unsaid if getattr(project, name) is not None] == []


def test_settings_add_to_alembic_ini(write):
    folder = write(
        {
            "alembic.ini": "[alembic]\nscript_location = m\nprepend_sys_path = .\nsqlalchemy.url = x://y/z%%20z\n",
            "sqlgen.toml": 'dialects = "oracle"\nbaseline = "app.models:Base.metadata"\n',
            "m/env.py": "",
            "m/versions/": "",
        }
    )
    project = find(folder)
    assert project.version_locations == (folder / "m" / "versions",)
    assert project.environment() == folder / "m" / "env.py"
    assert project.dialects == ("oracle",)
    assert project.baseline == ObjectPath("app.models", "Base.metadata")
    assert project.url == "x://y/z%20z"


def test_settings_beside_a_flask_migrate_folder(write):
    files = {"migrations/alembic.ini": "[alembic]\n", "migrations/env.py": "", "migrations/versions/": ""}
    folder = write({"sqlgen.toml": 'dialects = "mysql"\n', **files})
    for project in (
        find(folder),
        find(folder, config=Path("migrations/alembic.ini")),
        find(folder / "migrations"),
    ):
        assert project.dialects == ("mysql",)
        assert project.root == folder
        assert project.environment() == folder / "migrations" / "env.py"


def test_settings_beside_an_ini_named_with_c(write):
    folder = write(
        {
            "etc/db.ini": "[alembic]\nscript_location = %(here)s/m\n",
            "etc/sqlgen.toml": 'dialects = "mysql"\n',
            "sqlgen.toml": 'dialects = "oracle"\n',
            "etc/m/versions/": "",
        }
    )
    assert find(folder, config=Path("etc/db.ini")).dialects == ("mysql",)


def test_a_settings_file_of_any_name(write):
    folder = write({"etc/ci.toml": 'dialects = "mysql"\nversion_locations = "v"\n', "etc/v/": ""})
    project = find(folder, config=Path("etc/ci.toml"))
    assert project.version_locations == (folder / "etc" / "v",)
    assert project.root == folder / "etc"


def test_named_section_stands_above_the_rest(write):
    folder = write(
        {
            "sqlgen.toml": """
                version_locations = "nowhere"
                dialects = ["mysql"]
                version_table = "all"
                server_versions = { mysql = "8.0" }
                [section.tenant]
                version_locations = "tenant"
                server_versions = { oracle = "19" }
                [section.core]
                version_locations = "core"
                """,
            "tenant/": "",
            "core/": "",
        }
    )
    project = find(folder, section="tenant")
    assert project.version_locations == (folder / "tenant",)
    assert project.server_versions == {"oracle": "19"}
    assert project.version_table == "all"
    assert project.sections == ("tenant", "core")
    assert project.section == "tenant"


def test_one_name_chooses_both_sections(write):
    """-n takes the ini section and ours of that name; where one lacks it, its main part stays."""
    folder = write(
        {
            "alembic.ini": "[alembic]\nscript_location = a\n[b]\nscript_location = b\n",
            "sqlgen.toml": """
                [section.b]
                version_table = "of_b"
                [section.c]
                version_table = "of_c"
                """,
            **{f"{name}/versions/": "" for name in "ab"},
        }
    )
    found = {name: find(folder, section=name) for name in ("alembic", "b", "c")}
    assert [project.script_location for project in found.values()] == [folder / name for name in "aba"]
    assert [project.version_table for project in found.values()] == [None, "of_b", "of_c"]


def test_package_folder_in_settings(write):
    folder = write(
        {
            "sqlgen.toml": """
                script_location = "lager:db"
                version_locations = ["lager:db:versions", "more"]
                prepend_sys_path = "src"
                """,
            "src/lager/__init__.py": "raise AssertionError('imported')",
            "src/lager/db/versions/": "",
            "more/": "",
        }
    )
    project = find(folder)
    assert project.version_locations == (folder / "src/lager/db/versions", folder / "more")


def test_missing_env_py_is_told_when_it_is_needed(write):
    """`heads` needs no env.py; compiling without one would lose the options that it gives."""
    folder = write({"alembic.ini": "[alembic]\nscript_location = m\n", "m/versions/": ""})
    project = find(folder)
    assert project.env_py is None
    with pytest.raises(MissingEnvPy, match=r"no env\.py") as caught:
        project.environment()
    assert str(caught.value).startswith("m: ")
    assert dataclasses.replace(project, use_env=False).environment() is None


def test_here_in_settings(write):
    folder = write({"sqlgen.toml": 'version_locations = ["%(here)s/v"]\n', "v/": ""})
    assert find(folder).version_locations == (folder / "v",)


def test_x_arguments_are_kept_in_order(write):
    folder = write({"sqlgen.toml": "", "versions/": ""})
    assert find(folder, x_arguments=["b=1", "a", "b=2"]).x_arguments == ("b=1", "a", "b=2")


def test_files_with_marks_and_carriage_returns(tmp_path):
    (tmp_path / "alembic.ini").write_bytes(b"\xef\xbb\xbf[alembic]\r\nscript_location = m\xc3\xa9\r\n")
    (tmp_path / "sqlgen.toml").write_bytes(b'\xef\xbb\xbfdialects = "mysql"\r\n')
    (tmp_path / "m\u00e9" / "versions").mkdir(parents=True)
    project = find(tmp_path)
    assert (project.script_location, project.dialects) == (tmp_path / "m\u00e9", ("mysql",))


def test_linked_configuration_belongs_to_the_folder_of_the_link(write):
    folder = write({"shared/alembic.ini": "[alembic]\nscript_location = %(here)s/m\n", "app/m/versions/": ""})
    (folder / "app" / "alembic.ini").symlink_to(folder / "shared" / "alembic.ini")
    (folder / "linked").symlink_to(folder / "app", target_is_directory=True)
    for project in (
        find(folder / "app"),
        find(folder / "linked"),
        find(folder, config=Path("linked/alembic.ini")),
    ):
        assert project.shown(project.version_locations[0]) == "m/versions"


def test_paths_outside_the_root_are_shown_with_dots(write):
    folder = write({"app/alembic.ini": "[alembic]\nscript_location = %(here)s/../db\n", "db/versions/": ""})
    project = find(folder / "app")
    assert project.shown(project.version_locations[0]) == "../db/versions"


def test_pyproject_of_others_is_not_parsed(write):
    """A pyproject.toml with nothing for us may be as broken as it likes."""
    files = {
        "pyproject.toml": "[project\n",
        "alembic.ini": "[alembic]\nscript_location = m\n",
        "m/versions/": "",
    }
    assert find(write(files)).settings_path is None


@pytest.mark.parametrize("kind", ["ini", "toml"])
def test_nothing_heavy_is_imported(write, kind):
    """Every command finds its project: SQLAlchemy and the parser that is not needed stay away."""
    files = {
        "ini": {"alembic.ini": "[alembic]\nscript_location = m\n", "m/versions/": ""},
        "toml": {"sqlgen.toml": "", "versions/": ""},
    }
    heavy = ["sqlalchemy", "sqlglot", "jinja2", "difflib", {"ini": "tomllib", "toml": "configparser"}[kind]]
    code = (
        "import sys, pathlib; from sqlgen.project import find_project; "
        f"find_project(pathlib.Path(sys.argv[1])); print([n for n in {heavy} if n in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(write(files[kind]))], capture_output=True, text=True, check=True
    )
    assert run.stdout == "[]\n"
