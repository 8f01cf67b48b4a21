"""Connections that are made through a driver itself, past SQLAlchemy: noticed where they are made.

A driver is known by what PEP 249 asks of it, not by its name; it is looked at once it is imported.
https://peps.python.org/pep-0249/#globals
"""

from __future__ import annotations

import contextlib
import importlib.machinery
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

Refuse = Callable[[str], None]
"""Takes the place that somebody connects to, and raises."""

_refuse: Refuse | None = None
_hooked = False


@contextlib.contextmanager
def drivers_watched(refuse: Refuse, *, by_script: Callable[[], bool]) -> Iterator[None]:
    """Call *refuse* for each connection that a driver is asked for within the block.

    A file of the embedded engine, and what a driver connects to through a socket of Python's, only where
    *by_script()* tells that a revision asks: the application may have such for itself.
    """
    global _refuse, _hooked
    if not _hooked:
        # It stays for good, and does nothing outside of a block.
        sys.addaudithook(_audit)
        _hooked = True
    before = _refuse

    def refuse_scripts(place: str) -> None:
        if by_script():
            refuse(place)

    _refuse = refuse_scripts
    finder = _Finder(refuse)
    for module in list(sys.modules.values()):
        finder.guard(module)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        finder.release()
        _refuse = before


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    """Look at an event of the interpreter: https://docs.python.org/3/library/audit_events.html."""
    if _refuse is None:
        return
    if event == "sqlite3.connect":
        place = str(arguments[0])
        if place and ":memory:" not in place and "mode=memory" not in place:
            _refuse(place)
    elif event == "socket.connect" and _through_driver():
        address = arguments[1]
        shown = f"{address[0]}:{address[1]}" if isinstance(address, tuple) and len(address) > 1 else address
        _refuse(str(shown))


def _through_driver() -> bool:
    frame: FrameType | None = sys._getframe(2)
    seen: set[str] = set()
    while frame is not None:
        package = frame.f_globals.get("__name__", "").partition(".")[0]
        if package not in seen:
            seen.add(package)
            module = vars(sys.modules[package]) if package in sys.modules else {}
            # Those that work asynchronously are no DBAPIs, but have the same two names.
            if callable(module.get("connect")) and ("apilevel" in module or "Connection" in module):
                return True
        frame = frame.f_back
    return False


class _Finder:
    """Stands before Python's own finders, to look at each module once it is imported."""

    def __init__(self, refuse: Refuse) -> None:
        self._refuse = refuse
        self._replaced: list[tuple[Any, str, Any]] = []

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return the spec that the other finders know, its loader being followed by `guard`."""
        for finder in sys.meta_path:
            if finder is self or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                if hasattr(spec.loader, "exec_module") and hasattr(spec.loader, "create_module"):
                    spec.loader = _Loader(spec.loader, self)  # type: ignore[assignment]  # by its methods
                return spec
        return None

    def guard(self, module: Any) -> None:
        """Let the functions of *module* that connect refuse, if it is a driver of a server's."""
        if not isinstance(module, ModuleType):
            return
        own = vars(module)
        name = own.get("__name__", "")
        # The embedded engine's is told by the interpreter, and one in memory is allowed.
        if (
            "apilevel" not in own
            or not callable(own.get("connect"))
            or name.startswith(("sqlite3", "sqlgen."))
        ):
            return
        self._replace(module, "connect", _refusing(name, self._refuse))
        for part in list(own.values()):
            connect = vars(part).get("connect") if isinstance(part, type) else None
            if isinstance(connect, classmethod):
                self._replace(part, "connect", classmethod(_refusing(name, self._refuse)))

    def _replace(self, owner: Any, name: str, value: Any) -> None:
        self._replaced.append((owner, name, vars(owner)[name]))
        setattr(owner, name, value)

    def release(self) -> None:
        """Put back all that was replaced."""
        for owner, name, value in reversed(self._replaced):
            setattr(owner, name, value)


def _refusing(driver: str, refuse: Refuse) -> Any:
    def connect(*_: Any, **keywords: Any) -> None:
        host = keywords.get("host")
        refuse(f"{driver} at {host}" if host else driver)

    return connect


class _Loader:
    """Loads as *loader* does, and lets the finder look at what came of it."""

    def __init__(self, loader: Any, finder: _Finder) -> None:
        self._loader = loader
        self._finder = finder

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        """Return what the loader makes."""
        spec.loader = self._loader
        try:
            made: ModuleType | None = self._loader.create_module(spec)
        finally:
            spec.loader = self  # type: ignore[assignment]  # a loader by its methods
        return made

    def exec_module(self, module: ModuleType) -> None:
        """Execute the module, as its own loader does."""
        assert module.__spec__ is not None
        module.__spec__.loader = module.__loader__ = self._loader
        self._loader.exec_module(module)
        self._finder.guard(module)


def is_driver(name: str) -> bool:
    """Tell whether SQLAlchemy has a dialect for the driver whose module is called *name*."""
    import sqlalchemy.dialects

    folder = Path(sqlalchemy.dialects.__file__).parent
    known = {file.stem for file in folder.glob("*/*.py")} | {file.name for file in folder.iterdir()}
    return name.partition(".")[0].lower() in known - {"base", "types", "json", "array", "provision"}
