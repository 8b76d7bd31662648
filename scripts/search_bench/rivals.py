"""The environment of the other searches: what requirements-bench.txt installs."""

import subprocess

from scripts.search_bench.sources import ROOT

PYTHON = ROOT / ".build" / "rivals" / "bin" / "python"


class NotAvailable(Exception):
    """A search cannot be had here; says why."""


def run_rival(module: str, *arguments: str) -> None:
    """Run a Python module of that environment.

    Raises:
        NotAvailable: it is not installed, or failed.
    """
    if not PYTHON.exists():
        raise NotAvailable("not installed: make search-bench installs it")
    command = [str(PYTHON), "-m", module, *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        said = (result.stderr or result.stdout).strip() or "no message"
        raise NotAvailable(f"{module} failed: {said.splitlines()[-1]}")
