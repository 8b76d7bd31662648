"""The project that a command works on: the folder it is run from."""

import sys
from pathlib import Path

from reperes.reading.faults import EditorErrors
from reperes.site import Knowledge, learn, today_in_paris


def project_root() -> Path:
    """The folder that holds `directory/` and `docs/`."""
    return Path.cwd()


def learn_project() -> Knowledge:
    """Read the project, or print its faults and stop."""
    root = project_root()
    try:
        return learn(root / "directory", root / "docs", today_in_paris())
    except EditorErrors as errors:
        sys.exit(str(errors))
