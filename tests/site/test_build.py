"""The build as an editor meets it: faults stop it cleanly, the last good site stays."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT, TODAY, build

PERMANENCES = "directory/permanences/hauts-de-france.yml"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may break."""
    for name in ("docs", "directory", "hooks", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def break_lille(project: Path) -> None:
    path = project / PERMANENCES
    text = path.read_text(encoding="utf-8")
    good = "horaires: Tu,Th 14:00-17:00; Sa 09:00-12:00"
    assert text.count(good) == 1
    path.write_text(text.replace(good, "horaires: Tu 14-25"), encoding="utf-8")


EXPECTED = re.compile(
    re.escape(PERMANENCES) + r":\d+ · lille-juridique · horaires : « Tu 14-25 » n'est pas un "
    r"horaire valide\. Exemple : Tu 14:00-17:00"
)


def test_a_fault_stops_the_build_and_keeps_the_last_site(project: Path) -> None:
    site = project / "site"
    site.mkdir()
    (site / "index.html").write_text("le dernier bon site", encoding="utf-8")
    break_lille(project)
    result = build(site, project / "mkdocs.yml")
    assert result.returncode != 0
    assert EXPECTED.search(result.stderr), result.stderr
    assert "1 faute à corriger" in result.stderr
    assert "Traceback" not in result.stderr
    assert (site / "index.html").read_text(encoding="utf-8") == "le dernier bon site"


def test_the_live_preview_says_the_fault_too(project: Path) -> None:
    break_lille(project)
    with subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", "127.0.0.1:0"],
        cwd=project,
        env={**os.environ, "REPERES_TODAY": TODAY},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        try:
            said, _ = server.communicate(timeout=120)
        finally:
            server.kill()
    assert EXPECTED.search(said), said
    assert "Traceback" not in said


def test_a_fault_made_during_the_preview_is_said_and_its_mending_seen(project: Path) -> None:
    log = project / "serve.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", "127.0.0.1:0"],
            cwd=project,
            env={**os.environ, "REPERES_TODAY": TODAY},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(log, "Serving on")
        time.sleep(1)  # the watcher starts after the first build
        good = (project / PERMANENCES).read_text(encoding="utf-8")
        break_lille(project)
        wait_for(log, "n'est pas un horaire valide")
        (project / PERMANENCES).write_text(good, encoding="utf-8")
        wait_for(log, "Documentation built", times=2)
        assert "Traceback" not in log.read_text(encoding="utf-8")
    finally:
        server.kill()
        server.wait()


def wait_for(log: Path, words: str, times: int = 1, seconds: int = 90) -> None:
    limit = time.monotonic() + seconds
    while log.read_text(encoding="utf-8").count(words) < times:
        assert time.monotonic() < limit, log.read_text(encoding="utf-8")
        time.sleep(0.2)


def test_the_same_day_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert build(again).returncode == 0
    names = {path.relative_to(site) for path in site.rglob("*") if path.is_file()}
    assert names == {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    different = [n for n in names if (site / n).read_bytes() != (again / n).read_bytes()]
    assert [name for name in different if not name.name.startswith("sitemap.xml")] == []


def test_hostile_values_stay_text(project: Path) -> None:
    """HTML, quotes, Markdown and a right-to-left mark in a record must show, not run."""
    hostile = '<img src=x onerror="alert(1)"> [x](javascript:alert(2)) `a` *b* \u202egauche'
    path = project / "directory/groups/hauts-de-france.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        re.sub(r"(?m)^  nom: .*$", lambda _: "  nom: '" + hostile + "'", text, count=1),
        encoding="utf-8",
    )
    result = build(project / "site", project / "mkdocs.yml")
    assert result.returncode == 0, result.stderr
    for page in (project / "site/annuaire").rglob("*.html"):
        content = page.read_text(encoding="utf-8")
        assert "<img src=x" not in content, page
        assert 'href="javascript:' not in content, page
