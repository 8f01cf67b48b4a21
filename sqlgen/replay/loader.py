"""Loading env.py and revision scripts while ``alembic`` means sqlgen's shim and stdout is kept clean."""

from __future__ import annotations

import contextlib
import importlib
import importlib.machinery
import importlib.util
import marshal
import os
import re
import struct
import sys
import traceback
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from sqlgen.baseline.witness import watched, witness_of
from sqlgen.errors import SqlgenError
from sqlgen.history.revision import COMPILED, file_bytes
from sqlgen.origin import Origin
from sqlgen.project.project import Project
from sqlgen.replay.adoption import adopt
from sqlgen.replay.caught import RefusedByServer
from sqlgen.replay.drivers import is_driver
from sqlgen.replay.errors import MissingModule, ScriptFailed, misfit, own_connection
from sqlgen.replay.offline import NoConnection, no_connections
from sqlgen.replay.surroundings import kept_variables, project_modules, project_paths

_SHIM = Path(__file__).parent / "shim"
_shim_modules: dict[str, ModuleType] = {}
_NO_WORD = re.compile(r"\W")


class _ShimFinder:
    """Finds ``alembic`` and its modules among sqlgen's own files, before anything else is asked."""

    @staticmethod
    def find_spec(name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        parts = name.split(".")
        if parts[0] != "alembic":
            return None
        place = _SHIM.joinpath(*parts[1:])
        if (place / "__init__.py").is_file():
            return importlib.util.spec_from_file_location(
                name, place / "__init__.py", submodule_search_locations=[str(place)]
            )
        file = place.with_suffix(".py")
        return importlib.util.spec_from_file_location(name, file) if file.is_file() else None

    @staticmethod
    def find_distributions(context: Any = None) -> Iterator[Any]:
        """Yield Alembic as the version that the shim is, for code that asks importlib.metadata for it."""
        from importlib import metadata

        if str(getattr(context, "name", None)).lower() != "alembic":
            return

        class Shim(metadata.Distribution):
            def read_text(self, filename: str) -> str | None:
                version = importlib.import_module("alembic").__version__
                lines = ("Metadata-Version: 2.1", "Name: alembic", f"Version: {version}")
                return "\n".join(lines) if filename == "METADATA" else None

            def locate_file(self, path: Any) -> Path:
                return Path(_SHIM, path)

        yield Shim()


@contextlib.contextmanager
def shimmed_alembic() -> Iterator[None]:
    """Let ``alembic`` mean sqlgen's shim within the block, whatever it meant before and will again.

    The shim's modules stay the same objects from one block to the next, since application modules that
    were imported within a block hold on to them.
    """
    if _ShimFinder in sys.meta_path:
        yield
        return
    real = _taken_out()
    sys.modules.update(_shim_modules)
    sys.meta_path.insert(0, _ShimFinder)
    try:
        adopt(real)
        yield
    finally:
        sys.meta_path.remove(_ShimFinder)
        _shim_modules.update(_taken_out())
        sys.modules.update(real)


def _taken_out() -> dict[str, ModuleType]:
    names = [name for name in sys.modules if name == "alembic" or name.startswith("alembic.")]
    return {name: sys.modules.pop(name) for name in names}


@contextlib.contextmanager
def project_imports(project: Project) -> Iterator[None]:
    """Let env.py and scripts run within the block as if started in the project's folder.

    They import what the project's path settings give them, print to stderr, and reach no database.
    """
    with contextlib.ExitStack() as stack:
        stack.enter_context(kept_variables())
        stack.enter_context(watched(witness_of(project.directory)))
        stack.enter_context(project_paths(project))
        stack.enter_context(shimmed_alembic())
        stack.enter_context(project_modules(project))
        stack.enter_context(no_connections())
        stack.enter_context(_sessions_share_the_connection())
        stack.enter_context(contextlib.redirect_stdout(sys.stderr))
        yield


@contextlib.contextmanager
def _sessions_share_the_connection() -> Iterator[None]:
    """Silence SQLAlchemy 2.0, which warns of an engine that gives sessions the connection of the run."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="The engine provided as bind produced a connection")
        yield


class _Loader(importlib.machinery.SourceFileLoader):
    """Python's own loader, with its cache of compiled files."""

    def get_data(self, path: Any) -> bytes:
        """Return the bytes of a file."""
        return file_bytes(path)


def load_module(path: Path | str, origin: Origin, names: Mapping[str, Any] | None = None) -> ModuleType:
    """Return the file at *path*, executed, *names* being among its global names.

    Raises: ScriptFailed, MissingModule, NeedsDatabase, SqlgenError.
    """
    file = str(path)
    compiled = file.endswith(COMPILED)
    name = _NO_WORD.sub("_", os.path.splitext(os.path.basename(file))[0])  # noqa: PTH119, PTH122
    loader = _Loader(name, file)
    module = ModuleType(name)
    module.__file__ = file
    module.__loader__ = loader
    module.__spec__ = importlib.machinery.ModuleSpec(name, loader, origin=file)
    if names is not None:
        vars(module).update(names)
    with script_errors({file: origin}, origin):
        code = _sourceless(file) if compiled else _cached(file)
        if code is None:
            loader.exec_module(module)
        else:
            exec(code, vars(module))
    return module


def _sourceless(file: str) -> CodeType:
    """Return the code in the compiled *file*, as if its source had stood there.

    Raises: ImportError: it is none of this Python's.
    """
    data = file_bytes(file)
    if data[:4] != importlib.util.MAGIC_NUMBER:
        raise ImportError("it was compiled by another version of Python")
    try:
        code = marshal.loads(memoryview(data)[16:])
    except (EOFError, ValueError, TypeError):
        code = None
    if not isinstance(code, CodeType):
        raise ImportError("it holds no compiled module")
    return _placed(code, file)


def _placed(code: CodeType, file: str) -> CodeType:
    """Return *code* as that of *file*: it knows the source on the machine that compiled it."""
    inner = tuple(_placed(one, file) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=file, co_consts=inner)


def _cached(file: str) -> CodeType | None:
    """Return what Python has compiled of *file* before, where it is there and plain to use.

    As Python's own loader does it, in a third of the time: a history has thousands of files.
    """
    folder, base = os.path.split(file)
    if not base.endswith(".py") or sys.flags.optimize or sys.pycache_prefix is not None:
        return None
    try:
        data = file_bytes(f"{folder}/__pycache__/{base[:-3]}.{sys.implementation.cache_tag}.pyc")
        known = os.stat(file)  # noqa: PTH116
    except OSError:
        return None
    # https://peps.python.org/pep-0552/: four numbers of four bytes, flags 0 for a file told by time and size.
    fields = (0, int(known.st_mtime) & 0xFFFFFFFF, known.st_size & 0xFFFFFFFF)
    if data[:4] != importlib.util.MAGIC_NUMBER or data[4:16] != struct.pack("<3L", *fields):
        return None
    try:
        code = marshal.loads(memoryview(data)[16:])
    except (EOFError, ValueError, TypeError):
        return None
    return code if isinstance(code, CodeType) and code.co_filename == file else None


def evaluate(path: Path, project: Project) -> Mapping[str, object]:
    """Return the variables of a revision file whose header is computed, by executing the file.

    Raises: as `load_module`.
    """
    with project_imports(project):
        try:
            return vars(load_module(path, Origin(project.shown(path), 0)))
        except SqlgenError as error:
            if path.suffix == COMPILED:
                error.what = f"compiled without its source, and {error.what}"
                error.hint = "Compile it with the Python that runs sqlgen, or put its source beside it."
            else:
                error.what = f"its header is computed, and {error.what}"
                error.hint = "Write revision, down_revision, branch_labels and depends_on as plain literals."
            raise


@contextlib.contextmanager
def script_errors(files: Mapping[str, Origin], fallback: Origin) -> Iterator[None]:
    """Turn what a script raises within the block into one clean error with the script's line."""
    try:
        yield
    except SqlgenError as error:
        if error.where is None:
            error.where = _line_of(error, files, fallback)
        raise
    except (KeyboardInterrupt, GeneratorExit):
        raise
    except SyntaxError as error:
        known = files.get(error.filename or "")
        where = _line_of(error, files, fallback)
        if known is not None:
            where = Origin(known.path, error.lineno or 0, fallback.revision)
        raise ScriptFailed(where, error) from error
    except RefusedByServer as error:
        # Caught, and raised again.
        raise error.fault from error
    except NoConnection as error:
        raise own_connection(_line_of(error, files, fallback), error.place) from error
    except ModuleNotFoundError as error:
        missing = MissingModule(_line_of(error, files, fallback), error.name or str(error))
        if missing.name.startswith("alembic."):
            missing.hint = "sqlgen stands in for Alembic while scripts run, and has no such part of it."
        elif is_driver(missing.name):
            missing.hint = (
                "Where it connects by itself, use op.get_bind(), which is answered without a driver; "
                "where it needs another part of the driver, install it beside sqlgen."
            )
        raise missing from error
    except BaseException as error:
        raise ScriptFailed(_line_of(error, files, fallback), error, hint=_origin_of(error, files)) from error


def _origin_of(error: BaseException, files: Mapping[str, Origin]) -> str | None:
    """Say where *error* comes from, if the script's line only called what raised it."""
    if isinstance(error, (AttributeError, ImportError)) and "alembic.op" in str(error):
        return "A name that a package registers is there once env.py or the script has imported the package."
    passed = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    if not passed or files.keys().isdisjoint(passed) or passed[-1] in files or "<frozen" in passed[-1]:
        return None
    last = Path(passed[-1])
    if misfit(error) or _SHIM in last.parents or type(error).__module__.startswith("sqlgen."):
        return None
    if _SHIM.parents[1] in last.parents:
        return (
            "It was raised within sqlgen: if the script is right, this is our fault. Please report it, with "
            "what `sqlgen --traceback ...` prints."
        )
    return "It was raised in a module that the script uses: `sqlgen --traceback ...` shows the way there."


def _line_of(error: BaseException, files: Mapping[str, Origin], fallback: Origin) -> Origin:
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        known = files.get(frame.filename)
        if known is not None:
            return Origin(known.path, frame.lineno or 0, fallback.revision)
    return fallback
