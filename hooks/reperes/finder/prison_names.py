"""What people type for a prison: its town, with or without the kind of prison before it."""

import re

from reperes.directory.places import place_key

# docs/assets/js/finder-data.js strips the same words: tests/data/place-keys.json checks both.
KINDS = (
    "prison",
    "maison d arret",
    "maison centrale",
    "centrale",
    "centre de detention",
    "centre penitentiaire",
    "centre de semi liberte",
    "quartier de semi liberte",
    "etablissement penitentiaire pour mineurs",
    "etablissement public de sante national",
    "structure d accompagnement vers la sortie",
    "ma",
    "cp",
    "cd",
    "mc",
    "csl",
    "epm",
    "epsn",
    "sas",
)
_KIND = re.compile(
    rf"(?:(?:la|le|l) )?(?:{'|'.join(KINDS)})"
    r"(?: (?:(?:pour|de|des) )?(?:femmes|hommes|mineurs))?(?: |$)"
)
_LINK = re.compile(r"(?:d|de|du|des) ")


def prison_key(name: str) -> str:
    """The folded name without its kind: `Maison d’arrêt de Bois-d’Arcy` → `bois d arcy`."""
    key = place_key(name)
    return _LINK.sub("", _KIND.sub("", key, count=1), count=1) if _KIND.match(key) else key
