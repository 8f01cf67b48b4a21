"""Random histories: the order of steps and the version table, by Alembic, by sqlgen and by a model.

The model says what the version table means: one row for each applied revision on which no other applied one
stands. Alembic agrees with it except where a revision names two things of which one contains the other.
"""

from __future__ import annotations

import random
from types import SimpleNamespace

import pytest
from alembic.runtime.migration import HeadMaintainer, MigrationStep
from alembic.script.revision import Revision as AlembicRevision
from alembic.script.revision import RevisionMap
from sqlalchemy import Column, MetaData, String, Table

from sqlgen.errors import SqlgenError
from sqlgen.history.graph import RevisionGraph
from sqlgen.history.order import heads_first
from sqlgen.history.plan import Plan, plan_downgrade, plan_upgrade
from sqlgen.history.revision import Revision
from sqlgen.history.steps import RevisionStep, VersionDelete, VersionInsert, VersionUpdate
from tests.oracle.range_oracle import order_dependencies, ordered_sets
from tests.oracle.range_shapes import Spec

BATCHES, GRAPHS_EACH = 8, 40


def random_history(seed: int) -> tuple[Spec, ...]:
    """Return 1 to 30 revisions with branches, merges, dependencies and labels, in random load order."""
    chance = random.Random(seed)
    merges, dependencies, bases = chance.random() * 0.5, chance.random() * 0.4, chance.random() * 0.2
    ids = [f"r{number:04}" for number in range(chance.randint(1, 30))]
    chance.shuffle(ids)
    found = []
    for number, id_ in enumerate(ids):
        recent = ids[max(0, number - chance.randint(1, 8)) : number]
        several = (
            0 if chance.random() < bases else chance.choice([2, 2, 3]) if chance.random() < merges else 1
        )
        down = chance.sample(recent, min(several, len(recent)))
        older = [other for other in ids[:number] if other not in down]
        wanted = chance.choice([1, 1, 2]) if chance.random() < dependencies else 0
        labels = (f"label{number}",) if chance.random() < 0.15 else ()
        found.append(Spec(id_, tuple(down), labels, tuple(chance.sample(older, min(wanted, len(older))))))
    chance.shuffle(found)
    return tuple(found)


def both(specs: tuple[Spec, ...]) -> tuple[RevisionMap, RevisionGraph]:
    """Return the history as Alembic's map and as our graph."""
    functions = {name: SimpleNamespace(__name__=name) for name in ("upgrade", "downgrade")}

    def revisions() -> list[AlembicRevision]:
        several = [AlembicRevision(s.id, s.down or None, s.depends_on or None, s.labels) for s in specs]
        for one in several:
            one.module = SimpleNamespace(**functions)
        return several

    theirs = RevisionMap(revisions)
    order_dependencies(theirs._revision_map, specs)
    return theirs, RevisionGraph([Revision(s.id, s.down, s.labels, s.depends_on) for s in specs])


class Recorder:
    """Stands where HeadMaintainer expects a migration context; keeps its statements."""

    as_sql = True
    _version = Table("v", MetaData(), Column("version_num", String))

    def __init__(self) -> None:
        self.impl = self
        self.changes: list[str] = []

    def _exec(self, statement: object) -> None:
        self.changes.append(" ".join(str(statement).split()))


def by_alembic(theirs: RevisionMap, rows: tuple[str, ...], steps: list[MigrationStep]) -> list[list[str]]:
    """Return the statements of each step."""
    recorder, found = Recorder(), []
    with ordered_sets():
        maintainer = HeadMaintainer(recorder, rows)
        for step in steps:
            recorder.changes = []
            maintainer.update_to_step(step)
            found.append(recorder.changes)
    return found


