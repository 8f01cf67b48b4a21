"""docs/configuration.md shows every key that the code reads, its default, and examples that work."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from sqlgen.project import find_project
from sqlgen.project.settings import SETTINGS

DOCS = Path(__file__).parents[2] / "docs" / "configuration.md"


def rows() -> list[list[str]]:
    """Return the cells of the table of keys: key, default, meaning, example."""
    text = DOCS.read_text(encoding="utf-8")
    table = text.partition("## Keys of sqlgen.toml")[2].partition("\n## ")[0]
    lines = [line for line in table.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def test_every_key_and_its_default_are_documented():
    documented = [(row[0].strip("`"), row[1]) for row in rows()]
    assert documented == [(setting.key, setting.default) for setting in SETTINGS]


def test_every_example_is_right(write):
    """Each example sets the key of its row; all together, and the other examples, make projects."""
    examples = {row[0].strip("`"): row[3].strip("`") for row in rows()}
    for key, example in examples.items():
        assert list(tomllib.loads(example)) == [key]
    folders = ["db/versions", "plugins/versions", "src", "dialects"]
    files = {
        "sqlgen.toml": "\n".join(examples.values()),
        "schema.sql": "",
        **{f"{name}/": "" for name in folders},
    }
    assert find_project(write(files), environ={}).name == "Shop"


def test_blocks_of_toml_are_projects(write, tmp_path):
    blocks = re.findall(r"```toml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 3
    for number, block in enumerate(blocks):
        folder = write(
            {"sqlgen.toml": block, "versions/": "", "tenant/versions/": ""}, tmp_path / str(number)
        )
        find_project(folder, environ={}, section="tenant" if "tenant" in block else None)
