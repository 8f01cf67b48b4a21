"""Plans of ranges: where they start and end, their steps, and what they refuse.

That steps and rows are Alembic's is shown by tests/oracle; here is what Alembic has no word for.
"""

from __future__ import annotations

import pytest

from sqlgen.errors import SqlgenError
from sqlgen.history.graph import RevisionGraph
from sqlgen.history.plan import Plan, plan_downgrade, plan_stamp, plan_upgrade
from sqlgen.history.range_errors import (
    AmbiguousWalk,
    BackwardsRange,
    EmptyRange,
    NotOnBranch,
    OverlappingRevisions,
    RangeNeeded,
    RangeSyntax,
    RelativeToNothing,
    SidewaysRange,
    UnreachableTarget,
)
from sqlgen.history.revision import Revision
from sqlgen.history.steps import VersionDelete, VersionInsert, VersionUpdate

LINE = RevisionGraph(
    [Revision("a1"), Revision("a2", ("a1",)), Revision("b1", ("a2",)), Revision("b2", ("b1",))]
)
# trunk - l1 - l2 - merge     c1 - c2 - c3 - c4, where c4 depends on l1
#       \ r1 - r2 /
FORKED = RevisionGraph(
    [
        Revision("trunk"),
        Revision("l1", ("trunk",), ("left",)),
        Revision("l2", ("l1",)),
        Revision("r1", ("trunk",), ("right",)),
        Revision("r2", ("r1",)),
        Revision("merge", ("l2", "r2")),
        Revision("c1", (), ("cc",)),
        Revision("c2", ("c1",)),
        Revision("c3", ("c2",)),
        Revision("c4", ("c3",), (), ("l1",)),
    ]
)


def taken(plan: Plan) -> str:
    return " ".join(step.revision.id for step in plan.steps)


@pytest.mark.parametrize(
    ("text", "start", "steps", "end"),
    [
        ("a1:b2", "a1", "a2 b1 b2", "b2"),
        ("b2", "", "a1 a2 b1 b2", "b2"),
        (":b1", "", "a1 a2 b1", "b1"),
        ("b1:", "b1", "b2", "b2"),
        ("head-1:head", "b1", "b2", "b2"),
        ("-2:head", "a2", "b1 b2", "b2"),
        ("+1:+1", "a1", "a2", "a2"),
        ("base+2:b2-1", "a2", "b1", "b1"),
    ],
)
def test_upgrades_of_a_line(text: str, start: str, steps: str, end: str) -> None:
    plan = plan_upgrade(LINE, text)
    assert (" ".join(plan.start), taken(plan), " ".join(plan.end)) == (start, steps, end)


@pytest.mark.parametrize(
    ("text", "start", "steps", "end"),
    [
        ("merge-1:merge", "l2 r2", "merge", "merge"),
        ("l2,r1:merge", "l2 r1", "r2 merge", "merge"),
        ("l1,c2:heads", "l1 c2", "r1 r2 c3 c4 l2 merge", "c4 merge"),
        ("left@base:heads", "", "trunk r1 r2 l1 l2 merge", "merge"),
        ("cc@base:+2", "", "c1 c2", "c2"),
        ("cc@base:head", "", "trunk l1 c1 c2 c3 c4", "c4"),
        ("l2:l2,r2", "l2", "r1 r2", "l2 r2"),
        ("l2:right@r2", "l2", "r1 r2", "l2 r2"),
        ("c3:c4", "c3", "trunk l1 c4", "c4"),
        ("l1,c3:c4", "l1 c3", "c4", "c4"),
    ],
)
def test_upgrades_of_branches(text: str, start: str, steps: str, end: str) -> None:
    plan = plan_upgrade(FORKED, text)
    assert (" ".join(plan.start), taken(plan)) == (start, steps)
    assert sorted(plan.end) == sorted(end.split())