def by_sqlgen(steps: tuple[RevisionStep, ...]) -> list[list[str]]:
    found = []
    for step in steps:
        lines = []
        for change in step.version_changes:
            match change:
                case VersionInsert(id=new):
                    lines.append(f"INSERT INTO v (version_num) VALUES ('{new}')")
                case VersionUpdate(old=old, new=new):
                    lines.append(f"UPDATE v SET version_num='{new}' WHERE v.version_num = '{old}'")
                case VersionDelete(id=old):
                    lines.append(f"DELETE FROM v WHERE v.version_num = '{old}'")
        found.append(lines)
    return found


def names_one_thing_twice(graph: RevisionGraph) -> bool:
    """Tell whether a revision's foundations contain one another: there Alembic's rows are wrong."""
    return any(
        len(graph.topmost(graph.foundations(revision.id))) < len(graph.foundations(revision.id))
        for revision in graph
    )


def check_rows(graph: RevisionGraph, plan: Plan) -> None:
    """Compare the rows of each step with the model, and the changes with the rows."""
    applied = graph.ancestors(plan.start)
    rows = list(plan.start)
    for step in plan.steps:
        assert tuple(rows) == step.heads_before or set(rows) == set(step.heads_before)
        if step.direction == "upgrade":
            assert set(graph.foundations(step.revision.id)) <= applied
            applied.add(step.revision.id)
        else:
            applied.remove(step.revision.id)
        for change in step.version_changes:
            match change:
                case VersionInsert(id=new):
                    assert new not in rows
                    rows.append(new)
                case VersionUpdate(old=old, new=new):
                    assert new not in rows
                    rows[rows.index(old)] = new
                case VersionDelete(id=old):
                    rows.remove(old)
        below = {one for revision in applied for one in graph.foundations(revision)}
        assert set(rows) == set(step.heads_after) == applied - below


@pytest.mark.parametrize("batch", range(BATCHES))
def test_graph_is_as_alembic_sees_it(batch: int) -> None:
    """Heads, bases, foundations, children and branch labels of random histories."""
    for seed in range(batch * GRAPHS_EACH, (batch + 1) * GRAPHS_EACH):
        theirs, ours = both(random_history(seed))
        assert (ours.heads, ours.effective_heads) == (theirs.heads, theirs._real_heads), seed
        assert ours.bases == theirs.bases, seed
        for revision in ours:
            other = theirs._revision_map[revision.id]
            assert ours.foundations(revision.id) == other._normalized_down_revisions, seed
            assert set(ours.children(revision.id)) == other.nextrev, seed
            assert set(ours.labels_of(revision.id)) == other.branch_labels, seed


@pytest.mark.parametrize("batch", range(BATCHES))
def test_upgrades_are_alembics(batch: int) -> None:
    """Random STARTs and ENDs, several revisions each: order, statements, and the model's rows."""
    compared = 0
    for seed in range(batch * GRAPHS_EACH, (batch + 1) * GRAPHS_EACH):
        theirs, ours = both(random_history(seed))
        comparable = not names_one_thing_twice(ours)
        for start, end in ends_of(ours, seed):
            order = theirs.iterate_revisions(end, start, implicit_base=True)
            expected = [revision.revision for revision in order][::-1]
            try:
                plan = plan_upgrade(ours, f"{','.join(start)}:{','.join(end)}")
            except SqlgenError:
                assert not expected or not set(start) & ours.ancestors(end), (seed, start, end)
                continue
            assert [step.revision.id for step in plan.steps] == expected, (seed, start, end)
            check_rows(ours, plan)
            if comparable:
                steps = [
                    MigrationStep.upgrade_from_script(theirs, theirs.get_revision(id_)) for id_ in expected
                ]
                assert by_sqlgen(plan.steps) == by_alembic(theirs, start, steps), (seed, start, end)
                assert [step.from_ for step in plan.steps] == [step.from_revisions_no_deps for step in steps]
                compared += 1
    assert compared > GRAPHS_EACH // 2


