"""The `alembic` that scripts see has what Alembic 1.20.1 has, but for a reviewed list."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path
from types import ModuleType
from typing import Any

import alembic
import pytest

from sqlgen.replay.loader import shimmed_alembic

NO_PROXIES = "sqlgen's op and context find their objects by themselves"
NO_DATABASE = "compares with a database, or steers Alembic's own live run"
WRITES_FILES = "writes revision files"

# Modules and names that Alembic has and sqlgen leaves out on purpose.
LEFT_OUT: dict[str, str] = {
    "alembic.autogenerate.api.RevisionContext.generate_scripts": WRITES_FILES,
    "alembic.autogenerate.api.RevisionContext.run_autogenerate": NO_DATABASE,
    "alembic.autogenerate.api.RevisionContext.run_no_autogenerate": WRITES_FILES,
    "alembic.autogenerate.compare.comments": NO_DATABASE,
    "alembic.autogenerate.compare.constraints": NO_DATABASE,
    "alembic.autogenerate.compare.schema": NO_DATABASE,
    "alembic.autogenerate.compare.server_defaults": NO_DATABASE,
    "alembic.autogenerate.compare.tables": NO_DATABASE,
    "alembic.autogenerate.compare.types": NO_DATABASE,
    "alembic.autogenerate.compare.util": NO_DATABASE,
    "alembic.config.CommandLine.run_cmd": "no command runs while scripts do",
    "alembic.context.create_module_class_proxy": NO_PROXIES,
    "alembic.ddl._autogen": NO_DATABASE,
    "alembic.op.create_module_class_proxy": NO_PROXIES,
    "alembic.operations.base.AbstractOperations.batch_alter_table": "op has it",
    "alembic.operations.base.AbstractOperations.create_module_class_proxy": NO_PROXIES,
    "alembic.operations.base.BatchOperations.batch_alter_table": "a batch within a batch has no use",
    "alembic.operations.base.BatchOperations.create_module_class_proxy": NO_PROXIES,
    "alembic.operations.base.Operations.create_module_class_proxy": NO_PROXIES,
    "alembic.runtime.environment.EnvironmentContext.create_module_class_proxy": NO_PROXIES,
    "alembic.script.base.Script.add_nextrev": "the history is read only",
    "alembic.script.base.Script.cmd_format": "what `alembic history` prints",
    "alembic.script.base.Script.verify_rev_id": "checked before env.py runs",
    "alembic.script.revision.Revision.add_nextrev": "the history is read only",
    "alembic.script.revision.Revision.verify_rev_id": "checked before env.py runs",
    "alembic.script.revision.RevisionMap.add_revision": "the history is read only",
    "alembic.script.revision.RevisionMap.filter_for_lineage": "internal to Alembic's own walk",
    "alembic.script.write_hooks.console_scripts": WRITES_FILES,
    "alembic.script.write_hooks.exec_": WRITES_FILES,
    "alembic.script.write_hooks.module": WRITES_FILES,
    "alembic.util.compat.formatannotation_fwdref": "writes Alembic's own stub files",
    "alembic.util.compat.path_relative_to": "for Python before 3.12",
    "alembic.util.compat.path_walk": "for Python before 3.12",
}
LEFT_OUT |= {
    f"alembic.ddl.{name}": "how Alembic spells a statement; the dialects' templates do it here"
    for name in (
        "mssql.mssql_add_column",
        "mssql.visit_add_column",
        "mssql.visit_column_comment",
        "mssql.visit_column_default",
        "mssql.visit_column_nullable",
        "mssql.visit_column_type",
        "mssql.visit_rename_column",
        "mssql.visit_rename_table",
        "oracle.add_column",
        "oracle.alter_column",
        "oracle.visit_add_column",
        "oracle.visit_column_comment",
        "oracle.visit_column_default",
        "oracle.visit_column_name",
        "oracle.visit_column_nullable",
        "oracle.visit_column_type",
        "oracle.visit_identity_column",
        "oracle.visit_rename_table",
        "sqlite.visit_column_name",
        "sqlite.visit_rename_table",
    )
}
# Classes that are there to be imported; nothing of theirs is ever used while scripts are compiled.
BARE_CLASSES = {
    "alembic.operations.batch.ApplyBatchImpl",
    "alembic.operations.batch.BatchOperationsImpl",
    "alembic.runtime.migration.HeadMaintainer",
    "alembic.runtime.migration.MigrationStep",
    "alembic.runtime.migration.RevisionStep",
    "alembic.runtime.migration.StampStep",
}


def alembic_modules() -> list[str]:
    folder = Path(str(alembic.__file__)).parent
    found = {}
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        if parts[0] not in ("testing", "templates", "__main__"):
            found[".".join(("alembic", *parts)).removesuffix(".__init__")] = None
    return list(found)


def is_own(module: str, name: str, value: Any) -> bool:
    """Whether *value* is the module's own, or one that it hands on by ``__all__`` or ``import x as x``."""
    if name.startswith("_") or isinstance(value, ModuleType):
        return False
    if getattr(value, "__module__", None) == module:
        return True
    is_package = hasattr(REAL[module], "__path__")
    return is_package and str(getattr(value, "__module__", "")).startswith("alembic")


