"""What a site weighs: all its pages, the heaviest of each kind, a first visit."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from scripts.search_bench.serving import sent

_KIND = re.compile(r'<div class="page page--([\w-]+)"')
_NAMED = re.compile(r'<(?:link rel="(?:stylesheet|icon)"[^>]*href|script src)="([^"]+)"')


@dataclass(frozen=True)
class Page:
    """A page: its path from the root of the site, and its bytes once compressed."""

    path: str
    bytes: int


@dataclass(frozen=True)
class Weights:
    """What a site weighs.

    Attributes:
        pages: how many pages it has.
        page_bytes: what they weigh together, not compressed.
        files: how many files it has, pages included.
        file_bytes: what they weigh together, not compressed.
        heaviest: the heaviest page of each kind, once compressed.
    """

    pages: int
    page_bytes: int
    files: int
    file_bytes: int
    heaviest: Mapping[str, Page]


def weigh(site: Path) -> Weights:
    """Weigh all the files of a built site."""
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = [path for path in files if path.suffix == ".html"]
    heaviest: dict[str, Page] = {}
    for path in pages:
        kind, page = kind_of(path), Page(path.relative_to(site).as_posix(), compressed(path))
        if kind not in heaviest or page.bytes > heaviest[kind].bytes:
            heaviest[kind] = page
    return Weights(
        pages=len(pages),
        page_bytes=sum(path.stat().st_size for path in pages),
        files=len(files),
        file_bytes=sum(path.stat().st_size for path in files),
        heaviest=dict(sorted(heaviest.items())),
    )


def kind_of(page: Path) -> str:
    """The kind that a page says it is: `region`, `guide`…; `page` when it does not say."""
    found = _KIND.search(page.read_text(encoding="utf-8"))
    return found[1] if found else "page"


def first_visit(page: Path) -> int:
    """Bytes of a page and of the styles, scripts and icon that it names, compressed."""
    named = _NAMED.findall(page.read_text(encoding="utf-8"))
    files = {(page.parent / name).resolve() for name in named}
    return compressed(page) + sum(map(compressed, files))


def compressed(path: Path) -> int:
    """Bytes of a file as it travels."""
    return len(sent(path))