@pytest.mark.parametrize(
    ("text", "start", "steps", "end"),
    [
        ("heads:base", "merge c4", "merge l2 c4 c3 c2 c1 l1 r2 r1 trunk", ""),
        ("merge:-1", "merge", "merge", "l2 r2"),
        ("merge:l1,r2", "merge", "merge l2", "l1 r2"),
        ("merge,c4:cc@-1", "merge c4", "c4", "merge c3"),
        ("merge,c4:l1", "merge c4", "merge l2", "c4 r2"),
        ("c4:trunk", "c4", "c4 l1", "c3 trunk"),
        ("c4:c3", "c4", "c4", "c3 l1"),
        ("left@head-1:trunk", "l2", "l2 l1", "trunk"),
        ("merge:left@trunk", "merge", "merge l2 l1", "r2"),
    ],
)
def test_downgrades_of_branches(text: str, start: str, steps: str, end: str) -> None:
    plan = plan_downgrade(FORKED, text)
    assert (" ".join(plan.start), taken(plan)) == (start, steps)
    assert sorted(plan.end) == sorted(end.split())


def test_downgrade_by_a_number_starts_at_head() -> None:
    plan = plan_downgrade(LINE, "-2")
    assert (plan.range_text, plan.start, taken(plan), plan.end) == ("head:-2", ("b2",), "b2 b1", ("a2",))


@pytest.mark.parametrize(
    ("command", "graph", "text", "error", "words"),
    [
        (plan_upgrade, LINE, "b2:a1", BackwardsRange, "sqlgen downgrade b2:a1"),
        (plan_upgrade, LINE, "b2:base", BackwardsRange, "sqlgen downgrade b2:base"),
        (plan_upgrade, LINE, "a1:a1", EmptyRange, "its END is its START"),
        (plan_upgrade, LINE, "base", EmptyRange, "'base:base' is empty"),
        (plan_upgrade, LINE, "-1", RelativeToNothing, "an upgrade goes up"),
        (plan_upgrade, LINE, "-1:+1", RelativeToNothing, "'+1' has nothing to be relative to"),
        (plan_upgrade, FORKED, "l2:r2", SidewaysRange, "sqlgen upgrade l2:l2,r2"),
        (plan_upgrade, FORKED, "l2,c2:l1,c3", BackwardsRange, "sqlgen downgrade l2,c2:l1"),
        (plan_upgrade, FORKED, "l2,c2:c2", EmptyRange, "START has all that END needs"),
        (plan_upgrade, FORKED, "cc@base:l1", NotOnBranch, "l1 is not on the branch cc"),
        (plan_upgrade, FORKED, "l1,l2:merge", OverlappingRevisions, "Leave out l1"),
        (plan_upgrade, LINE, "a1:b2:b1", RangeSyntax, "3 parts"),
        (plan_downgrade, LINE, "a1:b2", BackwardsRange, "sqlgen upgrade a1:b2"),
        (plan_downgrade, LINE, "b2", RangeNeeded, "sqlgen downgrade head:b2"),
        (plan_downgrade, LINE, "b2:", RangeNeeded, "sqlgen downgrade b2:base"),
        (plan_downgrade, LINE, ":a1", RangeNeeded, "sqlgen downgrade head:a1"),
        (plan_downgrade, LINE, "b2:b2", EmptyRange, "its END is its START"),
        (plan_downgrade, LINE, "base:base", EmptyRange, "nothing is applied at base"),
        (plan_downgrade, LINE, "b2:+1", RelativeToNothing, "a downgrade goes down"),
        (plan_downgrade, FORKED, "l2:r1", SidewaysRange, "l2 does not stand on r1"),
        (plan_downgrade, FORKED, "c4:l1", UnreachableTarget, "undoes nothing"),
        (plan_downgrade, FORKED, "merge:cc@base", UnreachableTarget, "Name a branch that START is on"),
        (plan_downgrade, FORKED, "heads:-1", AmbiguousWalk, "several revisions to go from"),
        (plan_downgrade, FORKED, "merge,c4:base,c1", OverlappingRevisions, "base"),
        (plan_stamp, LINE, "a1:a1", EmptyRange, "leaves the version table as it is"),
        (plan_stamp, LINE, ["a1:b1", "a2:b2"], RangeSyntax, "a1 and a2 are two STARTs"),
        (plan_stamp, LINE, "a1:", RangeSyntax, "needs an END"),
        (plan_stamp, LINE, [], RangeSyntax, "needs an END"),
        (plan_stamp, LINE, ["a1", "b1"], OverlappingRevisions, "a1 beside b1"),
    ],
)
def test_ranges_that_are_refused(
    command: object, graph: RevisionGraph, text: str, error: type[SqlgenError], words: str
) -> None:
    with pytest.raises(error) as caught:
        command(graph, text)
    assert words in str(caught.value)


