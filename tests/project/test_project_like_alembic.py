"""Alembic's own files are read as Alembic reads them: its Config and ScriptDirectory are asked the same."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from sqlgen.project import Project, find_project

FLASK_INI = """
    # A generic, single database configuration.
    [alembic]
    # template used to generate migration files
    # file_template = %%(rev)s_%%(slug)s

    [loggers]
    keys = root,sqlalchemy,alembic,flask_migrate

    [logger_flask_migrate]
    level = INFO
    handlers =
    qualname = flask_migrate

    [formatter_generic]
    format = %(levelname)-5.5s [%(name)s] %(message)s
    """


def find(folder: Path, **given) -> Project:
    return find_project(folder, environ={}, **given)


def real(paths) -> list[str]:
    return [os.path.realpath(path) for path in paths]


def assert_same(project: Project, answers) -> None:
    """Compare all that both tools know."""
    assert os.path.realpath(project.script_location) == os.path.realpath(answers.script_location)
    assert real(project.version_locations) == real(answers.version_locations)
    assert project.recursive == answers.recursive
    assert project.sourceless == answers.sourceless
    assert project.output_encoding == answers.output_encoding
    assert real(project.prepend_sys_path) == real(answers.sys_path)


def test_stock_templates(tmp_path, ask_alembic, monkeypatch, capsys):
    """Every template of `alembic init` gives the same project."""
    for template in ("generic", "async", "multidb", "pyproject", "pyproject_async"):
        folder = tmp_path / template
        folder.mkdir()
        monkeypatch.chdir(folder)
        command.init(Config("alembic.ini", toml_file="pyproject.toml"), "alembic", template=template)
        project = find(folder)
        answers = ask_alembic(folder)
        assert_same(project, answers)
        assert project.env_py == folder / "alembic" / "env.py" == project.environment()
        assert project.config_file_name == str(folder / "alembic.ini")
        assert project.name == template
        assert project.shown(project.version_locations[0]) == "alembic/versions"
        for name in ("sqlalchemy.url", "databases", "script_location"):
            assert project.alembic.get_main_option(name) == answers.config.get_main_option(name)
        for section in ("alembic", "engine1", "post_write_hooks", "logger_root", "nowhere"):
            assert project.alembic.get_section(section) == answers.config.get_section(section)


def test_multidb_template_offers_its_engines(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    command.init(Config("alembic.ini"), "alembic", template="multidb")
    project = find(tmp_path)
    assert project.sections == ("alembic", "engine1", "engine2")
    assert project.alembic.get_section("engine2")["sqlalchemy.url"] == "driver://user:pass@localhost/dbname2"


@pytest.mark.parametrize(
    ("spelling", "locations"),
    [
        ("", "script_location = %(here)s/m"),
        ("cwd", "script_location = m"),
        ("dots", "script_location = %(here)s/../project/m"),
        ("trailing slash", "script_location = m/"),
        ("one", "script_location = m\nversion_locations = %(here)s/a"),
        ("os", "script_location = m\nversion_locations = %(here)s/a{os}%(here)s/b\npath_separator = os"),
        ("colon", "script_location = m\nversion_locations = a:b\npath_separator = :"),
        ("semicolon", "script_location = m\nversion_locations = a; b ;c\npath_separator = ;"),
        ("space", "script_location = m\nversion_locations = a  b c\npath_separator = space"),
        ("newline", "script_location = m\nversion_locations =\n  a\n  b\n\n  c d\npath_separator = newline"),
        ("legacy commas", "script_location = m\nversion_locations = a, b,c"),
        ("legacy spaces", "script_location = m\nversion_locations = a   b"),
        ("old name", "script_location = m\nversion_locations = a;b\nversion_path_separator = ;"),
        (
            "new name first",
            "script_location = m\nversion_locations = a;b\nversion_path_separator = :\npath_separator = ;",
        ),
        (
            "own key",
            "script_location = m\nversion_locations = %(script_location)s/versions %(place)s\nplace=a",
        ),
        ("missing one", "script_location = m\nversion_locations = nowhere a"),
        ("empty", "script_location = m\nversion_locations ="),
        (
            "comment behind a separator that nothing needs",
            "script_location = m\nversion_path_separator = os  # Use os.pathsep. Default for new projects.",
        ),
        ("recursive", "script_location = m\nrecursive_version_locations = true\nsourceless = true"),
        ("not exactly true", "script_location = m\nrecursive_version_locations = True\nsourceless = yes"),
        ("encoding", "script_location = m\noutput_encoding = latin-1"),
        ("sys.path", "script_location = m\nprepend_sys_path = ."),
        ("sys.path legacy", "script_location = m\nprepend_sys_path = a, b c:nowhere"),
        ("sys.path os", "script_location = m\nprepend_sys_path = a{os} b\npath_separator = os"),
        ("sys.path above", "script_location = m\nprepend_sys_path = .."),
        ("sys.path empty", "script_location = m\nprepend_sys_path ="),
        ("percent", "script_location = m\nversion_locations = a%%b\nfile_template = %%(rev)s"),
        (
            "package",
            "script_location = shop:m\nprepend_sys_path = src\nversion_locations = shop.db:v shop:m:versions",
        ),
        ("namespace", "script_location = spread:m\nprepend_sys_path = src"),
    ],
)
def test_ini_spellings(spelling, locations, write, ask_alembic, tmp_path):
    folder = write(
        {
            "project/alembic.ini": "[alembic]\n" + locations.replace("{os}", os.pathsep) + "\n",
            "project/m/env.py": "",
            "project/m/versions/": "",
            **{f"project/{name}/": "" for name in ("a", "b", "c", "c d", "a%b")},
            "project/src/shop/__init__.py": "",
            "project/src/shop/m/versions/": "",
            "project/src/shop/db/__init__.py": "",
            "project/src/shop/db/v/": "",
            "project/src/spread/m/versions/": "",
        },
    )
    assert_same(find(folder / "project"), ask_alembic(folder / "project"))


@pytest.mark.parametrize(
    "toml",
    [
        'script_location = "m"',
        'script_location = "%(here)s/m"\nprepend_sys_path = [".", "a"]',
        'script_location = "m"\nversion_locations = ["%(here)s/a", "b"]',
        'script_location = "m"\nversion_locations = []\nrecursive_version_locations = true',
        'script_location = "m"\nversion_locations = ["a%%b"]\noutput_encoding = "ascii"',
    ],
)
def test_pyproject(toml, write, ask_alembic):
    folder = write(
        {
            "pyproject.toml": f'[project]\nname = "x"\n[tool.alembic]\n{toml}\n',
            **{f"{name}/": "" for name in ("m/versions", "a", "b", "a%b")},
        }
    )
    project = find(folder)
    assert_same(project, ask_alembic(folder))
    assert project.config_file_name is None


def test_ini_wins_over_pyproject_key_by_key(write, ask_alembic):
    folder = write(
        {
            "alembic.ini": """
                [alembic]
                version_locations = a
                output_encoding = latin-1
                sourceless = false
                """,
            "pyproject.toml": """
                [tool.alembic]
                script_location = "m"
                version_locations = ["b"]
                output_encoding = "ascii"
                sourceless = true
                recursive_version_locations = true
                """,
            "m/versions/": "",
            "a/": "",
            "b/": "",
        }
    )
    project = find(folder)
    assert_same(project, ask_alembic(folder))
    assert (project.recursive, project.sourceless) == (True, False)


def test_options_of_both_files(write, ask_alembic):
    """get_alembic_option asks both files, get_main_option the ini only; types are native in TOML."""
    folder = write(
        {
            "alembic.ini": "[alembic]\ntimezone = utc\nmine = %(here)s/%%x\n[other]\nk = v\n",
            "pyproject.toml": """
                [tool.alembic]
                script_location = "%(here)s/m"
                timezone = "cet"
                truncate_slug_length = 12
                file_template = "%%(rev)s"
                table = { a = "%(here)s/a" }
                [[tool.alembic.post_write_hooks]]
                name = "black"
                options = "-l 79 %(here)s"
                """,
            "m/versions/": "",
        }
    )
    ours, theirs = find(folder).alembic, ask_alembic(folder).config
    names = (
        "timezone",
        "mine",
        "script_location",
        "truncate_slug_length",
        "file_template",
        "table",
        "nothing",
    )
    for name in (*names, "post_write_hooks", "here"):
        assert ours.get_alembic_option(name, "else") == theirs.get_alembic_option(name, "else")
        assert ours.get_main_option(name, "else") == theirs.get_main_option(name, "else")
        assert ours.get_section_option("other", name, "else") == theirs.get_section_option(
            "other", name, "else"
        )
    assert ours.get_section("other") == theirs.get_section("other")
    assert ours.get_section("none", {"x": "y"}) == theirs.get_section("none", {"x": "y"})


def test_a_parser_of_ones_own_can_be_changed(write, ask_alembic):
    """env.py's set_main_option changes a copy: the project stays as it was read."""
    folder = write({"alembic.ini": "[alembic]\nscript_location = m\na = %%1\n", "m/versions/": ""})
    project, theirs = find(folder), ask_alembic(folder).config
    mine = project.alembic.new_parser()
    theirs.set_main_option("b", "%(a)s")
    mine.set("alembic", "b", "%(a)s")
    assert mine.items("alembic") == theirs.file_config.items("alembic")
    assert mine.items("alembic", raw=True) == theirs.file_config.items("alembic", raw=True)
    assert project.alembic.get_main_option("b") is None


