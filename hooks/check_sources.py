"""First: read what editors wrote, and stop at once, the last site untouched, if it has faults."""

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from reperes.french import jour
from reperes.guides.navigation import navigation
from reperes.pages.emergency import emergency_lines, national_line
from reperes.pages.rendering import Renderer
from reperes.reading.faults import EditorErrors
from reperes.site import learn, today_in_paris


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Learn everything; later hooks find it in `config.extra["reperes"]`.

    Raises:
        PluginError: with every fault, one per line, in French.
    """
    root = Path(config.config_file_path or "mkdocs.yml").parent
    try:
        today = today_in_paris(os.environ.get("REPERES_TODAY"))
        knowledge = learn(
            root / "directory", Path(config.docs_dir), today, config.extra["courriel_signalement"]
        )
    except (EditorErrors, ValueError) as errors:
        raise PluginError(str(errors)) from None
    config.extra["reperes"] = knowledge
    config.extra["renderer"] = Renderer(knowledge, root / "overrides" / "fiches")
    config.extra["edition"] = jour(today)
    config.extra["signalement"] = knowledge.report_email and f"mailto:{knowledge.report_email}"
    config.extra["urgences"] = emergency_lines(knowledge.directory)
    config.extra["ligne_nationale"] = national_line(knowledge.directory)
    config.nav = navigation(knowledge.library)
    return config