def test_the_command_that_a_refusal_offers_is_accepted() -> None:
    """What the errors advise has to work."""
    with pytest.raises(SidewaysRange) as caught:
        plan_upgrade(FORKED, "c2:r2")
    command = str(caught.value).split("`")[1]
    assert command.startswith("sqlgen upgrade ")
    assert taken(plan_upgrade(FORKED, command.split()[2])) == "trunk r1 r2"
    with pytest.raises(BackwardsRange) as backwards:
        plan_upgrade(FORKED, "merge,c2:l1")
    assert sorted(taken(plan_downgrade(FORKED, backwards.value.command.split()[2])).split()) == [
        "l2",
        "merge",
    ]


def test_baseline_leads_from_nothing_to_start() -> None:
    plan = plan_upgrade(FORKED, "l1,c2:heads")
    assert [step.revision.id for step in plan.baseline] == ["c1", "c2", "trunk", "l1"]
    assert plan.baseline[0].heads_before == ()
    assert set(plan.baseline[-1].heads_after) == {"l1", "c2"}
    assert plan_upgrade(FORKED, "heads").baseline == ()
    assert [step.revision.id for step in plan_downgrade(LINE, "b1:a1").baseline] == ["a1", "a2", "b1"]


def test_steps_say_what_changes_in_the_version_table() -> None:
    steps = {step.revision.id: step for step in plan_upgrade(FORKED, "heads").steps}
    assert steps["trunk"].version_changes == (VersionInsert("trunk"),)
    assert steps["merge"].version_changes == (VersionDelete("l2"), VersionUpdate("r2", "merge"))
    assert steps["merge"].heading == "upgrade l2, r2 -> merge"
    down = plan_downgrade(FORKED, "merge:l1").steps
    assert down[0].version_changes == (VersionInsert("l2"), VersionUpdate("merge", "r2"))
    assert down[0].heading == "downgrade merge -> l2, r2"
    assert down[1].version_changes == (VersionUpdate("l2", "l1"),)
    assert down[1].heads_before == ("l2", "r2")
    # c4 keeps l1, so that no row of its own comes back to it.
    kept = plan_downgrade(FORKED, "l2,c4:l1").steps
    assert [step.version_changes for step in kept] == [(VersionDelete("l2"),)]


def test_stamps() -> None:
    plan = plan_stamp(FORKED, ["merge:l1", "r2"])
    assert [step.version_changes for step in plan.steps] == [
        (VersionUpdate("merge", "l1"),),
        (VersionInsert("r2"),),
    ]
    assert [step.heading for step in plan.steps] == [
        "stamp_revision merge -> l1",
        "stamp_revision merge -> r2",
    ]
    assert (plan.start, plan.end) == (("merge",), ("l1", "r2"))
    back = plan_stamp(FORKED, "merge,c4:cc@base")
    assert [(step.revision.id, step.version_changes) for step in back.steps] == [
        ("c4", (VersionDelete("c4"),))
    ]
    assert plan_stamp(LINE, "head").steps[0].heads_before == ()


def test_start_of_env_py_overrides_start() -> None:
    """configure(starting_rev=[...]) is worth more than the command line, as with Alembic."""
    assert taken(plan_upgrade(LINE, "a1:b2", starting=["b1"])) == "b2"
    assert taken(plan_upgrade(FORKED, "merge", starting=["l2", "r2"])) == "merge"
    assert taken(plan_downgrade(LINE, "a1", starting=["a2"])) == "a2"


def test_ids_with_grammar_in_labels_are_names() -> None:
    graph = RevisionGraph([Revision("x1", (), ("v1-2",)), Revision("x2", ("x1",))])
    assert plan_upgrade(graph, "v1-2:x2").start == ("x1",)
    assert plan_upgrade(graph, "v1-2+1").end == ("x2",)