def missing(real: ModuleType, name: str) -> list[str]:
    try:
        shim = importlib.import_module(name)
    except ModuleNotFoundError:
        return [name]
    found = []
    for key, value in vars(real).items():
        if not is_own(name, key, value):
            continue
        if not hasattr(shim, key):
            found.append(f"{name}.{key}")
        elif inspect.isclass(value) and value.__module__ == name and f"{name}.{key}" not in BARE_CLASSES:
            found += [f"{name}.{key}.{member}" for member in members(value) if not has(shim, key, member)]
    return found


def members(kind: type[Any]) -> list[str]:
    return [name for name in dir(kind) if not name.startswith("_")]


def has(shim: ModuleType, key: str, member: str) -> bool:
    """Whether the class, or an instance of it after its constructor, has *member*."""
    kind = getattr(shim, key)
    if hasattr(kind, member):
        return True
    sources = [inspect.getsource(base) for base in kind.__mro__[:-1] if base.__module__ != "builtins"]
    return any(f"self.{member} = " in source or f"self.{member}: " in source for source in sources)


REAL = {name: importlib.import_module(name) for name in alembic_modules()}


def test_every_name_is_there_or_left_out_on_purpose() -> None:
    with shimmed_alembic():
        found = [name for module, real in REAL.items() for name in missing(real, module)]
    assert sorted(set(found) - LEFT_OUT.keys()) == []
    assert sorted(LEFT_OUT.keys() - set(found)) == []


def test_op_has_every_directive() -> None:
    with shimmed_alembic():
        from alembic import op

        real = REAL["alembic.op"]
        names = [name for name in vars(real) if is_own("alembic.op", name, vars(real)[name])]
        assert len(names) > 25
        assert [name for name in names if not hasattr(op, name)] == ["create_module_class_proxy"]


def test_import_alembic_alone_reaches_its_packages() -> None:
    with shimmed_alembic():
        import alembic as shim

        assert shim.operations.ops.CreateTableOp.__module__ == "alembic.operations.table_ops"
        assert shim.autogenerate.comparators.dispatch_for("schema")(print) is print
        assert shim.script.revision.ResolutionError.__module__.startswith("sqlgen.")


@pytest.mark.parametrize("module", ["alembic.op", "alembic.context"])
def test_star_imports_bring_the_functions(module: str) -> None:
    names: dict[str, Any] = {}
    with shimmed_alembic():
        exec(f"from {module} import *", names)
    assert callable(names["execute"])


def test_the_real_one_is_back_afterwards() -> None:
    with shimmed_alembic():
        import alembic.op as shim

        assert "sqlgen" in str(shim.__file__)
    import sys

    assert sys.modules["alembic.op"] is REAL["alembic.op"]
    assert sys.modules["alembic"] is alembic


def test_signatures_of_operations_take_alembics_arguments() -> None:
    """Each constructor and class method of an operation takes what Alembic's takes."""
    real = REAL["alembic.operations.ops"]
    with shimmed_alembic():
        shim = importlib.import_module("alembic.operations.ops")
    unlike = []
    for name, kind in vars(real).items():
        if not inspect.isclass(kind) or kind.__module__ != real.__name__:
            continue
        for member in ("__init__", *members(kind)):
            theirs, ours = getattr(kind, member), getattr(getattr(shim, name), member)
            if callable(theirs) and not accepts(theirs, ours):
                unlike.append(f"{name}.{member}: {inspect.signature(theirs)} and {inspect.signature(ours)}")
    assert unlike == []


def accepts(theirs: Any, ours: Any) -> bool:
    """Whether *ours* can be called in every way that *theirs* can, as far as names go."""
    if not (inspect.isfunction(theirs) or inspect.ismethod(theirs)):
        return True
    own = inspect.signature(ours).parameters
    kinds = {parameter.kind for parameter in own.values()}
    takes_any = inspect.Parameter.VAR_KEYWORD in kinds
    for name, parameter in inspect.signature(theirs).parameters.items():
        if parameter.kind in (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL):
            if parameter.kind not in kinds and name != "kw":
                return False
            continue
        if name in own:
            if own[name].kind is not parameter.kind and own[name].kind is inspect.Parameter.KEYWORD_ONLY:
                return False
        elif not takes_any or parameter.kind is not inspect.Parameter.KEYWORD_ONLY:
            return False
    return True
