"""The generated pages: functions of the form `pages(renderer) -> {path: text}`.

Nothing here knows MkDocs: a thin hook feeds the result to it, and a command could as well write it
to a folder.
"""

from collections.abc import Iterator, Mapping

from reperes.directory.places import place_key
from reperes.directory.records import Group, Prison, Region
from reperes.french import pluriel
from reperes.guides.library import Guide
from reperes.pages import structured_data as schema
from reperes.pages.rendering import Renderer
from reperes.pages.reports import article_uses, to_check
from reperes.pages.views import PermanenceView, permanence_views

CATEGORY_TITLES = {
    "lignes-nationales": "Lignes téléphoniques nationales",
    "la-cimade": "La Cimade : contacts",
    "associations": "Associations partenaires",
    "institutions": "Institutions",
    "hebergement": "Hébergement à la sortie de prison",
    "soins": "Soins et addictions",
}
PRISON_TYPES = {
    "MA": "maison d’arrêt",
    "CP": "centre pénitentiaire",
    "CD": "centre de détention",
    "MC": "maison centrale",
    "CSL": "centre de semi-liberté",
    "EPM": "établissement pénitentiaire pour mineurs",
    "SAS": "structure d’accompagnement vers la sortie",
    "EPSN": "établissement public de santé national",
}
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
    knowledge = renderer.knowledge
    views = permanence_views(knowledge.directory, knowledge.today)
    return dict(page for make in MAKERS for page in make(renderer, views))


Views = Mapping[str, PermanenceView]
Pages = Iterator[tuple[str, str]]


def _home(renderer: Renderer, views: Views) -> Pages:
    directory = renderer.knowledge.directory
    by_region = {
        region: [views[permanence.id] for permanence in found]
        for region_id, found in directory.permanences_by_region.items()
        if found
        for region in [directory.regions[region_id]]
    }
    meta = {
        "title": "Annuaire des permanences",
        "description": "Où trouver une aide juridique gratuite : permanences par région, groupes "
        "locaux, équipes en prison, lignes téléphoniques.",
        "kind": "annuaire",
    }
    yield (
        "annuaire/index.md",
        renderer.page(
            "annuaire/index.md",
            "annuaire.html",
            meta,
            by_region=by_region,
            towns=_one_by_town(views),
            categories=CATEGORY_TITLES,
        ),
    )


def _one_by_town(views: Views) -> list[PermanenceView]:
    """The first legal drop-in of each town, by name of town: where a person starts."""
    found: dict[str, PermanenceView] = {}
    for view in views.values():
        if view.record.commune and "juridique" in view.record.themes and view.reachable:
            found.setdefault(view.record.commune, view)
    return [found[town] for town in sorted(found, key=place_key)]


def _regions(renderer: Renderer, views: Views) -> Pages:
    for region in renderer.knowledge.directory.regions.values():
        yield _region(renderer, views, region)


def _region(renderer: Renderer, views: Views, region: Region) -> tuple[str, str]:
    directory = renderer.knowledge.directory
    found = [views[p.id] for p in directory.permanences_by_region[region.id]]
    groups = directory.groups_by_region[region.id]
    hosts = [region.id, *(group.id for group in groups)]
    prisons = {p.id: p for host in hosts for p in directory.prisons_by_host[host]}
    path = f"annuaire/permanences/{region.id}.md"
    meta = {
        "title": f"Permanences en {region.nom}",
        "description": f"{pluriel(len(found), 'permanence')} de La Cimade en {region.nom} : lieux, "
        "horaires, prochaines séances, téléphones et courriels.",
        "kind": "region",
        "edit": directory.origin_of(region).file,
        "jsonld": schema.json_ld(
            [schema.organisation(region), *(schema.permanence(view) for view in found)]
        ),
    }
    return path, renderer.page(
        path,
        "region.html",
        meta,
        region=region,
        views=found,
        groups=groups,
        prisons=list(prisons.values()),
    )


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


def _prisons(renderer: Renderer, _views: Views) -> Pages:
    for prison in renderer.knowledge.directory.prisons.values():
        yield _prison(renderer, prison)


def _prison(renderer: Renderer, prison: Prison) -> tuple[str, str]:
    directory = renderer.knowledge.directory
    commune = directory.commune_of(prison)
    regions = [
        region
        for region in directory.regions.values()
        if commune and commune.departement in region.departements
    ]
    path = f"annuaire/prisons/{prison.id}.md"
    meta = {
        "title": prison.nom,
        "description": f"{prison.nom} : adresse, téléphone, équipe de La Cimade, comment écrire à "
        "une personne détenue.",
        "kind": "prison",
        "edit": directory.origin_of(prison).file,
        "jsonld": schema.json_ld([schema.prison(prison)]),
    }
    return path, renderer.page(
        path,
        "prison.html",
        meta,
        prison=prison,
        type=PRISON_TYPES[prison.type],
        hosts={**directory.groups, **directory.regions},
        regions=regions,
        linked=directory.contacts_by_prison[prison.id],
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
    meta = {
        "title": "Ce qui est à vérifier",
        "description": "Fiches, guides et articles dont la vérification date ou reste incertaine.",
        "kind": "verifications",
    }
    found = to_check(renderer.knowledge, views)
    page = renderer.page("verifications.md", "verifications.html", meta, warnings=found)
    yield "verifications.md", page


def _site_map(renderer: Renderer, _views: Views) -> Pages:
    library = renderer.knowledge.library
    meta = {
        "title": "Plan du site",
        "description": "Toutes les pages du site : guides, annuaire, glossaire, sources.",
        "kind": "page",
        "recherche_exclue": True,
    }
    yield (
        "plan-du-site.md",
        renderer.page(
            "plan-du-site.md",
            "plan-du-site.html",
            meta,
            categories=CATEGORY_TITLES,
            guides=library.guides,
            pages=[page for page in library.pages.values() if not isinstance(page, Guide)],
            references=REFERENCE_TITLES,
        ),
    )


MAKERS = (
    _home,
    _regions,
    _groups,
    _prisons,
    _contacts,
    _glossary,
    _texts,
    _sources,
    _checks,
    _site_map,
)
