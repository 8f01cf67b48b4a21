"""``alembic.runtime.plugins``."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

from ..util.langhelpers import DispatchPriority, PriorityDispatcher, PriorityDispatchResult

_all_plugins: dict[str, Plugin] = {}


class Plugin:
    """A collection of comparators; kept, so that packages can register theirs, and never asked."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.autogenerate_comparators = PriorityDispatcher()
        _all_plugins[name] = self

    def remove(self) -> None:
        """Forget the plugin."""
        _all_plugins.pop(self.name, None)

    def add_autogenerate_comparator(
        self,
        fn: Callable[..., PriorityDispatchResult],
        compare_target: str,
        compare_element: str | None = None,
        *,
        qualifier: str = "default",
        priority: DispatchPriority = DispatchPriority.MEDIUM,
    ) -> None:
        """Keep a comparator."""
        self.autogenerate_comparators.dispatch_for(compare_target, priority=priority, qualifier=qualifier)(fn)

    @classmethod
    def populate_autogenerate_priority_dispatch(
        cls, comparators: PriorityDispatcher, include_plugins: list[str]
    ) -> None:
        """Give *comparators* what the plugins hold."""
        for plugin in _all_plugins.values():
            comparators.populate_with(plugin.autogenerate_comparators)

    @classmethod
    def setup_plugin_from_module(cls, module: ModuleType, name: str) -> None:
        """Let *module* fill a new plugin called *name*."""
        setup: Any = module.setup  # a plugin module has one by definition
        setup(cls(name))
