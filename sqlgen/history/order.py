"""The order in which revisions are taken, equal to Alembic's but found in linear time.

Alembic goes down from the heads: it stays on one line until it comes to a revision on which another live head
still stands, goes over to that head, and comes back when its line has ended. It compares sets of ancestors at
each step; counting the revisions that still stand on one gives the same answer.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from sqlgen.history.graph import RevisionGraph

_TAKEN = -1  # of the count of revisions that still stand on one
_END = -1  # of the list of lines, and where it begins
_PATIENCE = 8  # looks at each revision, on the average, before it is worked out what stands on which


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
    standing = _Standing(above, waiting, live)
    taken: list[str] = []
    while (candidate := live.current) is not None:
        if waiting[candidate]:
            live.go_to(standing.first_on(candidate))
            continue
        taken.append(candidate)
        waiting[candidate] = _TAKEN
        foundations = [one for one in graph.foundations(candidate) if one in above]
        for one in foundations:
            waiting[one] -= 1
        live.replace([one for one in foundations if one not in live])
    return taken


class _Standing:
    """Finds the first live head that stands on a revision.

    As a rule that is near, and looked for upwards. In histories of very many branches, where looking would
    take the square of their length, the answer is taken from numbers with one bit a revision.
    """

    def __init__(self, above: dict[str, list[str]], waiting: dict[str, int], live: _LiveHeads) -> None:
        self._above, self._waiting, self._live = above, waiting, live
        self._looks_left = _PATIENCE * len(above)

    def first_on(self, candidate: str) -> str:
        """Return the first live head, but for *candidate*, that stands on *candidate*."""
        if self._looks_left > 0:
            return self._looked_for(candidate)
        numbers, masks = self._masks
        mask = masks[candidate].to_bytes(len(numbers) // 8 + 1, "little")
        for head in self._live:
            number = numbers[head]
            if mask[number >> 3] >> (number & 7) & 1 and head != candidate:
                return head
        raise AssertionError(candidate)

    def _looked_for(self, candidate: str) -> str:
        live = self._live
        first: str | None = None
        seen = {candidate}
        todo = deque((candidate,))
        while todo:
            for one in self._above[todo.popleft()]:
                if one in seen or self._waiting[one] == _TAKEN:
                    continue
                seen.add(one)
                if one in live and (first is None or live.place(one) < live.place(first)):
                    first = one
                    if live.is_first(one, candidate):
                        todo.clear()
                        break
                todo.append(one)
        self._looks_left -= max(len(seen) - len(live), 0)  # the other way looks at all live heads
        assert first is not None, candidate
        return first

    @cached_property
    def _masks(self) -> tuple[dict[str, int], dict[str, int]]:
        """The number of each revision, and the bits with the numbers of all that stand on it, and its own."""
        left = {member: len(several) for member, several in self._above.items()}
        below: dict[str, list[str]] = {}
        for one, several in self._above.items():
            for member in several:
                below.setdefault(member, []).append(one)
        order = [member for member, count in left.items() if not count]
        numbers: dict[str, int] = {}
        masks: dict[str, int] = {}
        for member in order:
            mask = 1 << len(numbers)
            numbers[member] = len(numbers)
            for one in self._above[member]:
                mask |= masks[one]
            masks[member] = mask
            for one in below.get(member, ()):
                left[one] -= 1
                if not left[one]:
                    order.append(one)
        return numbers, masks


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

    def __len__(self) -> int:
        return len(self._place)

    def __iter__(self) -> Iterator[str]:
        place = self._after[_END]
        while place != _END:
            yield self._head[place]
            place = self._after[place]

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
