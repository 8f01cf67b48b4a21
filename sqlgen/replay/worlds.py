"""Other worlds for scripts to run in: with a clock, chance and variables that are not the machine's.

In a *frozen* world the clock stands still and chance is the same in each run, so that what a script makes of
them is the same; in an *other* world both differ from those of the machine, so that it comes out otherwise.
Both take note of the lines that ask. docs/golden-ci.md tells the values.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import random
import site
import sys
import sysconfig
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from sqlgen.operations import Assumption
from sqlgen.origin import Origin
from sqlgen.project.project import Project
from sqlgen.replay.facade import facades_shown

FROZEN_CLOCK = 946_684_800 * 10**9
"""2000-01-01 00:00:00 UTC, in nanoseconds: nobody takes it for a real time."""

_PATIENCE = (
    1000  # questions for the time in one revision: behind them, who waits for a deadline must reach it
)
_SECOND = 10**9
_SHIFT = (397 * 86400 + 3661) * _SECOND  # year, month, day, hour, minute and second all differ


@dataclass(frozen=True, slots=True)
class World:
    """Which world scripts see; the default is the machine's own.

    *frozen*: clock, UUIDs and chance are made up, the same in each run. *other*: the variables that revisions
    read have other values, but for those *pinned*, and so have clock, UUIDs and chance unless they are
    frozen; *seed* tells several other worlds apart.
    """

    frozen: bool = False
    other: bool = False
    seed: int = 0
    pinned: tuple[str, ...] = ()

    @property
    def real(self) -> bool:
        """Whether nothing is made up."""
        return not (self.frozen or self.other)


@dataclass
class _Run:
    """What one run of a revision has asked for; its *names* are new in each run."""

    key: str
    names: object
    times: int = 0
    drawn: int = 0
    chance: random.Random | None = None


@dataclass
class Told:
    """What scripts asked for in a world: time and chance, and variables; each line and function once."""

    made_up: dict[Assumption, None] = field(default_factory=dict)
    variables: dict[Assumption, None] = field(default_factory=dict)


@contextlib.contextmanager
def world_of(world: World, project: Project, files: Mapping[str, Origin]) -> Iterator[Told]:
    """Let scripts see *world* within the block.

    *files*: absolute file names of the revisions and of env.py, each with what is shown for it.
    What project modules have imported from ``time`` or ``random`` before stays as it is: a process should see
    one world only.
    """
    told = Told()
    if world.real:
        yield told
        return
    sources = _Sources(world, project, files, told)
    with contextlib.ExitStack() as stack:
        stack.enter_context(_chance_kept())
        stack.enter_context(_time_zone("UTC0" if world.frozen else "<+0545>-05:45"))
        for target, name, value in sources.patches():
            if hasattr(target, name):
                stack.enter_context(_replaced(target, name, value))
        stack.enter_context(facades_shown(sources.nanoseconds, sources.is_project))
        if world.other:
            stack.enter_context(_other_variables(sources))
        yield told


class _Sources:
    """The functions of a world."""

    def __init__(self, world: World, project: Project, files: Mapping[str, Origin], told: Told) -> None:
        self._world = world
        self._files = files
        self._told = told
        self._runs: dict[str, _Run] = {}
        folders = (project.root, project.directory, *project.version_locations, *project.prepend_sys_path)
        self._folders = tuple(os.path.join(folder, "") for folder in folders)  # noqa: PTH118
        self._time_ns = time.time_ns
        self._localtime = time.localtime

    def patches(self) -> Iterator[tuple[Any, str, Any]]:
        """Yield who has a function, its name and what stands for it."""
        yield time, "time_ns", lambda: self.nanoseconds("time.time_ns()")
        yield time, "time", lambda: self.nanoseconds("time.time()") / _SECOND
        for name in ("localtime", "gmtime", "ctime"):
            yield time, name, self._of_seconds(name)
        yield time, "asctime", self._of_parts("asctime")
        yield time, "strftime", self._of_parts("strftime")
        yield os, "urandom", self.urandom
        yield os, "getrandom", lambda size, flags=0: self.urandom(size)
        yield random, "_urandom", self.urandom  # SystemRandom's, and through it that of secrets
        # Without these, uuid1 takes the time, a random sequence and the machine's number, all in Python.
        yield uuid, "_generate_time_safe", None
        yield uuid, "_UuidCreate", None
        yield uuid, "_node", 0x020000000000 if self._world.frozen else 0x02FFFFFFFFFF
        yield uuid, "uuid1", self._timed("uuid1", "_last_timestamp")
        yield uuid, "uuid6", self._timed("uuid6", "_last_timestamp_v6")
        yield uuid, "uuid7", self._timed("uuid7", "_last_timestamp_v7")
        for name in random.__all__:
            if name[0].islower():
                yield random, name, self._drawing(name)
        yield random.Random, "seed", self._seeding()

    def nanoseconds(self, name: str) -> int:
        """Return the time in this world; *name* is the function that is asked for it."""
        asking: FrameType | None = sys._getframe(1)
        while asking is not None and asking.f_code.co_filename.startswith(_OWN):
            asking = asking.f_back
        if asking is not None and str(asking.f_globals.get("__name__")).startswith(_HARMLESS):
            return self._time_ns()
        run = self._asked(name)
        if not self._world.frozen:
            return self._time_ns() + _SHIFT * (1 + self._world.seed)
        run.times += 1
        return FROZEN_CLOCK + max(0, run.times - _PATIENCE) * _SECOND

    def urandom(self, size: int) -> bytes:
        """Return random bytes of this world."""
        run = self._asked("os.urandom()")
        drawn = b""
        while len(drawn) < size:
            run.drawn += 1
            drawn += self._digest(run, run.drawn)
        if self._world.frozen and size == 16 and sys._getframe(1).f_globals.get("__name__") == "uuid":
            return bytes(8) + drawn[:8]  # 00000000-0000-4000-...: nobody takes it for a real one
        return drawn[:size]

    def is_project(self, frame: FrameType) -> bool:
        """Tell whether code of the project runs in *frame*, not of the tools around it."""
        file = frame.f_code.co_filename
        for folder in self._folders:
            if file.startswith(folder):
                return not _PACKAGES.intersection(Path(file[len(folder) :]).parts)
        return not file.startswith(("<", _OWN, *_INSTALLED))

    def variable(self, name: str, value: str | None) -> str | None:
        """Return the value of the variable *name* for who asks, where the machine's is *value*; None: unset.

        Only what a revision itself reads is another: env.py and applications need the real ones.
        """
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and _is_between(frame):
            frame = frame.f_back
        known = self._files.get(frame.f_code.co_filename) if frame is not None else None
        if frame is None or known is None or known.revision is None or name in self._world.pinned:
            return value
        origin = Origin(known.path, frame.f_lineno, known.revision)
        self._told.variables.setdefault(Assumption(origin, f'os.environ["{name}"]'))
        return _otherwise(value)

    def _of_seconds(self, name: str) -> Callable[..., Any]:
        real = getattr(time, name)

        def function(seconds: float | None = None, /) -> Any:
            return real(self.nanoseconds(f"time.{name}()") / _SECOND if seconds is None else seconds)

        return function

    def _of_parts(self, name: str) -> Callable[..., Any]:
        real, fixed = getattr(time, name), 1 if name == "strftime" else 0

        def function(*arguments: Any) -> Any:
            if len(arguments) > fixed:
                return real(*arguments)
            return real(*arguments, self._localtime(self.nanoseconds(f"time.{name}()") / _SECOND))

        return function

    def _timed(self, name: str, last: str) -> Callable[..., Any]:
        real = getattr(uuid, name, None)

        def function(*arguments: Any, **keywords: Any) -> Any:
            run = self._asked(f"uuid.{name}()")
            run.drawn += 1
            # It counts on from the last one, which may be that of another revision.
            before = None if last.endswith("7") else self._ticks() + run.drawn
            with _replaced(uuid, last, before):
                assert real is not None
                return real(*arguments, **keywords)

        return function

    def _ticks(self) -> int:
        """Return the time as UUIDs count it: in 100 ns since 1582."""
        now = FROZEN_CLOCK if self._world.frozen else self._time_ns() + _SHIFT
        return now // 100 + 0x01B21DD213814000

    def _drawing(self, name: str) -> Callable[..., Any]:
        def function(*arguments: Any, **keywords: Any) -> Any:
            run = self._asked(f"random.{name}()")
            if run.chance is None:
                run.chance = random.Random(int.from_bytes(self._digest(run, "chance")))
            return getattr(run.chance, name)(*arguments, **keywords)

        return function

    def _seeding(self) -> Callable[..., Any]:
        real = random.Random.seed

        def seed(chance: random.Random, a: Any = None, version: int = 2) -> None:
            if a is None:
                run = self._asked("random.Random()")
                run.drawn += 1
                a = int.from_bytes(self._digest(run, run.drawn))
            real(chance, a, version)

        return seed

    def _asked(self, name: str) -> _Run:
        """Note that a script asks by the function *name*; return what its revision was told before."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            module = frame.f_globals.get("__name__")
            if module in ("uuid", "secrets"):
                name = f"{module}.{frame.f_code.co_name}()"
            known = self._files.get(frame.f_code.co_filename)
            if known is not None:
                origin = Origin(known.path, frame.f_lineno, known.revision)
                self._told.made_up.setdefault(Assumption(origin, name))
                return self._run(known.revision or "", frame.f_globals)
            frame = frame.f_back
        return self._run("", None)

    def _run(self, key: str, names: object) -> _Run:
        run = self._runs.get(key)
        if run is None or run.names is not names:
            run = self._runs[key] = _Run(key, names)
        return run

    def _digest(self, run: _Run, of: object) -> bytes:
        world = "frozen" if self._world.frozen else f"other {self._world.seed}"
        return hashlib.sha256(f"{world}\0{run.key}\0{of}".encode()).digest()


