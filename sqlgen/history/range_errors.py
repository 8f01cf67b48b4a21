"""What can be wrong with a range of a sound history: names, walks, directions; each names the way out."""

from __future__ import annotations

from collections.abc import Sequence

from sqlgen.errors import SqlgenError
from sqlgen.history.errors import did_you_mean


class RangeFault(SqlgenError):
    """A range, or a name in one, that cannot be taken; *text* is the part at fault, as typed."""

    def __init__(self, what: str, text: str, hint: str | None = None) -> None:
        super().__init__(what, hint=hint)
        self.text = text


class RangeSyntax(RangeFault):
    """The text is not of the form START:END, or a point in it is not of the form branch@name+N."""


class UnknownRevision(RangeFault):
    """No revision id, beginning of one or branch label is *text*; *near* are those that resemble it."""

    def __init__(self, text: str, near: Sequence[str]) -> None:
        hint = did_you_mean(near) or "`sqlgen history` lists the revisions."
        super().__init__(f"there is no revision or branch {text!r}.", text, hint)
        self.near = tuple(near)


class AmbiguousRevision(RangeFault):
    """Several names begin with *text*."""

    def __init__(self, text: str, candidates: Sequence[str]) -> None:
        super().__init__(
            f"{text!r} may be any of {len(candidates)}: {', '.join(candidates)}.",
            text,
            "Type more of the name.",
        )
        self.candidates = tuple(candidates)


class NotOnBranch(RangeFault):
    """A revision was asked for on a branch that it does not belong to."""

    def __init__(self, text: str, revision: str, branch: str) -> None:
        super().__init__(
            f"revision {revision} is not on the branch {branch}.",
            text,
            f"Leave out {branch}@, or name another.",
        )
        self.revision, self.branch = revision, branch


class EmptyHistory(RangeFault):
    """A head was asked for, and there is no revision at all."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"the history has no revisions, so that there is no {text}.",
            text,
            "Check the versions folder in the configuration.",
        )


class SeveralHeads(RangeFault):
    """One head was asked for, and there are several; *forms* is how each of them can be named."""

    def __init__(self, text: str, heads: Sequence[str], forms: Sequence[str]) -> None:
        super().__init__(
            f"{text!r} needs one head, and there are {len(heads)}: {', '.join(heads)}.",
            text,
            f"Name one ({', '.join(forms)}), write heads for all of them, or merge them.",
        )
        self.heads, self.forms = tuple(heads), tuple(forms)


class NeedsDatabase(RangeFault):
    """``current`` was asked for, which only a database knows."""

    def __init__(self, text: str) -> None:
        super().__init__(
            "what is current is known to a database alone, and none is asked.",
            text,
            "Name the revision: it is in the version table, and `alembic current` prints it.",
        )


class WalkedTooFar(RangeFault):
    """A relative point lies beyond the end of the history."""

    def __init__(self, text: str, asked: int, possible: int, origin: str) -> None:
        direction = "above" if asked > 0 else "below"
        super().__init__(
            f"{text!r} counts {abs(asked)} {direction} {origin}, and the history has {possible or 'none'}.",
            text,
            f"Count to {possible} at most." if possible else "Leave the number out.",
        )
        self.asked, self.possible = asked, possible


class AmbiguousWalk(RangeFault):
    """A relative point does not say which of several ways to take at *revision*; *ways* are the next ones."""

    def __init__(self, text: str, what: str, ways: Sequence[str], forms: Sequence[str]) -> None:
        super().__init__(
            f"{text!r} is ambiguous: {what}: {', '.join(ways)}.",
            text,
            f"Name the revision meant, or its branch: {', '.join(forms)}.",
        )
        self.ways = tuple(ways)


class RelativeToNothing(RangeFault):
    """A relative point without a name stands where there is nothing that it could be relative to."""


class OverlappingRevisions(RangeFault):
    """One of several points is contained in another."""

    def __init__(self, text: str, lower: str, upper: str) -> None:
        super().__init__(
            f"{text!r} names {lower} beside {upper}, which contains it.", text, f"Leave out {lower}."
        )
        self.lower, self.upper = lower, upper


class RangeNeeded(RangeFault):
    """A downgrade was asked for without saying where it starts, or where it ends."""

    def __init__(self, text: str, start: str, end: str) -> None:
        super().__init__(
            f"a downgrade needs START:END, and {text!r} has no {'END' if start else 'START'}.",
            text,
            f"Write `sqlgen downgrade {start or 'head'}:{end or 'base'}`.",
        )


class EmptyRange(RangeFault):
    """Nothing lies between START and END."""


class BackwardsRange(RangeFault):
    """END lies on the wrong side of START; *command* goes the way that was written."""

    def __init__(self, what: str, text: str, command: str) -> None:
        super().__init__(what, text, f"Did you mean `{command}`?")
        self.command = command


class SidewaysRange(RangeFault):
    """START and END are on different branches."""


class UnreachableTarget(RangeFault):
    """Nothing that a downgrade could undo stands on END."""
