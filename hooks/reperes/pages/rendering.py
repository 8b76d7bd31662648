"""From a template of overrides/fiches to the text of a source page.

Templates write Markdown headings and HTML blocks. Every value is escaped for HTML; in a heading,
`md` also takes away the meaning of Markdown's own characters.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reperes import french
from reperes.directory.places import place_key
from reperes.guides.links import address, article_anchor, record_page
from reperes.law.names import article_address, article_name, text_address
from reperes.pages.views import (
    PermanenceView,
    address_lines,
    permanence_views,
    session_words,
    trust_words,
)
from reperes.reading.values import tel_uri
from reperes.site import Knowledge
from reperes.trust import published_hours


@dataclass(frozen=True)
class Renderer:
    """Renders the templates of one folder for one state of the knowledge."""

    knowledge: Knowledge
    templates: Path

    def page(self, path: str, template: str, meta: Mapping[str, object], **context: object) -> str:
        """The text of source page `path`: front matter and Markdown."""
        front = "".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in meta.items()
        )
        return f"---\n{front}---\n{self.fragment(path, template, meta=meta, **context)}"

    def fragment(self, path: str, template: str, **context: object) -> str:
        """A piece of source page `path`, as Markdown."""
        return self._environment.get_template(template).render(
            **context,
            **self._links_from(path),
            directory=self.knowledge.directory,
            library=self.knowledge.library,
        )

    @cached_property
    def views(self) -> Mapping[str, PermanenceView]:
        """Every permanence on the day of the build, by id."""
        return permanence_views(self.knowledge.directory, self.knowledge.today)

    @cached_property
    def _environment(self) -> Environment:
        environment = Environment(
            loader=FileSystemLoader(self.templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(
            md=_markdown_text,
            jour=french.jour,
            tel=tel_uri,
            adresse=address_lines,
            seance=session_words,
            pluriel=french.pluriel,
            liste=french.liste,
            horaires=published_hours,
            distance=french.distance,
            ancre_de=lambda name: place_key(name).replace(" ", "-"),
            article=article_name,
            article_url=article_address,
            texte_url=text_address,
        )
        return environment

    def _links_from(self, page: str) -> dict[str, Callable[..., Any]]:
        """Functions that give addresses as seen from `page`."""
        directory = self.knowledge.directory
        return {
            "ancre": article_anchor,
            "url": lambda target: address(target, page),
            "fiche_url": lambda record: address(record_page(directory, record), page),
            "confiance": lambda record: trust_words(directory, record),
            "signaler": lambda record: self.knowledge.report_address(record.id, page),
        }


def _markdown_text(value: str) -> Markup:
    """Text that Markdown shows as it is."""
    html = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(re.sub(r"([\\`*_{}\[\]#|])", r"\\\1", html))