_PACKAGES = frozenset(("site-packages", "dist-packages"))
_HARMLESS = ("logging", "sqlalchemy.pool")  # to whom the time is told does not come into a script
_BETWEEN = frozenset(("os", "collections.abc", "_collections_abc"))
_OWN = os.path.join(Path(__file__).parents[1], "")  # noqa: PTH118


def _installed() -> Iterator[str]:
    paths = sysconfig.get_paths()
    yield from (paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield from (*site.getsitepackages(), site.getusersitepackages())


_INSTALLED = tuple(dict.fromkeys(os.path.join(folder, "") for folder in _installed()))  # noqa: PTH118


def _is_between(frame: FrameType) -> bool:
    """Tell whether *frame* only hands a question for a variable on."""
    return frame.f_globals.get("__name__") in _BETWEEN or frame.f_code.co_filename.startswith(_OWN)


def _otherwise(value: str | None) -> str:
    """Return another value than *value*, of the same kind as far as that can be seen."""
    if value is None:
        return "1"
    if value.isdecimal():
        return str(int(value) + 1)
    return _OPPOSITES.get(value.lower(), f"{value}-other")


_OPPOSITES = {"true": "false", "false": "true", "yes": "no", "no": "yes", "on": "off", "off": "on", "": "1"}


@contextlib.contextmanager
def _replaced(target: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(target, name)
    setattr(target, name, value)
    try:
        yield
    finally:
        setattr(target, name, before)


@contextlib.contextmanager
def _chance_kept() -> Iterator[None]:
    """Put the one generator that all of ``random`` shares back as it was, which scripts may seed."""
    state = random.getstate()
    put_back = random.setstate
    try:
        yield
    finally:
        put_back(state)


@contextlib.contextmanager
def _time_zone(name: str) -> Iterator[None]:
    """Let local time be that of *name* within the block, where the system can."""
    set_zone = getattr(time, "tzset", None)
    if set_zone is None:  # Windows
        yield
        return
    before = os.environ.get("TZ")
    os.environ["TZ"] = name
    set_zone()
    try:
        yield
    finally:
        del os.environ["TZ"]
        if before is not None:
            os.environ["TZ"] = before
        set_zone()


@contextlib.contextmanager
def _other_variables(sources: _Sources) -> Iterator[None]:
    """Let revisions read other values of the environment's variables within the block."""
    kind: Any = next(one for one in type(os.environ).__mro__ if one.__module__ == "os")
    real = kind.__getitem__

    def get(variables: Any, name: str) -> str:
        try:
            value = real(variables, name)
        except KeyError:
            value = None
        told = sources.variable(name, value)
        if told is None:
            raise KeyError(name)
        return told

    with _replaced(kind, "__getitem__", get):
        yield
