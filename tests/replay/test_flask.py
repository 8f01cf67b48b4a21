"""Flask-Migrate's projects: env.py asks the running application."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sqlgen.errors import SqlgenError
from tests.replay.small_project import own, scripts

pytest.importorskip("flask_migrate", reason="Flask-Migrate and Flask-SQLAlchemy are not installed")
pytest.importorskip("flask_sqlalchemy")

# As older env.py files do, the project's asks Flask-SQLAlchemy in the former way first.
pytestmark = pytest.mark.filterwarnings("ignore:'get_engine' is deprecated")

LIBRARY = Path("tests/projects/library_flask").resolve()


@pytest.fixture
def flask_app() -> Iterator[None]:
    """Name the application as users of ``flask db`` do; put the variable back."""
    before = os.environ.pop("FLASK_APP", None)
    yield
    os.environ.pop("FLASK_APP", None)
    if before is not None:
        os.environ["FLASK_APP"] = before


def test_the_application_that_flask_app_names(flask_app: None) -> None:
    os.environ["FLASK_APP"] = "library:create_app"
    (script,) = scripts(LIBRARY, None)
    assert script.dialect.name == "postgresql"
    assert any(sql.startswith("CREATE TABLE") for sql in own(script))
    assert os.environ["FLASK_APP"] == "library:create_app"


def test_the_naming_convention_of_the_models_counts(flask_app: None) -> None:
    os.environ["FLASK_APP"] = "library:create_app"
    (script,) = scripts(LIBRARY, "postgresql")
    assert "CONSTRAINT" in script.text()


def test_without_a_name_the_error_names_the_ways_out(flask_app: None) -> None:
    with pytest.raises(SqlgenError) as caught:
        scripts(LIBRARY, None)
    said = str(caught.value)
    assert "env.py asks for Flask's application, and FLASK_APP is not set" in said
    assert "FLASK_APP=module:factory" in said
    assert "--no-env" in said


def test_a_name_that_leads_nowhere(flask_app: None) -> None:
    os.environ["FLASK_APP"] = "nowhere:create_app"
    with pytest.raises(SqlgenError, match=r"loading it failed: .*nowhere"):
        scripts(LIBRARY, None)


def test_app_py_is_found_as_flask_finds_it(flask_app: None, tmp_path: Path) -> None:
    project = tmp_path / "library_flask"
    shutil.copytree(LIBRARY, project, ignore=shutil.ignore_patterns("__pycache__"))
    (project / "app.py").write_text("from library import create_app\napp = create_app()\n")
    (script,) = scripts(project, None)
    assert own(script)
