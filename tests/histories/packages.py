"""The real histories: packages of pinned versions, and what each needs to be migrated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class History:
    """One package's history. *versions* is its folder inside the wheel; *dialects* those it supports.

    *better*: by dialect, lines of a dump in which ours is right and live Alembic loses something (a regular
    expression), and why. *requires*: packages that its scripts import. *naming_convention*: that of the
    application's own metadata, which its env.py would pass. *installed*: the package itself and all that it
    requires are in an environment of its own, because its scripts import the application; *requires* are
    more. *prelude*: what its own env.py does before it begins, as Python; *options*: what else it passes to
    ``configure()``, as the arguments of ``dict()``. *heads*: where its live upgrade ends. *baseline*: the
    MetaData (``module:attribute``) that the application creates before the first revision. *reached_as*: by
    dialect, the name in the URLs that it is used with. *stands_at*: the revision whose schema is the
    baseline, where live Alembic cannot run the ones up to it with SQLAlchemy 2. *drivers*: by dialect, the
    one that it must be reached with. *extension*: what is created in the database before, and where the
    history ends on a server that does not have it.
    """

    name: str
    package: str
    version: str
    versions: str
    dialects: tuple[str, ...]
    naming_convention: Mapping[str, str] | None = None
    requires: tuple[str, ...] = ()
    better: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    installed: bool = False
    prelude: str = ""
    options: str = ""
    heads: str = "heads"
    baseline: str = ""
    reached_as: Mapping[str, str] = field(default_factory=dict)
    ends: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    stands_at: str = ""
    drivers: Mapping[str, str] = field(default_factory=dict)
    extension: tuple[str, str] | None = None

    @property
    def key(self) -> str:
        """The name of its folders in the cache."""
        return f"{self.package}-{self.version}"

    def end(self, dialect: str) -> str:
        """Return where a live upgrade of an empty database ends."""
        return self.ends[dialect][0] if dialect in self.ends else self.heads


# `dagster instance migrate` sets the instance whose storage it migrates; scripts look for its scheduler.
DAGSTER = """from types import SimpleNamespace

from dagster._core.storage.migration import utils

utils._UPGRADING_INSTANCE = SimpleNamespace(scheduler=None)
"""

# A profile whose file repository, which some of its scripts look into, is new and empty.
AIIDA = """from pathlib import Path
from types import SimpleNamespace

container = Path(__file__).parent / "repository" / "container"
container.mkdir(parents=True, exist_ok=True)
profile = SimpleNamespace(
    name="tests", is_test_profile=True, storage_config={"repository_uri": container.as_uri()}
)
"""

# The folder of its lists, new and empty, in which one script renames what it finds.
MAILMAN = """from pathlib import Path

from mailman.config import config

config.LIST_DATA_DIR = str(Path(__file__).parent / "lists")
Path(config.LIST_DATA_DIR).mkdir(exist_ok=True)
"""

# An application to be in, whose upload folder, which one script renames things in, is not there.
FITTRACKEE = """from flask import Flask
from geoalchemy2 import alembic_helpers

