"""The records of the directory, as editors write them: French keys, checked types, immutable.

Keys follow data·inclusion; `horaires` are OpenStreetMap opening_hours.
"""

import re
from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from reperes.french import jour_de_semaine
from reperes.reading.values import (
    Adresse,
    CodePostal,
    Courriel,
    Horaires,
    Identifiant,
    Jour,
    Oui,
    Telephone,
    wrong,
)
from reperes.schedule.opening import open_spans

Confiance = Literal["forte", "moyenne", "faible"]
Theme = Literal["juridique", "prison", "asile", "sante", "francais", "violences", "telephone"]
Mode = Literal["sans-rendez-vous", "sur-rendez-vous", "a-confirmer", "courriel", "telephone"]
TypePrison = Literal["MA", "CP", "CD", "MC", "CSL", "EPM", "SAS", "EPSN"]
Categorie = Literal[
    "lignes-nationales", "la-cimade", "associations", "institutions", "hebergement", "soins"
]


class Strict(BaseModel):
    """Immutable, and no unknown key."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class SourceRef(Strict):
    """`cle F163 F164`: a document of sources.yml and the facts read in it."""

    cle: str
    faits: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        cle, *faits = value.split()
        for fait in faits:
            if not re.fullmatch(r"F\d{3}", fait):
                raise wrong(f"« {fait} » n'est pas un numéro de fait. Exemple : {cle} F163 F164")
        return {"cle": cle, "faits": faits}


class Contactable(Strict):
    """How and where to reach somebody. All optional."""

    telephone: Telephone | None = None
    telephone_horaires: Horaires | None = None
    telephone_horaires_texte: str | None = None
    courriel: Courriel | None = None
    site_web: Adresse | None = None
    adresse: str | None = None
    complement_adresse: str | None = None
    code_postal: CodePostal | None = None
    commune: str | None = None
    code_insee: Annotated[str, Field(pattern=r"^\d[\dAB]\d{3}$")] | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    precision: Literal["adresse", "commune"] | None = None


class Record(Contactable):
    """What every record of the directory has."""

    id: Identifiant
    nom: str
    verifie_le: Jour
    source: tuple[SourceRef, ...] = Field(min_length=1)
    confiance: Confiance
    note: str | None = None


class Region(Record):
    """A region of La Cimade; `nom` is the name people know, `nom_cimade` its own."""

    nom_cimade: str

    @property
    def nom_public(self) -> str:
        """Its name where readers do not know that it is a region of La Cimade."""
        return f"La Cimade {self.nom_cimade}"

    departements: tuple[str, ...]
    description: str
    faits: tuple[str, ...] = ()


class CourrielPour(Strict):
    """An e-mail address for one purpose."""

    objet: str
    courriel: Courriel


class Group(Record):
    """A local group."""

    @property
    def nom_public(self) -> str:
        """Its name, as for a region."""
        return self.nom

    region: str
    description: str
    activites: tuple[str, ...] = ()
    courriels: tuple[CourrielPour, ...] = ()


class Suspension(Strict):
    """A permanence that does not take place; until further notice without `jusqu_au`."""

    motif: str
    jusqu_au: Jour | None = None


class Permanence(Record):
    """Where and when people are received."""

    groupe: str
    themes: tuple[Theme, ...] = Field(min_length=1)
    mode: Mode
    publics: tuple[str, ...] = ()
    description: str | None = None
    acces: str | None = None
    horaires: Horaires | None = None
    horaires_texte: str
    une_semaine_sur_deux_depuis: Jour | None = None
    vacances_scolaires: Literal["fermee", "ouverte", "a-confirmer", "non-precise"]
    jours_feries: Literal["fermee", "ouverte", "non-precise"] = "non-precise"
    prise_de_rendez_vous: str | None = None
    suspendue: Suspension | None = None

    @model_validator(mode="after")
    def _anchor_needs_hours(self) -> "Permanence":
        if self.une_semaine_sur_deux_depuis and not self.horaires:
            raise wrong(
                "une_semaine_sur_deux_depuis n'a de sens qu'avec horaires : ajoutez horaires."
            )
        anchor = self.une_semaine_sur_deux_depuis
        if (
            anchor
            and self.horaires
            and not any(open_spans(self.horaires, anchor, anchor + timedelta(days=1)))
        ):
            raise wrong(
                f"une_semaine_sur_deux_depuis : le {jour_de_semaine(anchor)} n'est pas un jour "
                "donné par horaires. Mettez la date d'une séance."
            )
        return self


class Equipe(Strict):
    """The team of a group that visits a prison."""

    groupe: str
    courriel: Courriel | None = None
    depuis: str | None = None
    note: str | None = None


class Intervenant(Strict):
    """A partner, by its contact id, that comes to a prison."""

    contact: str
    note: str | None = None


class Prison(Record):
    """A prison (établissement pénitentiaire)."""

    type: TypePrison
    disp: str
    femmes: Oui | None = None
    mineurs: Oui | None = None
    adresse_courrier: str | None = None
    statut: Literal["ouvert", "ferme", "inconnu"]
    equipes: tuple[Equipe, ...] = ()
    intervenants: tuple[Intervenant, ...] = ()


class Contact(Record):
    """A national line, a partner, an institution, a place of housing or care."""

    categorie: Categorie
    description: str
    publics: tuple[str, ...] = ()
    faits: tuple[str, ...] = ()
    horaires: Horaires | None = None
    horaires_texte: str | None = None
    conditions_acces: str | None = None
    delai_reponse: str | None = None
    prisons: tuple[str, ...] = ()
    urgence: Oui = False


class Source(Strict):
    """A document that we rely on, other than an article of a text.

    `annee` is the year its facts date from; absent when the document does not say.
    """

    id: Identifiant
    titre: str
    auteur: str
    date_texte: str
    annee: Annotated[int, Field(ge=1800, le=2100)] | None = None
    type: Literal[
        "document-fondateur",
        "circulaire",
        "instruction",
        "loi",
        "decret",
        "decision",
        "rapport",
        "page-web",
        "fiche-officielle",
        "convention",
        "donnees-ouvertes",
        "appel-telephonique",
    ]
    url: Adresse | None = None
    verifie_le: Jour
    note: str | None = None


class Term(Strict):
    """A word or a sigle of the glossary.

    `synonymes` are true synonyms and older names, shown on the page; `mots` is what people type for
    it and that the page does not show: everyday words, other languages, sounds written down.
    """

    id: Identifiant
    terme: str
    sigle: str | None = None
    definition: str
    synonymes: tuple[str, ...] = ()
    mots: tuple[str, ...] = ()
    textes: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    voir: str | None = None
    verifie_le: Jour


class Answer(Strict):
    """What answers a need, and the ways in which people ask for it.

    `page` is a page (`droits/oqtf`, `annuaire/index`) or a link to what the directory holds
    (`annuaire:cimade-service-prison`); `section` the id of a heading of a page of docs/.
    """

    question: tuple[str, ...] = Field(min_length=1)
    page: str
    section: str | None = None


def _numero(value: str) -> str:
    if not re.fullmatch(r"(Annexe )?[A-Z]{0,3}\d+[A-Za-z0-9-]*( [A-Z])?", value):
        raise wrong(f"« {value} » n'est pas un numéro d'article. Exemples : L614-3, R315-3, 723-15")
    return value


class Article(Strict):
    """An article that a guide relies on; `objet` says in our words what it is about.

    `empreinte` is the fingerprint of its official text when it was checked: see `make law`.
    """

    numero: Annotated[str, AfterValidator(_numero)]
    objet: str
    verifie_le: Jour
    verifie_dans: str
    fiabilite: Literal["lu", "a-relire", "secondaire"]
    legiarti: Annotated[str, Field(pattern=r"^LEGIARTI\d{12}$")] | None = None
    empreinte: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")] | None = None
    note: str | None = None


class LawText(Strict):
    """A code, a law or a treaty, with its registered articles."""

    code: Identifiant
    nom: str
    abrege: str
    legitext: Annotated[str, Field(pattern=r"^(LEGITEXT|JORFTEXT)\d{12}$")] | None = None
    url: Adresse | None = None
    articles: tuple[Article, ...] = Field(min_length=1)
