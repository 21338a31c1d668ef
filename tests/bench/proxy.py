"""nginx with the configuration of `deploy/`, in a folder and on a port of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.settings import ROOT
from tests.bench.servers import Command, free_port, running
from tests.servers import found

CONFIGURATION = ROOT / "deploy" / "nginx"


@contextmanager
def proxy(bots: Sequence[int]) -> Iterator[int]:
    """The proxy in front of bots at these ports, over plain HTTP; gives its port."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="rls-proxy-") as name:
        folder = Path(name)
        configure(folder, f"listen 127.0.0.1:{port};\n", bots)
        # Its workers give up their rights, and must still reach what they write.
        folder.chmod(0o711)
        with running([Command(command(folder), port, "/health")], folder):
            yield port


def configure(folder: Path, listen: str, bots: Sequence[int]) -> None:
    """The real nginx.conf, with who listens and which bots there are."""
    shutil.copy(CONFIGURATION / "nginx.conf", folder)
    (folder / "listen.conf").write_text(listen)
    servers = (f"server 127.0.0.1:{port} max_fails=2 fail_timeout=5s;\n" for port in bots)
    (folder / "bots.conf").write_text("".join(servers))


def command(folder: Path, *more: str) -> list[str]:
    """How the proxy is started, as compose does."""
    program = found("nginx", shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin"))
    files = ["-p", f"{folder}/", "-c", str(folder / "nginx.conf")]
    return [str(program), "-e", "stderr", *files, "-g", "daemon off;", *more]


def check(folder: Path) -> str:
    """What `nginx -t` has against a configuration; empty if nothing."""
    done = subprocess.run(command(folder, "-t"), capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stderr
