"""The generated pages: functions of the form `pages(renderer) -> {path: text}`.

Nothing here knows MkDocs: a thin hook feeds the result to it, and a command could as well write it
to a folder.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from reperes.directory.places import place_key
from reperes.directory.records import Group
from reperes.french import JOURS, pluriel
from reperes.guides.library import Guide
from reperes.pages import structured_data as schema
from reperes.pages.departements import departement_pages
from reperes.pages.prisons import prisons
from reperes.pages.regions import regions
from reperes.pages.rendering import Renderer
from reperes.pages.reports import article_uses, to_check
from reperes.pages.views import PermanenceView
from reperes.paging import ListPage, parts

LINES_OF_A_PAGE = 1_000  # of a list that gives one line to each thing
CATEGORY_TITLES = {
    "lignes-nationales": "Lignes téléphoniques nationales",
    "la-cimade": "La Cimade : contacts",
    "associations": "Associations partenaires",
    "institutions": "Institutions",
    "hebergement": "Hébergement à la sortie de prison",
    "soins": "Soins et addictions",
}
THEME_TITLES = {
    "juridique": "Aide juridique",
    "prison": "Prison",
    "asile": "Asile",
    "sante": "Santé",
    "francais": "Cours de français",
    "violences": "Violences",
    "telephone": "Par téléphone",
}
FINDER_SCRIPTS = [
    "assets/js/finder-data.js",
    "assets/js/finder-nearest.js",
    "assets/js/finder.js",
    "assets/js/offline.js",
]
SOURCE_TYPES = {
    "document-fondateur": "Documents fondateurs",
    "circulaire": "Circulaires",
    "instruction": "Instructions et notes",
    "loi": "Lois et ordonnances",
    "decret": "Décrets et arrêtés",
    "decision": "Décisions de justice",
    "rapport": "Rapports et avis",
    "fiche-officielle": "Fiches officielles",
    "page-web": "Pages de sites",
    "convention": "Conventions",
    "donnees-ouvertes": "Données ouvertes",
    "appel-telephonique": "Vérifications par téléphone",
}
REFERENCE_TITLES = {
    "glossaire.md": "Glossaire",
    "textes.md": "Textes de loi cités",
    "sources.md": "Sources",
    "verifications.md": "Ce qui est à vérifier",
}


def pages(renderer: Renderer) -> Mapping[str, str]:
    """Every generated page: source path → Markdown with front matter."""
    return dict(page for make in MAKERS for page in make(renderer, renderer.views))


Views = Mapping[str, PermanenceView]
Pages = Iterator[tuple[str, str]]


def _home(renderer: Renderer, _views: Views) -> Pages:
    directory = renderer.knowledge.directory
    meta = {
        "title": "Annuaire : trouver une permanence",
        "description": "Tapez un code postal, une ville ou une prison : les permanences les plus "
        "proches, leur prochaine séance, les lignes téléphoniques.",
        "kind": "annuaire",
        "scripts": FINDER_SCRIPTS,
    }
    page = renderer.page(
        "annuaire/index.md",
        "annuaire.html",
        meta,
        regions={
            region: len(directory.permanences_by_region[region.id])
            for region in directory.regions.values()
        },
        categories=CATEGORY_TITLES,
        themes=THEME_TITLES,
        days=JOURS,
    )
    yield "annuaire/index.md", page


def _groups(renderer: Renderer, views: Views) -> Pages:
    for group in renderer.knowledge.directory.groups.values():
        yield _group(renderer, views, group)


def _group(renderer: Renderer, views: Views, group: Group) -> tuple[str, str]:
    directory = renderer.knowledge.directory
    found = [views[permanence.id] for permanence in directory.permanences_by_host[group.id]]
    path = f"annuaire/groupes/{group.id}.md"
    meta = {
        "title": group.nom,
        "description": f"{group.nom} (La Cimade) : permanences, courriel, téléphone, activités.",
        "kind": "groupe",
        "edit": directory.origin_of(group).file,
        "jsonld": schema.json_ld(
            [schema.organisation(group), *(schema.permanence(view) for view in found)]
        ),
    }
    return path, renderer.page(
        path,
        "groupe.html",
        meta,
        group=group,
        views=found,
        region=directory.regions[group.region],
        prisons=directory.prisons_by_host[group.id],
    )


def _contacts(renderer: Renderer, _views: Views) -> Pages:
    directory = renderer.knowledge.directory
    for category, contacts in directory.contacts_by_category.items():
        path = f"annuaire/contacts/{category}.md"
        meta = {
            "title": CATEGORY_TITLES[category],
            "description": f"{CATEGORY_TITLES[category]} : qui peut appeler ou écrire, quand et "
            "pour quoi. Sources et dates de vérification.",
            "kind": "contacts",
            "edit": directory.origin_of(contacts[0]).file,
            "jsonld": schema.json_ld(schema.organisation(contact) for contact in contacts),
        }
        yield path, renderer.page(path, "contacts.html", meta, contacts=contacts)


def _glossary(renderer: Renderer, _views: Views) -> Pages:
    directory = renderer.knowledge.directory
    terms = sorted(directory.terms.values(), key=lambda term: place_key(term.sigle or term.terme))
    meta = {
        "title": "Glossaire",
        "description": f"{pluriel(len(terms), 'mot ou sigle', 'mots et sigles')} de la prison et "
        "du droit des étrangers, expliqués simplement.",
        "kind": "glossaire",
    }
    guides = renderer.knowledge.library.guides
    page = renderer.page("glossaire.md", "glossaire.html", meta, terms=terms, guides=guides)
    yield "glossaire.md", page


def _texts(renderer: Renderer, _views: Views) -> Pages:
    count = len(renderer.knowledge.directory.articles)
    meta = {
        "title": "Textes de loi cités",
        "description": f"{pluriel(count, 'article')} sur lesquels les guides s’appuient, leur "
        "sujet et les pages qui les citent.",
        "kind": "textes",
    }
    uses = article_uses(renderer.knowledge)
    yield "textes.md", renderer.page("textes.md", "textes.html", meta, uses=uses)


def _sources(renderer: Renderer, _views: Views) -> Pages:
    meta = {
        "title": "Sources",
        "description": "Documents, circulaires, décisions et données sur lesquels le site "
        "s’appuie.",
        "kind": "sources",
    }
    yield "sources.md", renderer.page("sources.md", "sources.html", meta, types=SOURCE_TYPES)


def _checks(renderer: Renderer, views: Views) -> Pages:
    found = [line for lines in to_check(renderer.knowledge, views).values() for line in lines]
    shares = parts(found, LINES_OF_A_PAGE)
    for number, share in enumerate(shares, 1):
        page = ListPage("verifications.md", number, len(shares))
        meta = {
            "title": page.title("Ce qui est à vérifier"),
            "description": "Fiches, guides et articles dont la vérification date ou reste "
            "incertaine.",
            "kind": "verifications",
        }
        warnings = {kind: list(lines) for kind, lines in groupby(share, attrgetter("kind"))}
        text = renderer.page(page.path, "verifications.html", meta, warnings=warnings, page=page)
        yield page.path, text


def _site_map(renderer: Renderer, _views: Views) -> Pages:
    """Everything, on one page; local groups go on on further pages when there are many."""
    library = renderer.knowledge.library
    shares = parts(list(renderer.knowledge.directory.groups.values()), LINES_OF_A_PAGE)
    for number, groups in enumerate(shares, 1):
        page = ListPage("plan-du-site.md", number, len(shares))
        meta = {
            "title": page.title("Plan du site"),
            "description": "Toutes les pages du site : guides, annuaire, glossaire, sources.",
            "kind": "page",
            "recherche_exclue": True,
        }
        yield (
            page.path,
            renderer.page(
                page.path,
                "plan-du-site.html",
                meta,
                page=page,
                groups=groups,
                categories=CATEGORY_TITLES,
                guides=library.guides,
                others=[each for each in library.pages.values() if not isinstance(each, Guide)],
                references=REFERENCE_TITLES,
            ),
        )


MAKERS = (
    _home,
    regions,
    _groups,
    prisons,
    departement_pages,
    _contacts,
    _glossary,
    _texts,
    _sources,
    _checks,
    _site_map,
)
