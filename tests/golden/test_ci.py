"""The ways into CI that are shipped: pre-commit hooks, the GitHub Action, what docs/golden-ci.md shows."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.command import ROOT, process, variables

BIN = Path(sys.executable).parent
PAGE = (ROOT / "docs" / "golden-ci.md").read_text("utf-8")

REVISION = '''"""first"""
from alembic import op
import sqlalchemy as sa
revision = "a1"
down_revision = None
def upgrade():
    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("n", {type}))
'''


class Repository:
    """A Git repository whose project has goldens."""

    def __init__(self, top: Path) -> None:
        self.top = top
        (top / "versions").mkdir(parents=True)
        (top / "sqlgen.toml").write_text('name = "shop"\n[golden]\ndialects = ["postgresql"]\n')
        self.write("sa.Integer")
        self.git("init", "-q", "-b", "main")
        done = process("golden", "update", "--yes", "--processes", "1", cwd=top, environment={"CI": ""})
        assert done.returncode == 0, done
        self.git("add", ".")
        self.git("commit", "-qm", "one")

    def write(self, type_: str) -> None:
        (self.top / "versions" / "a1.py").write_text(REVISION.format(type=type_))

    def git(self, *arguments: str) -> None:
        git(self.top, *arguments)

    def bash(self, script: str, more: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run *script* as a step of GitHub's with ``shell: bash``, with sqlgen on the PATH."""
        environment = variables({"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", **(more or {})})
        return run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], self.top, environment)


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def run(command: list[str], cwd: Path, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    return Repository(tmp_path / "repository")


def step(name: str, **inputs: str) -> tuple[str, dict[str, str]]:
    """Return the script of a step of the action, and its variables, with *inputs* given by a workflow."""
    action: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert action["runs"]["using"] == "composite"
    given = {key: inputs.get(key, declared["default"]) for key, declared in action["inputs"].items()}
    (found,) = [one for one in action["runs"]["steps"] if one["name"] == name]
    assert found["shell"] == "bash" and "${{" not in found["run"], "an input in a script could be code"

    def value(expression: re.Match[str]) -> str:
        words = [word.strip() for word in expression[1].split("||")]
        known = {"github.action_path": str(ROOT), **{f"inputs.{key}": text for key, text in given.items()}}
        return next((known[word] for word in words if known[word]), "")

    return found["run"], {
        name: re.sub(r"\$\{\{(.*?)\}\}", value, text) for name, text in found["env"].items()
    }


def test_the_action_annotates_the_line_of_the_migration(repository: Repository, tmp_path: Path) -> None:
    runner = {"RUNNER_TEMP": str(tmp_path), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"), "CI": "true"}
    script, environment = step("Check the golden scripts", arguments="--once --processes 1")
    done = repository.bash(script, environment | runner)
    assert done.returncode == 0 and "::" not in done.stdout, done
    repository.write("sa.Text")
    script, environment = step("Check the golden scripts", directory="../repository", arguments="--once")
    done = repository.bash(script, environment | runner)
    assert done.returncode == 1, done
    assert re.search(r"^::error file=versions/a1\.py,line=7,title=.*::", done.stdout, re.MULTILINE), (
        done.stdout
    )
    summary = (tmp_path / "summary").read_text()
    assert "base..head.sql: different" in summary and summary.count("~~~~") == 4


def test_the_action_tells_a_faulty_configuration(repository: Repository, tmp_path: Path) -> None:
    (repository.top / "sqlgen.toml").write_text("[golden]\nrangs = 1\n")
    runner = {"RUNNER_TEMP": str(tmp_path), "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    script, environment = step("Check the golden scripts")
    done = repository.bash(script, environment | runner)
    assert done.returncode == 2 and "rangs" in done.stderr


def test_the_action_takes_the_sqlgen_that_is_there(repository: Repository) -> None:
    script, environment = step("Install sqlgen")
    done = repository.bash(script, environment | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"})
    assert done.returncode == 0 and done.stdout.strip() == str(BIN / "sqlgen")


def snippet(language: str, holding: str) -> Any:
    (found,) = [one for one in re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL) if holding in one]
    return yaml.safe_load(found)


def test_the_snippet_for_gitlab(repository: Repository) -> None:
    (job,) = snippet("yaml", "codequality").values()
    report = repository.top / job["artifacts"]["reports"]["codequality"]
    for type_, code in (("sa.Integer", 0), ("sa.Text", 1)):
        repository.write(type_)
        done = repository.bash("\n".join(job["script"]), {"CI": "true"})
        assert done.returncode == code, done
        assert (
            "versions/a1.py" in [one["location"]["path"] for one in json.loads(report.read_text())]
        ) == code
    assert "base..head.sql: different" in done.stdout
    done = repository.bash("sqlgen golden check --once --format junit -o golden.xml")
    assert done.returncode == 1 and (repository.top / "golden.xml").read_text().startswith("<?xml")


def test_the_workflow_uses_the_action_as_it_is() -> None:
    workflow = snippet("yaml", "actions/checkout")
    (used,) = [one for one in workflow["jobs"]["golden"]["steps"] if "sqlgen@" in one.get("uses", "")]
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    assert set(used["with"]) <= set(action["inputs"])


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with pre-commit from the package index, and nothing of this repository."""
    folder = tmp_path_factory.mktemp("tools") / "venv"
    venv.create(folder, with_pip=True)
    install = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    done = run([*install, "pre-commit>=4"], folder, clean({}))
    if done.returncode:
        pytest.skip(f"pre-commit cannot be had from the package index: {done.stderr.strip()[-200:]}")
    return folder / "bin"


def clean(more: Mapping[str, str]) -> dict[str, str]:
    """Return variables without those that would let a tool find this checkout's sqlgen."""
    unwanted = ("PYTHONPATH", "VIRTUAL_ENV", "CI")
    return {**{name: value for name, value in os.environ.items() if name not in unwanted}, **more}


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of the hooks with a tag: what users name in their configuration."""
    folder = tmp_path_factory.mktemp("hooks") / "sqlgen"
    junk = shutil.ignore_patterns("__pycache__")
    for name in ("sqlgen", "dialects"):
        shutil.copytree(ROOT / name, folder / name, ignore=junk)
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder / name)
    for arguments in (
        ("init", "-q", "-b", "main"),
        ("add", "."),
        ("commit", "-qm", "one"),
        ("tag", "v0.1.0"),
    ):
        git(folder, *arguments)
    return folder


@pytest.mark.long
@pytest.mark.timeout(600)
def test_the_pre_commit_hooks(repository: Repository, tools: Path, hooks: Path, tmp_path: Path) -> None:
    told = snippet("yaml", "id: sqlgen-golden")
    told["repos"][0]["repo"] = str(hooks)
    told["repos"][0]["hooks"].append({"id": "sqlgen-golden-system"})
    for hook in told["repos"][0]["hooks"]:
        hook["args"] = ["--once", "--processes", "1"]
    (repository.top / ".pre-commit-config.yaml").write_text(yaml.safe_dump(told))
    repository.git("add", ".")
    path = os.pathsep.join((str(tools), str(BIN), os.environ["PATH"]))
    environment = clean({"PRE_COMMIT_HOME": str(tmp_path / "home"), "PATH": path})
    command = [str(tools / "pre-commit"), "run", "--color", "never"]
    done = run([*command, "--all-files"], repository.top, environment)
    if "Could not find a version" in done.stdout + done.stderr or "Connection" in done.stdout + done.stderr:
        pytest.skip(f"the hook's dependencies cannot be had: {done.stdout[-300:]}")
    assert done.returncode == 0 and done.stdout.count("Passed") == 2, done.stdout + done.stderr
    repository.write("sa.Text")
    repository.git("add", ".")
    done = run(command, repository.top, environment)
    assert done.returncode == 1 and done.stdout.count("Failed") == 2, done.stdout + done.stderr
    assert done.stdout.count("golden/shop/postgresql/base..head.sql: different") == 2