@pytest.mark.parametrize("batch", range(BATCHES))
def test_downgrades_are_alembics(batch: int) -> None:
    """Random STARTs of several revisions and one END: order, statements, and the model's rows."""
    compared = 0
    for seed in range(batch * GRAPHS_EACH, (batch + 1) * GRAPHS_EACH):
        theirs, ours = both(random_history(seed))
        comparable = not names_one_thing_twice(ours)
        for end, start in ends_of(ours, seed):
            target = end[0] if end else "base"
            if not start:
                continue
            try:
                order = theirs.iterate_revisions(start, target, select_for_downgrade=True)
                expected = [revision.revision for revision in order]
            except Exception:
                expected = []
            try:
                plan = plan_downgrade(ours, f"{','.join(start)}:{target}")
            except SqlgenError:
                assert not expected, (seed, start, target)
                continue
            assert [step.revision.id for step in plan.steps] == expected, (seed, start, target)
            check_rows(ours, plan)
            if comparable:
                steps = [
                    MigrationStep.downgrade_from_script(theirs, theirs.get_revision(id_)) for id_ in expected
                ]
                assert by_sqlgen(plan.steps) == by_alembic(theirs, start, steps), (seed, start, target)
                compared += 1
    assert compared > GRAPHS_EACH // 4


def test_wide_and_deep_histories_are_ordered_as_alembics() -> None:
    """Larger histories, where lines wait for each other for long."""
    for seed in range(3):
        chance = random.Random(seed)
        specs = [Spec("r0000", (), (), ())]
        for number in range(1, 300):
            down = {
                f"r{chance.randrange(max(0, number - 40), number):04}"
                for _ in range(chance.choice([1, 1, 1, 2]))
            }
            specs.append(Spec(f"r{number:04}", tuple(sorted(down)), (), ()))
        chance.shuffle(specs)
        theirs, ours = both(tuple(specs))
        expected = [one.revision for one in theirs.iterate_revisions("heads", "base", implicit_base=True)]
        assert heads_first(ours, ours.position, ours.effective_heads) == expected


def test_histories_of_very_many_branches_are_ordered_as_alembics() -> None:
    """Branches that all end in one merge, or are merged late one by one, need the second way of looking."""
    lines = [
        Spec(f"l{k:03}x{i}", (f"l{k:03}x{i - 1}" if i else "stem",), (), ())
        for k in range(60)
        for i in range(4)
    ]
    octopus = Spec("octo", tuple(f"l{k:03}x3" for k in range(60)), (), ())
    main = [Spec(f"m{n:03}", (f"m{n - 1:03}",) if n else (), (), ()) for n in range(120)]
    sides = [Spec(f"f{n:03}", (f"m{n:03}",), (), ()) for n in range(100)]
    late, tip = [], "m119"
    for n in reversed(range(100)):
        late.append(Spec(f"g{n:03}", (f"f{n:03}", tip), (), ()))
        tip = f"g{n:03}"
    for specs in ([Spec("stem", (), (), ()), *lines, octopus], [*main, *sides, *late]):
        theirs, ours = both(tuple(specs))
        expected = [one.revision for one in theirs.iterate_revisions("heads", "base", implicit_base=True)]
        assert heads_first(ours, ours.position, ours.effective_heads) == expected


def ends_of(graph: RevisionGraph, seed: int) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return pairs of a lower and an upper place: base or some revisions, and the heads or some above."""
    chance = random.Random(seed)
    ids = list(graph.position)
    found: list[tuple[tuple[str, ...], tuple[str, ...]]] = [((), graph.effective_heads)]
    for _ in range(2):
        upper = graph.topmost(chance.sample(ids, min(len(ids), chance.choice([1, 1, 2, 3]))))
        below = sorted(graph.ancestors(upper))
        lower = graph.topmost(chance.sample(below, min(len(below), chance.choice([1, 1, 2]))))
        found += [(lower, upper), (lower, graph.effective_heads), ((), upper)]
    return found
