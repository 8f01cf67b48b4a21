"""What env.py and scripts have looked at beside what they are given: files, folders, variables, the world.

What is replayed may depend on these, so that what is kept of it holds only as long as they are the same.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

import sqlalchemy

_OWN = str(Path(__file__).parents[1]) + os.sep
# The dialects lie in it, or beside it in a checkout.
_OWN_FOLDERS = (_OWN, str(Path(__file__).parents[2] / "dialects") + os.sep)
_SQLALCHEMY = str(Path(sqlalchemy.__file__).parent) + os.sep
_STANDARD = str(Path(os.__file__).parent) + os.sep


@cache
def installed() -> tuple[str, ...]:
    """Return the folders of what is installed, which is told by the names and versions of its packages."""
    import site
    import sysconfig

    paths = sysconfig.get_paths()
    folders = [paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    folders += [*site.getsitepackages(), site.getusersitepackages()]
    return tuple(dict.fromkeys(os.path.join(folder, "") for folder in folders))  # noqa: PTH118


# What an answer of the outside world comes through.
_OUTSIDE = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "subprocess.", "os.system", "os.exec",
            "os.posix_spawn", "os.fork", "urllib.Request")  # fmt: skip
_NOT_REGULAR = ("/proc/", "/sys/", "/dev/")

# Functions that answer otherwise each time, by module and name; of modules in C, which a profile sees.
_MOODS = {
    "time": "time time_ns localtime gmtime ctime asctime strftime monotonic monotonic_ns perf_counter "
    "perf_counter_ns process_time thread_time",
    "posix": "urandom getrandom getpid getppid uname getlogin stat lstat access getcwd getuid cpu_count "
    "_path_exists _path_isfile _path_isdir _path_lexists",
    "nt": "urandom getpid getppid getlogin stat lstat access getcwd cpu_count _path_exists _path_isfile "
    "_path_isdir _path_lexists",
    "_uuid": "generate_time_safe UuidCreate",
    "_socket": "gethostname",
    "builtins": "input",
}
_MOODY = frozenset((module, name) for module, names in _MOODS.items() for name in names.split())
_CLOCKS = frozenset(("now", "utcnow", "today"))


@dataclass
class Looked:
    """What has been looked at, in the order of the first look; of files, as what they were then."""

    files: dict[str, tuple[int, int] | None] = field(default_factory=dict)
    folders: dict[str, None] = field(default_factory=dict)
    variables: dict[str, None] = field(default_factory=dict)
    all_variables: bool = False

    def names(self) -> list[str]:
        """Return the names of the environment's variables that were looked at, in order."""
        present = os.environ.copy() if self.all_variables else {}
        return sorted({**dict.fromkeys(present), **self.variables})

    @property
    def outdated(self) -> bool:
        """Whether a file has changed since: modules in memory are still of the old one."""
        return any(_signature(file) != then for file, then in self.files.items())


class Witness:
    """What has been looked at on behalf of one project, in all runs of this process.

    Modules stay imported from one run to the next, and do not look again.
    """

    def __init__(self) -> None:
        self.by_environment = Looked()
        """By env.py, and what it imports."""
        self.by_scripts = Looked()
        self.scripts_run = False
        self.reasons: dict[str, None] = {}
        """Why what is replayed may come out otherwise the next time, although nothing has changed."""
        self.imported: dict[str, None] = {}
        """What scripts have imported, or tried to."""
        self.ignored: set[str] = set()

    def ignore(self, files: Iterable[str]) -> None:
        """Take no note of *files*, the history's own: which of them count is known without."""
        self.ignored.update(files)
        for looked in (self.by_environment, self.by_scripts):
            for file in self.ignored & looked.files.keys():
                del looked.files[file]

    @property
    def looked(self) -> Looked:
        """Where to note what is looked at now."""
        return self.by_scripts if self.scripts_run else self.by_environment


_witnesses: dict[Path, Witness] = {}
_active: Witness | None = None
_hooked = False


def witness_of(directory: Path) -> Witness:
    """Return the witness of the project in *directory*."""
    return _witnesses.setdefault(directory, Witness())


@contextlib.contextmanager
def watched(witness: Witness) -> Iterator[None]:
    """Let *witness* take note of what is looked at within the block."""
    global _active, _hooked
    if not _hooked:
        # It stays for good, and does nothing outside of a block.
        sys.addaudithook(_audit)
        _hooked = True
    variables: Any = os.environ
    before, kind = _active, variables.__class__
    _active, variables.__class__ = witness, _Watched
    try:
        yield
    finally:
        _active, variables.__class__ = before, kind


@contextlib.contextmanager
def unwatched() -> Iterator[None]:
    """Let nothing be noted within the block: it is sqlgen that looks."""
    global _active
    before, _active = _active, None
    try:
        yield
    finally:
        _active = before