def test_ini_sections_chosen_by_name(write, ask_alembic):
    """-n makes another ini section the main one, with no fall-back to [alembic]."""
    folder = write(
        {
            "alembic.ini": """
                [alembic]
                script_location = one
                prepend_sys_path = .
                [tenant]
                script_location = two
                version_locations = %(here)s/three
                recursive_version_locations = true
                [loggers]
                keys = root
                """,
            **{f"{name}/": "" for name in ("one/versions", "two/versions", "three")},
        }
    )
    assert find(folder).sections == ("alembic", "tenant")
    for section in ("alembic", "tenant"):
        project = find(folder, section=section)
        assert_same(project, ask_alembic(folder, section=section))
        assert project.alembic.section == section


def test_config_in_another_folder(write, ask_alembic):
    """A path without %(here)s is relative to the current folder, as for Alembic."""
    folder = write(
        {
            "etc/alembic.ini": """
                [alembic]
                script_location = m
                version_locations = %(here)s/v
                prepend_sys_path = .
                """,
            "m/": "",
            "etc/m/": "",
            "etc/v/": "",
        }
    )
    project = find(folder, config=Path("etc/alembic.ini"))
    assert_same(project, ask_alembic(folder, "etc/alembic.ini"))
    assert project.root == folder / "etc"
    assert project.append_sys_path == (folder / "etc",)


