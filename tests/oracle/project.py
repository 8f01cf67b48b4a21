"""Write a case as an Alembic project: alembic.ini, a stock env.py, revisions ``given`` and ``case``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tests.oracle.case import Body, Case, body_text, imports_of

RANGE = "given:case"

INI = """\
[alembic]
script_location = %(here)s/migrations
path_separator = os
sqlalchemy.url = {dialect}://
"""

# The generic template's env.py, less its logging (one set-up per process is enough).
ENV = """\
from alembic import context
from sqlalchemy import MetaData, engine_from_config, pool

config = context.config
target_metadata = {target_metadata}


def run_migrations_offline() -> None:
    url = config.get_main_option("sqlalchemy.url")
    context.configure(
        url=url,
        target_metadata=target_metadata,
        literal_binds=True,
        dialect_opts={{"paramstyle": "named"}},
{options}    )

    with context.begin_transaction():
        context.run_migrations()


def run_migrations_online() -> None:
    connectable = engine_from_config(
        config.get_section(config.config_ini_section, {{}}), prefix="sqlalchemy.", poolclass=pool.NullPool
    )
    with connectable.connect() as connection:
        context.configure(connection=connection, target_metadata=target_metadata)
        with context.begin_transaction():
            context.run_migrations()


if context.is_offline_mode():
    run_migrations_offline()
else:
    run_migrations_online()
"""

REVISION = '''\
"""{message}"""

{imports}

revision = {revision!r}
down_revision = {parent!r}
branch_labels = None
depends_on = None
{prelude}

def upgrade() -> None:
{body}


def downgrade() -> None:
    pass
'''


def write_project(case: Case, dialect: str, folder: Path) -> Path:
    """Write *case* for *dialect* into the empty *folder* and return it."""
    versions = folder / "migrations" / "versions"
    versions.mkdir(parents=True)
    (folder / "alembic.ini").write_text(INI.format(dialect=dialect), encoding="utf-8")
    (folder / "migrations" / "env.py").write_text(_env(case), encoding="utf-8")
    given = _revision("given", None, "what was there before", case.given)
    (versions / "given.py").write_text(given, encoding="utf-8")
    revision = _revision("case", "given", case.name, (case.body,), prelude=case.prelude)
    (versions / "case.py").write_text(revision, encoding="utf-8")
    return folder


def _env(case: Case) -> str:
    convention: Mapping[str, str] = case.naming_convention
    metadata = f"MetaData(naming_convention={dict(convention)!r})" if convention else "None"
    options = "".join(f"        {name}={value!r},\n" for name, value in case.configure.items())
    return ENV.format(target_metadata=metadata, options=options)


def _revision(
    revision: str, parent: str | None, message: str, bodies: tuple[Body, ...], *, prelude: str = ""
) -> str:
    imports = list(dict.fromkeys(imports_of(body) for body in bodies)) or ["from alembic import op"]
    return REVISION.format(
        message=message,
        imports="\n".join(imports),
        revision=revision,
        parent=parent,
        prelude=f"\n{prelude}\n" if prelude else "",
        body="\n".join(body_text(body) for body in bodies) or "    pass",
    )
