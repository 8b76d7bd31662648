"""A directory small enough to read at a glance, for tests to break one line at a time."""

from datetime import date
from pathlib import Path

TODAY = date(2026, 11, 22)

FILES = {
    "directory/regions.yml": """\
- id: hauts-de-france
  nom: Hauts-de-France
  nom_cimade: Nord-Picardie
  departements: ["59", "62"]
  description: Une région.
  courriel: nord.picardie@lacimade.org
  verifie_le: 2026-11-20
  source: [document F159]
  confiance: forte
""",
    "directory/groups/hauts-de-france.yml": """\
- id: cimade-lille
  nom: Groupe local de Lille
  region: hauts-de-france
  description: Un groupe.
  verifie_le: 2026-11-20
  source: [document F163]
  confiance: forte
""",
    "directory/permanences/hauts-de-france.yml": """\
- id: lille-juridique
  nom: Permanence juridique de Lille
  groupe: cimade-lille
  themes: [juridique]
  mode: sans-rendez-vous
  adresse: 9 boulevard de la Moselle
  code_postal: "59000"
  commune: Lille
  horaires: Tu,Th 14:00-17:00; Sa 09:00-12:00
  horaires_texte: Mardi, jeudi, samedi.
  vacances_scolaires: non-precise
  telephone: 03 20 30 28 00
  courriel: permjuridiquelille@lacimade.org
  verifie_le: 2026-11-20
  source:
    - document F164
  confiance: forte
""",
    "directory/prisons/lille.yml": """\
- id: ma-dunkerque
  nom: Maison d’arrêt de Dunkerque
  type: MA
  disp: Lille
  femmes: non
  code_postal: "59140"
  commune: Dunkerque
  latitude: 51.03
  longitude: 2.37
  precision: commune
  statut: ouvert
  equipes:
    - groupe: cimade-lille
      courriel: grande-synthe@lacimade.org
  verifie_le: 2026-11-20
  source: [document F196]
  confiance: moyenne
""",
    "directory/contacts/lignes-nationales.yml": """\
- id: cimade-service-prison
  nom: La Cimade, service prison
  description: Une ligne.
  telephone: 01 44 18 72 65
  prisons: [ma-dunkerque]
  verifie_le: 2026-11-20
  source: [document F019]
  confiance: moyenne
""",
    "directory/glossary.yml": """\
- id: oqtf
  terme: obligation de quitter le territoire français
  sigle: OQTF
  definition: Une décision du préfet.
  textes: [ceseda/L611-1]
  verifie_le: 2026-11-20
""",
    "directory/sources.yml": """\
- id: document
  titre: Un document
  auteur: La Cimade
  date_texte: "2025"
  annee: 2025
  type: document-fondateur
  verifie_le: 2026-11-20
""",
    "directory/law/ceseda.yml": """\
code: ceseda
nom: Code de l’entrée et du séjour des étrangers et du droit d’asile
abrege: CESEDA
articles:
  - numero: L611-1
    objet: cas dans lesquels le préfet peut obliger à quitter le territoire
    verifie_le: 2026-11-20
    verifie_dans: texte consolidé
    fiabilite: lu
  - numero: L613-3
    objet: ce que la notification doit dire
    verifie_le: 2026-11-20
    verifie_dans: texte consolidé
    fiabilite: lu
""",
    "directory/reference/communes.csv": """\
insee,nom,codes_postaux,departement,lat,lon,population
59350,Lille,59000 59800,59,50.6309,3.0709,238246
59183,Dunkerque,59140 59240,59,51.0343,2.3768,86000
60157,Clermont,60600,60,49.3802,2.4153,10564
74078,Clermont,74270,74,45.9721,5.9074,474
62498,Lens,62300,62,50.4300,2.8300,32000
""",
    "directory/reference/zones-scolaires.csv": """\
departement,zone,academie
59,B,Lille
62,B,Lille
""",
    "directory/reference/departements.geojson": '{"type": "FeatureCollection", "features": []}',
    "docs/index.md": """\
---
title: Accueil
description: La page d’accueil.
---
""",
    "docs/droits/oqtf.md": """\
---
title: L’OQTF en prison
description: Ce qu’il faut faire.
publics: [benevoles, familles]
themes: [eloignement]
verifie_le: 2026-11-20
a_revoir_avant: 2027-05-20
contacts: [cimade-service-prison]
---

## En bref

- Un seul point, tiré de [L. 611-1](loi:ceseda/L611-1).

## Délais

| Acte | Délai | Point de départ | Qui décide | Texte |
|---|---|---|---|---|
| Recours | 7 jours | Notification | Tribunal | [L. 611-1](loi:ceseda/L611-1) |

Écrire à la [permanence](annuaire:lille-juridique), voir [OQTF](glossaire:oqtf) et le
[document](source:document). C’est une obligation de quitter le territoire français
([L. 613-3](loi:ceseda/L613-3)).
""",
}


def write(root: Path, changes: dict[str, str | bytes] | None = None) -> Path:
    """Write the tiny project in `root`, some files replaced; give `root` back."""
    files: dict[str, str | bytes] = {**FILES, **(changes or {})}
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def edited(name: str, old: str, new: str) -> dict[str, str | bytes]:
    """The change of one file in which `old`, present once, becomes `new`."""
    return {**rewritten(name, (old, new))}


def rewritten(name: str, *edits: tuple[str, str]) -> dict[str, str]:
    """The change of one file by several edits, in order: each text, present once, and its heir."""
    content = FILES[name]
    for old, new in edits:
        assert content.count(old) == 1, f"{old!r} must stand exactly once in {name}"
        content = content.replace(old, new)
    return {name: content}