def test_ini_and_pyproject_named_together(write, ask_alembic):
    folder = write(
        {
            "etc/db.ini": "[alembic]\nversion_locations = a, b\n",
            "conf/pyproject.toml": '[tool.alembic]\nscript_location = "%(here)s/m"\n',
            **{f"{name}/": "" for name in ("conf/m", "a", "b")},
        }
    )
    given = [Path("conf/pyproject.toml"), Path("etc/db.ini")]
    assert_same(find(folder, config=given), ask_alembic(folder, "etc/db.ini", "conf/pyproject.toml"))


def test_flask_migrate(write, ask_alembic):
    """Flask-Migrate names the folder in code, not in its alembic.ini."""
    folder = write(
        {
            "migrations/alembic.ini": FLASK_INI,
            "migrations/env.py": "",
            "migrations/versions/": "",
            "app.py": "",
        }
    )
    answers = ask_alembic(folder, "migrations/alembic.ini", script_location="migrations")
    ways = [
        find(folder),
        find(folder, config=Path("migrations/alembic.ini")),
        find(folder / "migrations"),
    ]
    for project in ways:
        assert real(project.version_locations) == real(answers.version_locations)
        assert project.environment() == folder / "migrations" / "env.py"
        assert project.root == folder
        assert project.prepend_sys_path == (folder,)
        assert project.config_file_name == str(folder / "migrations" / "alembic.ini")
        assert project.alembic.get_main_option("script_location") == (folder / "migrations").as_posix()
        assert project.shown(project.version_locations[0]) == "migrations/versions"


def test_flask_migrate_with_a_setting_in_its_ini(write, ask_alembic):
    folder = write(
        {
            "migrations/alembic.ini": "[alembic]\nversion_locations = migrations/a migrations/versions\n",
            "migrations/env.py": "",
            "migrations/versions/": "",
            "migrations/a/": "",
        }
    )
    answers = ask_alembic(folder, "migrations/alembic.ini", script_location="migrations")
    for start in (folder, folder / "migrations"):
        assert real(find(start).version_locations) == real(answers.version_locations)


def test_package_is_found_without_being_imported(write):
    folder = write(
        {
            "alembic.ini": "[alembic]\nscript_location = shop.db:m\nprepend_sys_path = src\n",
            "src/shop/__init__.py": "raise AssertionError('imported')",
            "src/shop/db/__init__.py": "raise AssertionError('imported')",
            "src/shop/db/m/versions/": "",
        }
    )
    assert find(folder).script_location == folder / "src" / "shop" / "db" / "m"


def test_percent_in_the_name_of_the_project_folder(write, tmp_path):
    """Alembic cannot read an alembic.ini that uses %(here)s in such a folder; we can."""
    files = {"alembic.ini": "[alembic]\nscript_location = %(here)s/m\n", "m/versions/": ""}
    folder = write(files, tmp_path / "50%off")
    assert find(folder).script_location == folder / "m"


def test_alembic_config_variable(write, ask_alembic):
    folder = write({"etc/x.ini": "[alembic]\nscript_location = m\n", "m/versions/": ""})
    project = find_project(folder, environ={"ALEMBIC_CONFIG": "etc/x.ini"})
    assert_same(project, ask_alembic(folder, "etc/x.ini"))
    (folder / "pyproject.toml").write_text('[tool.alembic]\nscript_location = "m"\n')
    project = find_project(folder, environ={"ALEMBIC_CONFIG": "pyproject.toml"})
    assert_same(project, ask_alembic(folder))
