"""What a build costs."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """What a build took.

    Attributes:
        seconds: by the clock on the wall; other programs make them longer.
        processor: seconds of processor, which depend less on other programs.
        megabytes: of memory, at the peak.
    """

    seconds: float
    processor: float
    megabytes: float


def build(project: Path, site: Path) -> Cost:
    """Build `project` into `site`, strictly.

    Raises:
        subprocess.CalledProcessError: the build failed; it has said why.
    """
    config, options = project / "mkdocs.yml", ("--strict", "--quiet", "--site-dir", str(site))
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config), *options]
    start = time.perf_counter()
    process = os.posix_spawn(sys.executable, command, os.environ)
    _, status, usage = os.wait4(process, 0)
    if status:
        raise subprocess.CalledProcessError(os.waitstatus_to_exitcode(status), command)
    return Cost(
        seconds=time.perf_counter() - start,
        processor=usage.ru_utime + usage.ru_stime,
        megabytes=usage.ru_maxrss * 1024 / 1e6,  # Linux counts in blocks of 1,024 bytes
    )
