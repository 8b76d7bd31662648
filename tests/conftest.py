"""The real site, built once for all the tests that look at it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from filelock import FileLock

ROOT = Path(__file__).parent.parent
TODAY = "2026-11-22"


def build(
    site: Path, config: Path = ROOT / "mkdocs.yml", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Build a site into `site`, strictly, on the day of the tests."""
    return subprocess.run(
        [
            *(sys.executable, "-m", "mkdocs", "build", "--strict"),
            *("--config-file", str(config), "--site-dir", str(site)),
        ],
        env={**os.environ, "REPERES_TODAY": TODAY, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the site built for this run; workers that run in parallel share one build."""
    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder, draft = shared / "site-built", shared / "site-draft"
    with FileLock(shared / "site.lock"):
        if not folder.exists():
            result = build(draft)
            assert result.returncode == 0, result.stderr
            draft.rename(folder)
    return folder


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve `folder` on a free local port; give its address, with a final slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=folder))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
