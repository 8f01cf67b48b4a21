"""What plugins register: names of operations and what these do, kept apart by project.

Alembic's registries are global, and a process of its own for each project keeps projects apart. Here one
process may compile several, so what a project's own modules registered leaves with them; what an
installed package registered stays, as the package stays imported.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

_ABSENT = object()


@dataclass(frozen=True)
class Registration:
    """One call of a registering decorator. *owner* None: *value* carries out operations of class *key*.

    Else *value* is the directive called *key* of the class *owner*. *source*: what was decorated.
    """

    owner: type[Any] | None
    key: Any
    value: Any
    source: Any

    @property
    def is_installed(self) -> bool:
        """Whether the module that it stands in is still imported."""
        module = sys.modules.get(getattr(self.source, "__module__", "") or "")
        if module is None:
            return False
        scope = getattr(self.source, "__globals__", None)
        if scope is not None:
            return scope is vars(module)
        return getattr(module, self.source.__qualname__.split(".")[0], None) is not None


@dataclass
class Registry:
    """The registrations in force. The last one for a name or a class wins."""

    _made: list[Registration] = field(default_factory=list)
    _implementations: dict[type[Any], Callable[..., Any]] = field(default_factory=dict)
    _replaced: dict[str, type[Any]] = field(default_factory=dict)
    _built_in: dict[tuple[type[Any], str], Any] = field(default_factory=dict)

    def add(self, registration: Registration) -> None:
        """Put *registration* in force."""
        self._made.append(registration)
        self._apply(registration)

    def holds(self, registration: Registration) -> bool:
        """Return whether *registration* is in force already."""
        return registration in self._made

    def implementation(self, operation: Any) -> Callable[..., Any] | None:
        """Return what carries out *operation*, or None where nothing is registered for its class."""
        for kind in type(operation).__mro__:
            function = self._implementations.get(kind)
            if function is not None:
                return function
        return None

    def replacing(self, directive: str) -> type[Any] | None:
        """Return the built-in operation's class behind *directive* where a plugin carries it out, or None."""
        return self._replaced.get(directive)

    def leave(self) -> tuple[Registration, ...]:
        """Withdraw and return what modules registered that are not imported any more."""
        stay = [made for made in self._made if made.is_installed]
        gone = tuple(made for made in self._made if not made.is_installed)
        if gone:
            self._reset()
            for made in stay:
                self.add(made)
        return gone

    def enter(self, registrations: Sequence[Registration]) -> None:
        """Put back what `leave` returned."""
        for registration in registrations:
            self.add(registration)

    def _apply(self, made: Registration) -> None:
        if made.owner is None:
            self._implementations[made.key] = made.value
            # A class derived from a built-in operation is an operation of its own: only vars() counts.
            self._replaced.update(vars(made.key).get("directives", {}))
            return
        place = (made.owner, made.key)
        self._built_in.setdefault(place, vars(made.owner).get(made.key, _ABSENT))
        setattr(made.owner, made.key, made.value)

    def _reset(self) -> None:
        for (owner, name), original in self._built_in.items():
            if original is _ABSENT:
                delattr(owner, name)
            else:
                setattr(owner, name, original)
        self._made.clear()
        self._implementations.clear()
        self._replaced.clear()
        self._built_in.clear()


registry = Registry()
"""The one of the process: the classes that plugins register on are the process's, too."""
