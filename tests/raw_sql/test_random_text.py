"""Whatever the text, it is read into operations: never a crash, and never one that depends on luck."""

from __future__ import annotations

import random
import re

import pytest

from sqlgen.dialect import known_dialects
from tests.raw_sql import test_alter_table, test_create_table, test_objects, test_statements
from tests.raw_sql.reading import effects

TEXTS = [
    *(case[1] for case in test_alter_table.UNKNOWN_TABLE),
    *(f"CREATE TABLE t ({case[1]})" for case in test_create_table.COLUMNS),
    *(f"CREATE TABLE t (id int, {case[0]})" for case in test_create_table.CONSTRAINTS),
    *(case[1] for case in test_objects.INDEXES + test_objects.TRIGGERS),
    *(case[0] for case in test_objects.VIEWS),
    *(case[1] for case in test_statements.MAY_DO_ANYTHING + test_statements.GUARDED),
    *test_statements.NO_EFFECT,
]


@pytest.mark.parametrize("seed", range(6))
def test_mutilated_statements_are_read_into_operations(seed: int) -> None:
    luck = random.Random(seed)
    for _ in range(150):
        dialect = luck.choice(known_dialects())
        words = re.findall(r"\w+|\s+|.", luck.choice(TEXTS), re.DOTALL)
        for _ in range(luck.randint(1, 3)):
            at = luck.randrange(len(words) + 1)
            kept = luck.choice(
                (words[:at] + words[at + 1 :], [*words[:at], luck.choice(words or [";"]), *words[at:]])
            )
            words = kept if luck.random() < 0.8 else words[:at]
        text = "".join(words)
        assert effects(dialect, text) == effects(dialect, text), text
