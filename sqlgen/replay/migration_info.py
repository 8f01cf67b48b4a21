"""`MigrationInfo`: a step as ``on_version_apply`` callbacks see it."""

from __future__ import annotations

from typing import Any

from sqlgen.history.steps import RevisionStep


class MigrationInfo:
    """One step of the range; *script* is the `ScriptDirectory` that its revisions are looked up in."""

    def __init__(self, step: RevisionStep, script: Any) -> None:
        self.is_upgrade = step.direction == "upgrade"
        self.is_stamp = step.direction == "stamp"
        self.up_revision_id = step.revision.id
        self.up_revision_ids = (step.revision.id,)
        self.down_revision_ids = step.revision.down_revisions
        self.revision_map = script.revision_map
        self._script = script

    @property
    def is_migration(self) -> bool:
        """Whether a script ran, rather than a stamp."""
        return not self.is_stamp

    @property
    def source_revision_ids(self) -> tuple[str, ...]:
        """The ids before the step."""
        return self.down_revision_ids if self.is_upgrade else self.up_revision_ids

    @property
    def destination_revision_ids(self) -> tuple[str, ...]:
        """The ids after the step."""
        return self.up_revision_ids if self.is_upgrade else self.down_revision_ids

    @property
    def up_revision(self) -> Any:
        """The revision."""
        return self._script.get_revision(self.up_revision_id)

    @property
    def up_revisions(self) -> tuple[Any, ...]:
        """The revision, as a tuple."""
        return self._several(self.up_revision_ids)

    @property
    def down_revisions(self) -> tuple[Any, ...]:
        """Its parents."""
        return self._several(self.down_revision_ids)

    @property
    def source_revisions(self) -> tuple[Any, ...]:
        """The revisions before the step."""
        return self._several(self.source_revision_ids)

    @property
    def destination_revisions(self) -> tuple[Any, ...]:
        """The revisions after the step."""
        return self._several(self.destination_revision_ids)

    def _several(self, ids: tuple[str, ...]) -> tuple[Any, ...]:
        return tuple(self._script.get_revision(id_) for id_ in ids)
