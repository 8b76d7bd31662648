"""Our own search, on our own site."""

import re
import subprocess
import sys
from pathlib import Path

from scripts.search_bench.engines import Engine, by_address
from scripts.search_bench.sources import ROOT


def build_site(folder: Path) -> None:
    """Build our site into `folder`, strictly.

    Raises:
        subprocess.CalledProcessError: the build failed; it has said why.
    """
    options = ("--strict", "--quiet", "--site-dir", str(folder))
    subprocess.run([sys.executable, "-m", "mkdocs", "build", *options], cwd=ROOT, check=True)


def ours(folder: Path) -> Engine:
    """Give our search, on the site built in `folder`."""
    return Engine(
        name="Repères",
        folder=folder,
        results="recherche/",
        ask=by_address,
        links="li[data-resultat] > a",
        start="droits/oqtf/",
        field='header input[type="search"]',
        suggestions='header [role="option"]',
        own=re.compile(r"search"),
        index=re.compile(r"^assets/(search/(?!engine)|finder/)"),
    )