application = Flask("fittrackee")
application.config["UPLOAD_FOLDER"] = "/nowhere"
application.app_context().push()
"""

HISTORIES = (
    History(
        "argilla",
        "argilla-server",
        "2.8.0",
        "argilla_server/alembic/versions",
        ("postgresql", "sqlite"),
    ),
    History("ckan", "ckan", "2.12.0", "ckan/migration/versions", ("postgresql",)),
    History(
        "phoenix",
        "arize-phoenix",
        "20.26.1",
        "phoenix/db/migrations/versions",
        ("postgresql", "sqlite"),
        {
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_`%(constraint_name)s`",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        },
    ),
    History(
        "optuna",
        "optuna",
        "5.0.0",
        "optuna/storages/_rdb/alembic/versions",
        ("postgresql", "mariadb", "sqlite"),
        requires=("colorlog==6.12.0", "numpy==2.4.6", "packaging==26.3", "PyYAML==6.0.3", "tqdm==4.70.1"),
        better={
            "mariadb": (r"column trials: state ", "live MODIFY without existing_nullable loses NOT NULL")
        },
        ends={"mariadb": ("v1.3.0.a", "v2.4.0.a drops a column of a key, which MariaDB refuses")},
    ),
    History(
        "octavia",
        "octavia",
        "19.0.0",
        "octavia/db/migration/alembic_migrations/versions",
        ("mariadb",),
        requires=("octavia-lib==3.12.0", "oslo.log==8.3.2", "pbr==7.1.3"),
        better={
            "mariadb": ("column member: ip_address ", "live CHANGE without existing_nullable loses NOT NULL")
        },
    ),
    History(
        "fittrackee",
        "fittrackee",
        "1.3.6",
        "fittrackee/migrations/versions",
        ("postgresql",),
        installed=True,
        prelude=FITTRACKEE,
        options="include_object=alembic_helpers.include_object, render_item=alembic_helpers.render_item",
        extension=("postgis", "8221053f0e81"),
    ),
    History(
        "keystone",
        "keystone",
        "30.0.0",
        "keystone/common/sql/migrations/versions",
        ("postgresql", "mariadb", "sqlite"),
        installed=True,
        prelude="import keystone.conf\nkeystone.conf.configure()\n",
    ),
    History(
        "prefect-pg",
        "prefect",
        "3.8.8",
        "prefect/server/database/_migrations/versions/postgresql",
        ("postgresql",),
        installed=True,
        prelude="import prefect.server.utilities.database\n",
        options="transaction_per_migration=True",
        # A per cent sign in one of its texts is none to psycopg.
        drivers={"postgresql": "asyncpg"},
    ),
    History(
        "prefect-lite",
        "prefect",
        "3.8.8",
        "prefect/server/database/_migrations/versions/sqlite",
        ("sqlite",),
        better={
            "sqlite": (
                r"index \w+(_desc|_asc|_case_insensitive)\b",
                "live batch mode reads indexes without DESC and COLLATE, and none of expressions",
            )
        },
        installed=True,
        prelude="import prefect.server.utilities.database\n",
        options="transaction_per_migration=True",
    ),
    History(
        "dagster",
        "dagster",
        "1.13.28",
        "dagster/_core/storage/alembic/versions",
        ("postgresql", "mariadb", "sqlite"),
        installed=True,
        prelude=DAGSTER,
        reached_as={"mariadb": "mysql"},
        ends=dict.fromkeys(
            ("postgresql", "mariadb"),
            ("a00dd8d936a1", "the next one refers to event_logs, which only the application creates"),
        ),
    ),
    *(
        # Three histories in one folder; the application migrates along one, and stamps the third after it.
        History(
            f"aiida-{branch[:6]}",
            "aiida-core",
            "2.9.4",
            "aiida/storage/psql_dos/migrations/versions",
            ("postgresql",),
            installed=True,
            prelude=AIIDA,
            options="transaction_per_migration=True, aiida_profile=profile",
            heads=f"{branch}@head",
        )
        for branch in ("django", "sqlalchemy", "main")
    ),
    History(
        "mlflow",
        "mlflow-skinny",
        "3.17.2",
        "mlflow/store/db_migrations/versions",
        ("postgresql", "mariadb", "sqlite"),
        installed=True,
        baseline="mlflow.store.tracking.dbmodels.initial_models:Base.metadata",
        better={
            "mariadb": (r"column jobs: job_name ", "live CHANGE without existing_nullable loses NOT NULL")
        },
        reached_as={"mariadb": "mysql"},
    ),
    History(
        "mlflow-auth",
        "mlflow-skinny",
        "3.17.2",
        "mlflow/server/auth/db/migrations/versions",
        # Two foreign keys of its first revision have one name, which MariaDB refuses.
        ("postgresql", "sqlite"),
        installed=True,
        reached_as={"mariadb": "mysql"},
        options='version_table="alembic_version_auth"',
    ),
    History(
        "jupyterhub",
        "jupyterhub",
        "6.1.1",
        "jupyterhub/alembic/versions",
        ("postgresql", "mariadb", "sqlite"),
        installed=True,
        baseline="tests.histories.baselines:jupyterhub",
        options="transaction_per_migration=True",
        stands_at="99a28a4418e1",
    ),
    History(
        "mailman",
        "mailman",
        "3.3.10",
        "mailman/database/alembic/versions",
        ("postgresql", "mariadb", "sqlite"),
        installed=True,
        prelude=MAILMAN,
        baseline="tests.histories.baselines:mailman",
        ends={"mariadb": ("fa0d96e28631", "the next one drops a column of a key, which MariaDB refuses")},
        reached_as={"mariadb": "mysql"},
    ),
    History(
        "dstack",
        "dstack",
        "0.22.5",
        "dstack/_internal/server/migrations/versions",
        ("postgresql", "sqlite"),
        requires=(
            "sqlalchemy-utils==0.43.0",
            "alembic-postgresql-enum==1.11.0",
            "asyncpg==0.32.0",
            "aiosqlite==0.22.1",
        ),
        installed=True,
        prelude="import alembic_postgresql_enum\n",
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        },
        options="render_as_batch=True, transaction_per_migration=True",
        better={
            "sqlite": (
                r"index ix_\w*(_pipeline_fetch_q|submitted_at_id)\b",
                "live batch mode reads indexes without ASC and DESC",
            )
        },
    ),
    History(
        "airflow",
        "apache-airflow-core",
        "3.3.2",
        "airflow/migrations/versions",
        ("postgresql", "mariadb", "sqlite"),
        requires=("psycopg2-binary==2.9.13",),
        # A text given for a number is one to psycopg 3.
        drivers={"postgresql": "psycopg2"},
        installed=True,
        prelude="from airflow import models, settings\nmodels.import_all_models()\n",
        naming_convention={
            "ix": "idx_%(column_0_N_label)s",
            "uq": "%(table_name)s_%(column_0_N_name)s_uq",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "%(table_name)s_%(column_0_name)s_fkey",
            "pk": "%(table_name)s_pkey",
        },
        options="render_as_batch=True, transaction_per_migration=True",
        reached_as={"mariadb": "mysql"},
    ),
    History(
        "zenml",
        "zenml",
        "0.98.0",
        "zenml/zen_stores/migrations/versions",
        ("mariadb", "sqlite"),
        requires=("sqlmodel==0.0.38", "sqlalchemy-utils==0.43.0", "passlib==1.7.4"),
        installed=True,
        options="render_as_batch=True, transaction_per_migration=True",
        reached_as={"mariadb": "mysql"},
    ),
    History(
        "buildbot",
        "buildbot",
        "4.3.0",
        "buildbot/db/migrations/versions",
        ("postgresql", "mariadb", "sqlite"),
        installed=True,
        baseline="tests.histories.baselines:buildbot",
    ),
)
