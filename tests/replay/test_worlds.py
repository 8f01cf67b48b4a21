"""Scripts in a world of its own: what time, chance and variables are there, and who asked for them."""

from __future__ import annotations

import contextlib
import datetime
import os
import random
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from sqlgen.origin import Origin
from sqlgen.project.project import find_project
from sqlgen.replay.worlds import Told, World, world_of

FROZEN = World(frozen=True)


class Scripts:
    """A folder of revision files, and the world that they run in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "versions").mkdir()
        (folder / "sqlgen.toml").write_text('name = "x"\n')
        self.files: dict[str, Origin] = {}
        self.told = Told()

    def write(self, id_: str, body: str) -> None:
        path = self.folder / "versions" / f"{id_}.py"
        path.write_text(body)
        self.files[str(path)] = Origin(f"versions/{id_}.py", 0, id_)

    def run(self, id_: str) -> Mapping[str, Any]:
        path = self.folder / "versions" / f"{id_}.py"
        names: dict[str, Any] = {"__name__": id_}
        exec(compile(path.read_text(), str(path), "exec"), names)
        return names

    @contextlib.contextmanager
    def world(self, world: World) -> Iterator[None]:
        with world_of(world, find_project(self.folder), self.files) as self.told:
            yield

    def seen(self, id_: str, world: World) -> list[Any]:
        with self.world(world):
            return list(self.run(id_)["seen"])

    def asked(self) -> list[str]:
        return [f"{one.origin} {one.text}" for one in (*self.told.made_up, *self.told.variables)]


@pytest.fixture
def scripts(tmp_path: Path) -> Scripts:
    return Scripts(tmp_path)


EVERYTHING = """\
import datetime, random, secrets, time, uuid, os
from datetime import datetime as dt, date, timezone
from uuid import uuid4
seen = [
    datetime.datetime.now(), dt.now(timezone.utc), dt.utcnow(), dt.today(), date.today(),
    time.time(), time.time_ns(), time.strftime("%Y-%m-%d %H:%M"), time.ctime(), time.localtime()[:6],
        time.gmtime()[:6],
    time.asctime(),
    uuid.uuid1(), uuid.uuid1(), uuid4(), uuid.uuid4(),
    random.random(), random.randint(1, 10**9), random.choice(range(10**6)), random.Random().random(),
    random.SystemRandom().random(), secrets.token_hex(8), os.urandom(3),
]
"""


def test_a_frozen_world_is_the_same_each_time(scripts: Scripts) -> None:
    scripts.write("a1", EVERYTHING)
    seen = scripts.seen("a1", FROZEN)
    assert scripts.seen("a1", FROZEN) == seen
    assert seen[:12] == [
        datetime.datetime(2000, 1, 1),
        datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC),
        *[datetime.datetime(2000, 1, 1)] * 2,
        datetime.date(2000, 1, 1),
        946684800.0,
        946684800 * 10**9,
        "2000-01-01 00:00",
        "Sat Jan  1 00:00:00 2000",
        *[(2000, 1, 1, 0, 0, 0)] * 2,
        "Sat Jan  1 00:00:00 2000",
    ]
    ids = seen[12:16]
    assert len(set(ids)) == 4 and [one.version for one in ids] == [1, 1, 4, 4]
    assert all(str(one).startswith("00000000-0000-4000-") for one in ids[2:])
    assert type(seen[0]) is datetime.datetime and type(seen[4]) is datetime.date


def test_an_other_world_differs_in_all_of_it(scripts: Scripts) -> None:
    scripts.write("a1", EVERYTHING)
    now = list(scripts.run("a1")["seen"])
    other, another = (scripts.seen("a1", World(other=True, seed=seed)) for seed in (0, 1))
    for one, two, three in zip(now, other, another, strict=True):
        assert one != two != three != one
    assert type(other[0]) is datetime.datetime


def test_who_asked_is_noted_with_the_line(scripts: Scripts) -> None:
    scripts.write("a1", EVERYTHING)
    scripts.seen("a1", FROZEN)
    assert scripts.asked() == [
        "versions/a1.py:5 datetime.now()",
        "versions/a1.py:5 datetime.utcnow()",
        "versions/a1.py:5 datetime.today()",
        "versions/a1.py:5 date.today()",
        "versions/a1.py:6 time.time()",
        "versions/a1.py:6 time.time_ns()",
        "versions/a1.py:6 time.strftime()",
        "versions/a1.py:6 time.ctime()",
        "versions/a1.py:6 time.localtime()",
        "versions/a1.py:7 time.gmtime()",
        "versions/a1.py:8 time.asctime()",
        "versions/a1.py:9 uuid.uuid1()",
        "versions/a1.py:9 uuid.uuid4()",
        "versions/a1.py:10 random.random()",
        "versions/a1.py:10 random.randint()",
        "versions/a1.py:10 random.choice()",
        "versions/a1.py:10 random.Random()",
        "versions/a1.py:11 os.urandom()",
        "versions/a1.py:11 secrets.token_hex()",
    ]


def test_a_revision_sees_the_same_whatever_ran_before_it(scripts: Scripts) -> None:
    """So that a range gives what a longer one gives."""
    scripts.write("a1", EVERYTHING)
    scripts.write("b2", EVERYTHING)
    alone = scripts.seen("b2", FROZEN)
    with scripts.world(FROZEN):
        first = list(scripts.run("a1")["seen"])
        assert list(scripts.run("b2")["seen"]) == alone
        assert list(scripts.run("a1")["seen"]) == first
    assert all(one != two for one, two in zip(first[12:], alone[12:], strict=True))


def test_a_helper_is_named_at_the_line_of_the_revision(scripts: Scripts) -> None:
    (scripts.folder / "helper.py").write_text(
        "from datetime import datetime\n\n\ndef now():\n    return datetime.now()\n"
    )
    scripts.write(
        "a1",
        "import importlib.util\n"
        f"spec = importlib.util.spec_from_file_location('helper', {str(scripts.folder / 'helper.py')!r})\n"
        "helper = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(helper)\n"
        "seen = [helper.now()]\n",
    )
    assert scripts.seen("a1", FROZEN) == [datetime.datetime(2000, 1, 1)]
    assert scripts.asked() == ["versions/a1.py:5 datetime.now()"]


def test_who_waits_for_a_deadline_reaches_it(scripts: Scripts) -> None:
    scripts.write(
        "a1", "import time\nend = time.time() + 30\nwhile time.time() < end:\n    pass\nseen = [1]\n"
    )
    assert scripts.seen("a1", FROZEN) == [1]


def test_stand_ins_behave_as_the_classes(scripts: Scripts) -> None:
    scripts.write(
        "a1",
        """\
