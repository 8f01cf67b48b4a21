"""The order in which revisions are taken, equal to Alembic's but found in linear time.

Alembic goes down from the heads: it stays on one line until it comes to a revision on which another live head
still stands, goes over to that head, and comes back when its line has ended. It compares sets of ancestors at
each step; counting the revisions that still stand on one gives the same answer.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable

from sqlgen.history.graph import RevisionGraph

_TAKEN = -1  # of the count of revisions that still stand on one
_END = -1  # of the list of lines, and where it begins


def heads_first(graph: RevisionGraph, members: Collection[str], heads: Iterable[str]) -> list[str]:
    """Return *members*, each before all that it stands on, beginning with the first of *heads* in load order.

    Each member has to be one of *heads* or to have a member above it. An upgrade takes the order reversed.
    """
    above: dict[str, list[str]] = {member: [] for member in members}
    for member in members:
        for one in graph.foundations(member):
            if one in above:
                above[one].append(member)
    live = _LiveHeads(head for head in graph.in_load_order(heads) if head in above)
    waiting = {member: len(several) for member, several in above.items()}
    taken: list[str] = []
    while (candidate := live.current) is not None:
        if waiting[candidate]:
            live.go_to(_first_above(candidate, above, waiting, live))
            continue
        taken.append(candidate)
        waiting[candidate] = _TAKEN
        foundations = [one for one in graph.foundations(candidate) if one in above]
        for one in foundations:
            waiting[one] -= 1
        live.replace([one for one in foundations if one not in live])
    return taken


def _first_above(
    candidate: str, above: dict[str, list[str]], waiting: dict[str, int], live: _LiveHeads
) -> str:
    """Return the first live head that stands on *candidate*."""
    first: str | None = None
    seen = {candidate}
    todo = deque((candidate,))
    while todo:
        for one in above[todo.popleft()]:
            if one in seen or waiting[one] == _TAKEN:
                continue
            seen.add(one)
            if one in live and (first is None or live.place(one) < live.place(first)):
                first = one
                if live.is_first(one, candidate):
                    return one
            todo.append(one)
    assert first is not None, candidate
    return first


class _LiveHeads:
    """The lower ends of the lines that are being walked; a line keeps its place, and new ones come last.

    A linked list of places, because lines end in the middle and the one before is walked next.
    """

    def __init__(self, heads: Iterable[str]) -> None:
        self._place: dict[str, int] = {}
        self._head: dict[int, str] = {}
        self._before: dict[int, int] = {}
        self._after: dict[int, int] = {_END: _END}
        self._last = _END
        self._next_place = 0
        for head in heads:
            self._append(head)
        self._current = self._after[_END]

    def __contains__(self, head: str) -> bool:
        return head in self._place

    @property
    def current(self) -> str | None:
        """The head to be taken next; None once all lines have ended."""
        return self._head.get(self._current)

    def go_to(self, head: str) -> None:
        """Walk on along the line of *head*."""
        self._current = self._place[head]

    def place(self, head: str) -> int:
        """Return a number that is lower for an earlier line."""
        return self._place[head]

    def is_first(self, head: str, other: str) -> bool:
        """Tell whether *head* ends the first of all lines but that of *other*."""
        first = self._after[_END]
        return self._place[head] == (self._after[first] if first == self._place[other] else first)

    def replace(self, below: list[str]) -> None:
        """Go on from the current head to the first of *below*, with a new line for each of the others."""
        here = self._current
        del self._place[self._head[here]]
        if below:
            self._head[here] = below[0]
            self._place[below[0]] = here
            for head in below[1:]:
                self._append(head)
            return
        before, after = self._before[here], self._after[here]
        self._after[before] = after
        if after == _END:
            self._last = before
        else:
            self._before[after] = before
        del self._head[here]
        self._current = after if before == _END else before

    def _append(self, head: str) -> None:
        place, self._next_place = self._next_place, self._next_place + 1
        self._place[head] = place
        self._head[place] = head
        self._before[place] = self._last
        self._after[place] = _END
        self._after[self._last] = place
        self._last = place
