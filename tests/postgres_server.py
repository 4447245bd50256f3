"""A PostgreSQL server of the test's own: a fresh cluster in a folder, on a free port of this machine, with a password."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PASSWORD = "s3cret/word"  # noqa: S105  # of a server that lives for one test


@dataclass(frozen=True)
class Server:
    port: int
    data: Path
    programs: Path

    @property
    def url(self) -> str:
        return f"postgresql://analyst:{PASSWORD.replace('/', '%2F')}@127.0.0.1:{self.port}/postgres"

    def stop(self) -> None:
        """The server is gone at once, with all its connections."""
        as_server(self.programs / "pg_ctl", "stop", "-D", self.data, "-m", "immediate")


def programs() -> Path | None:
    """The folder of the server's programs, None where it is not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
        port = free_port()
        server = Server(port, folder / "data", programs())
        (folder / "password").write_text(PASSWORD)
        (folder / "password").chmod(0o644)
        as_server(
            server.programs / "initdb", "-D", server.data, "-U", "analyst", "-A", "scram-sha-256",
            "--pwfile", folder / "password", "-E", "UTF8", "--locale=C", "--no-sync",
        )  # fmt: skip
        settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        as_server(server.programs / "pg_ctl", "start", "-w", "-D", server.data, "-o", settings, "-l", folder / "log")
        try:
            yield server
        finally:
            if (server.data / "postmaster.pid").exists():
                server.stop()
    finally:
        shutil.rmtree(folder)


def as_server(*command: object) -> None:
    """Run a program of the server, which refuses to be the administrator."""
    user = "postgres" if os.geteuid() == 0 else None
    subprocess.run(
        [str(part) for part in command], check=True, user=user, cwd="/",
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