from datetime import date, datetime, timedelta
moment = datetime(2024, 2, 29, 12)
class Own(datetime):
    def hello(self):
        return "hello"
seen = [
    type(moment).__name__, isinstance(moment, datetime), isinstance(moment, date),
    isinstance(date(2024, 1, 1), datetime), issubclass(datetime, date), datetime == type(moment),
    {datetime: 1}[type(moment)], datetime.fromisoformat("2024-02-29"), datetime.strptime("2024", "%Y"),
    datetime.combine(date(2024, 1, 2), datetime.min.time()), datetime.max - moment > timedelta(),
    datetime.__name__, repr(moment), Own(2024, 1, 1).hello(), isinstance(moment, Own),
    datetime.fromtimestamp(86400).year,
]
match moment:
    case datetime(year=year):
        seen.append(year)
""",
    )
    assert scripts.seen("a1", FROZEN) == scripts.run("a1")["seen"]
    assert scripts.asked() == []


def test_variables_are_others_for_revisions_only(scripts: Scripts, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("S_TEXT", "one"), ("S_COUNT", "7"), ("S_FLAG", "true")):
        monkeypatch.setenv(name, value)
    scripts.write(
        "a1",
        "import os\n"
        "seen = [os.environ['S_TEXT'], os.getenv('S_COUNT'), os.environ.get('S_FLAG'),\n"
        "    os.getenv('S_UNSET', 'x'), 'S_OTHER' in os.environ]\n",
    )
    assert scripts.seen("a1", World(other=True)) == ["one-other", "8", "false", "1", True]
    assert scripts.asked() == [
        'versions/a1.py:2 os.environ["S_TEXT"]',
        'versions/a1.py:2 os.environ["S_COUNT"]',
        'versions/a1.py:2 os.environ["S_FLAG"]',
        'versions/a1.py:3 os.environ["S_UNSET"]',
        'versions/a1.py:3 os.environ["S_OTHER"]',
    ]
    assert scripts.seen("a1", FROZEN) == ["one", "7", "true", "x", False]
    assert scripts.seen("a1", World(other=True, pinned=("S_TEXT",)))[:2] == ["one", "8"]
    assert 'versions/a1.py:2 os.environ["S_TEXT"]' not in scripts.asked()
    with scripts.world(World(other=True)):
        assert os.environ["S_TEXT"] == "one"


def test_all_is_as_before_behind_it(scripts: Scripts) -> None:
    scripts.write("a1", EVERYTHING)
    before = (
        time.time,
        time.localtime,
        os.urandom,
        uuid.uuid1,
        random.random,
        datetime.datetime,
        type(datetime),
    )
    zone, state = time.tzname, random.getstate()
    scripts.seen("a1", World(other=True))
    assert (
        time.time,
        time.localtime,
        os.urandom,
        uuid.uuid1,
        random.random,
        datetime.datetime,
        type(datetime),
    ) == before
    assert time.tzname == zone and random.getstate() == state and type(os.environ) is os._Environ
    assert abs(datetime.datetime.now().timestamp() - time.time()) < 5


def test_tools_see_the_real_time(scripts: Scripts) -> None:
    import logging

    with scripts.world(FROZEN):
        record = logging.LogRecord("x", 1, "x", 1, "x", (), None)
    assert abs(record.created - time.time()) < 60


def test_the_machines_own_world_changes_nothing(scripts: Scripts) -> None:
    scripts.write("a1", "import time\nseen = [time.time()]\n")
    assert abs(scripts.seen("a1", World())[0] - time.time()) < 60
    assert scripts.asked() == []
