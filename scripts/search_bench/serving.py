"""A small web server for one folder: compresses as static hosts do, and notes what is asked."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

COMPRESSED = frozenset({".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".xml"})


@cache
def sent(file: Path) -> bytes:
    """Give a file as it travels: text compressed (`gzip -9`), the rest as it is."""
    content = file.read_bytes()
    return gzip.compress(content, 9) if file.suffix in COMPRESSED else content


class Server(ThreadingHTTPServer):
    """Serves `folder`.

    Attributes:
        asked: the files asked for, in order, as paths from the folder; workers included.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        """Where the folder is served, with a final slash."""
        return f"http://127.0.0.1:{self.server_port}/"

    def file_at(self, target: str) -> Path | None:
        """Give the file that a request names, if there is one."""
        file = self.folder / unquote(urlsplit(target).path).lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        return file if file.is_file() else None


class _Handler(BaseHTTPRequestHandler):
    """Answers one connection."""

    protocol_version = "HTTP/1.1"  # connections stay open, as on the web
    disable_nagle_algorithm = True  # or the end of each answer waits 40 ms
    server: Server

    def do_GET(self) -> None:
        """Send a file."""
        file = self.server.file_at(self.path)
        if file is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.server.asked.append(file.relative_to(self.server.folder).as_posix())
        body = sent(file)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", guess_type(file)[0] or "application/octet-stream")
        self.send_header("Content-Length", str(len(body)))
        if file.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[Server]:
    """Serve `folder` on a free local port."""
    with Server(folder) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
