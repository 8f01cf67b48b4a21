"""The documentation says what is so: generated parts are fresh, commands run, links lead somewhere."""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.command import BOOKSHOP, ROOT, sqlgen

README = (ROOT / "README.md").read_text("utf-8")
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("dialects/*.md"), *ROOT.glob("golden/*.md")]
)
GENERATED = runpy.run_path(str(ROOT / "docs" / "generate.py"))["pages"]()


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.name)
def test_generated_text_is_fresh(path: Path) -> None:
    assert path.read_text("utf-8") == GENERATED[path], "run `make docs`"


def test_the_first_screen_goes_from_a_revision_to_its_script() -> None:
    first_screen = "\n".join(README.splitlines()[:60])
    assert (
        first_screen.index("def upgrade()")
        < first_screen.index("$ sqlgen")
        < first_screen.index("ALTER TABLE")
    )


def test_the_revision_in_the_readme_is_the_bundled_one() -> None:
    (link,) = re.findall(r"\(\[?[^()]*?\]?\((tests/projects/bookshop/versions/[^)]*)\)", README)
    shown = README.partition("```python\n")[2].partition("```")[0]
    assert shown in (ROOT / link).read_text("utf-8")


def commands() -> list[str]:
    """Return every call of sqlgen in the README.

    Less the example's, which is tested above, and those on goldens: tests/golden/test_command_line.py.
    """
    in_blocks = re.findall(r"^\$ (sqlgen .*?)(?:  #.*)?$", README, re.MULTILINE)
    in_table = [
        call
        for row in re.findall(r"^\| .* \|$", README, re.MULTILINE)
        for call in re.findall(r"`(sqlgen [^`]*)`", row)
    ]
    return list(
        dict.fromkeys(call for call in in_blocks + in_table if " -C " not in call and " golden " not in call)
    )


def test_commands_are_found() -> None:
    assert len(commands()) >= 12


@pytest.mark.parametrize("call", commands())
def test_commands_of_the_readme_run(call: str, tmp_path: Path) -> None:
    shop = shutil.copytree(BOOKSHOP, tmp_path / "shop", ignore=shutil.ignore_patterns("__pycache__"))
    outcome = sqlgen(*shlex.split(call)[1:], cwd=shop)
    assert (outcome.code, outcome.err) == (0, "")


def test_options_of_the_readme_exist() -> None:
    page = (ROOT / "docs" / "cli.md").read_text("utf-8")
    options = re.findall(r"^\| `(-[^` ]*)", README, re.MULTILINE)
    assert len(options) >= 8
    assert [option for option in options if f"`{option}`" not in page] == []


def test_targets_of_make_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for page in PAGES:
        for target in re.findall(r"(?:`|^\$ )make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"{page.name}: make {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
