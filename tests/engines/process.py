"""Runs one private server: under an account that may run it, in a folder of its own, stopped by its id."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

START_SECONDS = 60
STOP_SECONDS = 20

# A socket's path has 108 bytes on Linux, 104 elsewhere, the name of the socket included: unix(7).
LONGEST_SOCKET_FOLDER = 70


@dataclass(frozen=True)
class Account:
    """The account that a server runs as, where it is not our own."""

    uid: int
    gid: int


def server_account(*names: str) -> Account | None:
    """Return the first account of *names* that exists, if we are root; None: run as the user that we are.

    PostgreSQL and MySQL refuse to run as root.
    """
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in (*names, "nobody"):
        if name in known:
            return Account(known[name].pw_uid, known[name].pw_gid)
    raise LookupError(f"no account of {', '.join(names)} or nobody to run a server as")


def server_folder(prefix: str, account: Account | None) -> Path:
    """Make a temporary folder that only *account* (and root) can enter."""
    place = None if len(tempfile.gettempdir()) <= LONGEST_SOCKET_FOLDER - 30 else "/tmp"
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
    if account:
        os.chown(folder, account.uid, account.gid)
    return folder


def server_environment(folder: Path) -> dict[str, str]:
    """Return an environment in which no setting of the user (PGHOST, ~/.my.cnf, TZ) reaches a program.

    A MariaDB that starts deletes all temporary tables in TMPDIR: it is never one that servers share.
    """
    path = os.environ.get("PATH", os.defpath)
    return {"PATH": path, "HOME": str(folder), "TMPDIR": str(folder), "TZ": "UTC", "LC_ALL": "C.UTF-8"}


def run_as(account: Account | None, command: list[str], folder: Path, *, script: str | None = None) -> None:
    """Run *command* to its end in *folder* as *account*. Raises: ServerFailed with its last lines."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=server_environment(folder),
        input=script,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=START_SECONDS,
        **_identity(account),
    )
    if done.returncode:
        raise ServerFailed(f"{Path(command[0]).name} failed: {_last_lines(done.stdout)}")


def _identity(account: Account | None) -> dict[str, Any]:
    return {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}


class ServerFailed(Exception):
    """A server that did not start, with the end of what it said."""


class ServerProcess:
    """A running server. Where setpriv(1) is there, it dies with this process, however that ends."""

    def __init__(
        self, command: list[str], folder: Path, account: Account | None, *, quit_signal: signal.Signals
    ):
        self._quit_signal = quit_signal
        self._log = folder / "server.log"
        if setpriv := shutil.which("setpriv"):
            death = quit_signal.name.removeprefix("SIG")
            command = [setpriv, "--pdeathsig", death, "--", *command]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                cwd=folder,
                env=server_environment(folder),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                # Ctrl-C goes to the terminal's process group: the tests end first, then the server.
                start_new_session=True,
                **_identity(account),
            )

    def wait_until(self, answers: Callable[[], bool]) -> None:
        """Return when *answers* is true. Raises: ServerFailed when the process ends or takes too long."""
        deadline = time.monotonic() + START_SECONDS
        while not answers():
            if self._process.poll() is not None:
                raise ServerFailed(f"it ended while starting: {self._said()}")
            if time.monotonic() > deadline:
                self.stop()
                raise ServerFailed(f"it did not answer within {START_SECONDS} s: {self._said()}")
            time.sleep(0.02)

    def stop(self) -> None:
        """End the process and wait for it. Its data are thrown away: there is no need to write them first."""
        if self._process.poll() is None:
            self._process.send_signal(self._quit_signal)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _said(self) -> str:
        return _last_lines(self._log.read_text(errors="replace"))


def _last_lines(text: str) -> str:
    return " / ".join(line.strip() for line in text.strip().splitlines()[-3:]) or "(it said nothing)"