class _Watched(type(os.environ)):  # type: ignore[misc]  # os._Environ has no public name
    """The environment's variables, with a note of which are read."""

    def __getitem__(self, name: Any) -> Any:
        if _active is not None:
            _active.looked.variables[str(name)] = None
        return super().__getitem__(name)

    def __iter__(self) -> Iterator[Any]:
        if _active is not None:
            _active.looked.all_variables = True
        return super().__iter__()  # type: ignore[no-any-return]

    def __len__(self) -> int:
        if _active is not None:
            _active.looked.all_variables = True
        return super().__len__()  # type: ignore[no-any-return]


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    """Note an event of the interpreter: https://docs.python.org/3/library/audit_events.html."""
    witness = _active
    if witness is None:
        return
    if event == "open":
        _opened(witness, arguments[0], arguments[1], arguments[2])
    elif event == "import":
        if witness.scripts_run and _imported_by_project():
            witness.imported[arguments[0]] = None
    elif event in ("os.listdir", "os.scandir"):
        caller = sys._getframe(1).f_code.co_filename
        if not caller.startswith("<frozen"):
            witness.looked.folders[_absolute(arguments[0])] = None
    elif event.startswith(_OUTSIDE):
        witness.reasons[event] = None


def _imported_by_project() -> bool:
    """Tell whether it is not a package that imports: what of it is there is told by what is installed."""
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and frame.f_code.co_filename.startswith("<frozen"):
        frame = frame.f_back
    return frame is not None and not frame.f_code.co_filename.startswith((*installed(), *_OWN_FOLDERS))


def _opened(witness: Witness, path: Any, mode: Any, flags: int) -> None:
    if isinstance(path, int) or (mode is not None and mode[:1] in ("w", "a", "x")):
        return
    if mode is None and flags & (os.O_WRONLY | os.O_RDWR):
        return
    file = _absolute(path)
    if file.startswith((*installed(), *_OWN_FOLDERS)):
        return
    if file.startswith(_NOT_REGULAR):
        witness.reasons[file] = None
        return
    if file.endswith(".pyc"):
        file = _source_of(file)
    if file not in witness.ignored:
        looked = witness.looked.files
        if file not in looked:
            looked[file] = _signature(file)


def _absolute(path: Any) -> str:
    text = os.fsdecode(path) if path is not None else "."
    return text if text.startswith("/") else os.path.abspath(text)  # noqa: PTH100


def _signature(file: str) -> tuple[int, int] | None:
    try:
        known = os.stat(file)  # noqa: PTH116
    except OSError:
        return None
    return (known.st_size, known.st_mtime_ns)


def _source_of(compiled: str) -> str:
    folder, name = os.path.split(compiled)
    if os.path.basename(folder) != "__pycache__":  # noqa: PTH119
        return compiled
    return f"{os.path.dirname(folder)}/{name.partition('.')[0]}.py"  # noqa: PTH120


# --- what answers otherwise each time -------------------------------------------------------------

_IMPORT = re.compile(
    rb"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import\b|import[ \t]+([\w., \t]+?)[ \t]*(?:#.*)?\r?$)", re.M
)
_HARMLESS = frozenset(
    b"alembic sqlalchemy __future__ typing typing_extensions collections json enum re textwrap dataclasses "
    b"functools itertools decimal string abc copy operator math contextlib hashlib base64".split()
)


def is_plain(source: bytes) -> bool:
    """Tell whether a script imports nothing through which it could ask for time, chance or the machine."""
    found = _IMPORT.findall(source)
    if len(found) != source.count(b"import"):
        return False
    names = [name for from_, listed in found for name in (from_ or listed).split(b",")]
    return all(name.split()[0].split(b".")[0] in _HARMLESS for name in names if name.strip())


@contextlib.contextmanager
def moods_noted(witness: Witness) -> Iterator[None]:
    """Let *witness* note within the block what asks for the time, for chance or about the machine."""
    if sys.getprofile() is not None:
        witness.reasons["a profiler is at work"] = None
        yield
        return
    sys.setprofile(_noting(witness))
    try:
        yield
    finally:
        sys.setprofile(None)


def _noting(witness: Witness) -> Callable[[FrameType, str, Any], None]:
    def note(frame: FrameType, event: str, called: Any) -> None:
        if event != "c_call":
            return
        of = getattr(called, "__self__", None)
        name = called.__name__
        if isinstance(of, ModuleType):
            moody = (of.__name__, name) in _MOODY
        elif isinstance(of, type):
            moody = name in _CLOCKS and issubclass(of, datetime.date)
        else:
            moody = isinstance(of, random.Random)
        if moody and _asked_by_project(frame):
            witness.reasons[name] = None

    return note


def _asked_by_project(frame: FrameType | None) -> bool:
    """Tell whether it is code of the project or of a package that asks, not the tools around it."""
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(("<frozen importlib", _OWN, _SQLALCHEMY)):
            return False
        if not file.startswith(("<frozen", _STANDARD)) or "site-packages" in file:
            return True
        frame = frame.f_back
    return False


# --- as it is now ---------------------------------------------------------------------------------


def digest_of_file(path: str) -> str | None:
    """Return what tells the contents of a file from others; None: there is none."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return None


def digest_of_folder(path: str) -> str | None:
    """Return what tells the names in a folder from others; None: there is none."""
    try:
        return digest_of(*sorted(os.listdir(path)))  # noqa: PTH208
    except OSError:
        return None


def digest_of_variables(names: Sequence[str]) -> str:
    """Return what tells the values of the environment's variables from others."""
    return digest_of(*(f"{name}={os.environ.get(name, chr(0))}" for name in names))


def digest_of(*texts: str) -> str:
    """Return one digest of *texts*."""
    whole = hashlib.sha256()
    for text in texts:
        data = text.encode("utf-8", "surrogateescape")
        whole.update(b"%d:" % len(data))
        whole.update(data)
    return whole.hexdigest()
