"""What an editor reads for each fault: file, line, record, field, and how to mend it."""

from pathlib import Path

import pytest

from reperes.reading.faults import EditorErrors
from reperes.site import learn
from tests import tiny

PERMANENCES = "directory/permanences/hauts-de-france.yml"
GROUPS = "directory/groups/hauts-de-france.yml"
PRISONS = "directory/prisons/lille.yml"
CONTACTS = "directory/contacts/lignes-nationales.yml"
REGIONS = "directory/regions.yml"
GLOSSARY = "directory/glossary.yml"
ANSWERS = "directory/answers/droits.yml"
SOURCES = "directory/sources.yml"
LAW = "directory/law/ceseda.yml"
GUIDE = "docs/droits/oqtf.md"


def faults(root: Path) -> list[str]:
    try:
        learn(root / "directory", root / "docs", tiny.TODAY)
    except EditorErrors as errors:
        return [str(fault) for fault in errors.faults]
    return []


def test_the_tiny_project_has_no_fault(tmp_path: Path) -> None:
    assert faults(tiny.write(tmp_path)) == []


# file, what stands there, what an editor writes instead, the whole message
ONE_LINE = [
    (
        PERMANENCES,
        "horaires: Tu,Th 14:00-17:00; Sa 09:00-12:00",
        "horaires: Tu 14-25",
        f"{PERMANENCES}:9 · lille-juridique · horaires : « Tu 14-25 » n'est pas un horaire valide. "
        "Exemple : Tu 14:00-17:00 (Mo Tu We Th Fr Sa Su ; We[1,3] pour les 1er et 3e mercredis)",
    ),
    (
        PERMANENCES,
        "horaires: Tu,Th 14:00-17:00; Sa 09:00-12:00",
        "horaires: Sa 09:30-11:00; SH off",
        f"{PERMANENCES}:9 · lille-juridique · horaires : « Sa 09:30-11:00; SH off » : n'écrivez ni "
        "SH ni PH. Dites les vacances et les jours fériés dans vacances_scolaires et "
        "jours_feries.",
    ),
    (
        PERMANENCES,
        "horaires: Tu,Th 14:00-17:00; Sa 09:00-12:00",
        "horaires: week 1-53/2 Mo 14:30-16:30",
        f"{PERMANENCES}:9 · lille-juridique · horaires : « week 1-53/2 Mo 14:30-16:30 » : pas de "
        "numéros de semaine (2026 en a 53). Pour une semaine sur deux, donnez la date d'une "
        "séance dans une_semaine_sur_deux_depuis.",
    ),
    (
        PERMANENCES,
        "horaires: Tu,Th 14:00-17:00; Sa 09:00-12:00",
        "horaires: Tu 22:00-02:00",
        f"{PERMANENCES}:9 · lille-juridique · horaires : « Tu 22:00-02:00 » passe minuit. Si c'est "
        "voulu, écrivez deux horaires : Mo 22:00-24:00; Tu 00:00-02:00",
    ),
    (
        PERMANENCES,
        "horaires: Tu,Th 14:00-17:00; Sa 09:00-12:00",
        "horaires: Tu,Th 14:00-17:00; Sa",
        f"{PERMANENCES}:9 · lille-juridique · horaires : « Tu,Th 14:00-17:00; Sa » : il manque "
        "l'heure de début et l'heure de fin d'un jour.",
    ),
    (
        PERMANENCES,
        "horaires: Tu,Th 14:00-17:00; Sa 09:00-12:00",
        "horaires: 'Tu 14:00-17:00 \"sur rdv\"'",
        f'{PERMANENCES}:9 · lille-juridique · horaires : « Tu 14:00-17:00 "sur rdv" » : pas de '
        "commentaire ici. Mettez-le dans horaires_texte.",
    ),
    (
        GLOSSARY,
        "  textes: [ceseda/L611-1]\n",
        "  textes: [ceseda/L611-1]\n  voir: droits/oqft\n",
        f"{GLOSSARY}:6 · oqtf · voir : « droits/oqft » n'est pas un guide. Vouliez-vous dire "
        "« droits/oqtf » ?",
    ),
    (
        GUIDE,
        "contacts: [cimade-service-prison]",
        "voir_aussi: [index]",
        f"{GUIDE}:8 · voir_aussi : « index » n'existe pas.",
    ),
    (
        PERMANENCES,
        "horaires: Tu,Th 14:00-17:00; Sa 09:00-12:00",
        "horaires: Tu 14:00+",
        f"{PERMANENCES}:9 · lille-juridique · horaires : « Tu 14:00+ » : l'heure de début et "
        "l'heure de fin doivent être fixes.",
    ),
    (
        PERMANENCES,
        "horaires_texte:",
        "horaire_texte:",
        [
            f"{PERMANENCES}:1 · lille-juridique · horaires_texte : champ obligatoire manquant. "
            "Ajoutez-le.",
            f"{PERMANENCES}:10 · lille-juridique · horaire_texte : champ inconnu. Vouliez-vous "
            "dire « horaires_texte » ?",
        ],
    ),
    (
        PERMANENCES,
        "  mode: sans-rendez-vous\n",
        "",
        f"{PERMANENCES}:1 · lille-juridique · mode : champ obligatoire manquant. Ajoutez-le.",
    ),
    (
        PERMANENCES,
        "mode: sans-rendez-vous",
        "mode: sans rendez vous",
        f"{PERMANENCES}:5 · lille-juridique · mode : « sans rendez vous » n'est pas une valeur "
        "permise. Choix : sans-rendez-vous, sur-rendez-vous, a-confirmer, courriel, telephone. "
        "Vouliez-vous dire « sans-rendez-vous » ?",
    ),
    (
        PERMANENCES,
        "themes: [juridique]",
        "themes: juridique",
        f"{PERMANENCES}:4 · lille-juridique · themes : une liste est attendue : un tiret par "
        "ligne, ou [a, b].",
    ),
    (
        PERMANENCES,
        "nom: Permanence juridique de Lille",
        "nom: [Permanence, Lille]",
        f"{PERMANENCES}:2 · lille-juridique · nom : un texte simple est attendu, sans liste ni "
        "sous-champs.",
    ),
    (
        PERMANENCES,
        "groupe: cimade-lille",
        "groupe: cimade-lile",
        f"{PERMANENCES}:3 · lille-juridique · groupe : « cimade-lile » n'existe pas. Vouliez-vous "
        "dire « cimade-lille » ?",
    ),
    (
        PERMANENCES,
        "    - document F164",
        "    - document F164\n    - documant",
        f"{PERMANENCES}:17 · lille-juridique · source : « documant » n'existe pas. Vouliez-vous "
        "dire « document » ?",
    ),
    (
        PERMANENCES,
        "    - document F164",
        "    - document 164",
        f"{PERMANENCES}:16 · lille-juridique · source n° 1 : « 164 » n'est pas un numéro de fait. "
        "Exemple : document F163 F164",
    ),
    (
        PERMANENCES,
        "verifie_le: 2026-11-20",
        "verifie_le: 2026-11-23",
        f"{PERMANENCES}:14 · lille-juridique · verifie_le : « 2026-11-23 » est dans le futur. "
        "Mettez le jour de votre vérification.",
    ),
    (
        PERMANENCES,
        "verifie_le: 2026-11-20",
        "verifie_le: 2026-02-30",
        f"{PERMANENCES}:14 · lille-juridique · verifie_le : la date « 2026-02-30 » n'existe pas "
        "dans le calendrier.",
    ),
    (
        PERMANENCES,
        "verifie_le: 2026-11-20",
        "verifie_le: 20/11/2026",
        f"{PERMANENCES}:14 · lille-juridique · verifie_le : « 20/11/2026 » n'est pas une date "
        "lisible. Année-mois-jour. Exemple : 2026-11-22",
    ),
    (
        PERMANENCES,
        "telephone: 03 20 30 28 00",
        "telephone: 03 20 30 28",
        f"{PERMANENCES}:12 · lille-juridique · telephone : « 03 20 30 28 » n'est pas un numéro "
        "français valide. Exemples : 03 20 30 28 00, 3039",
    ),
    (
        PERMANENCES,
        "courriel: permjuridiquelille@lacimade.org",
        "courriel: permjuridiquelille(at)lacimade.org",
        f"{PERMANENCES}:13 · lille-juridique · courriel : « permjuridiquelille(at)lacimade.org » "
        "n'est pas une adresse de courriel valide. Exemple : amiens@lacimade.org",
    ),
    (
        PERMANENCES,
        'code_postal: "59000"',
        'code_postal: "62000"',
        f"{PERMANENCES}:7 · lille-juridique · code_postal : « 62000 » n'est pas un code postal de "
        "Lille. Connus : 59000, 59800",
    ),
    (
        PERMANENCES,
        'code_postal: "59000"',
        "code_postal: 5900",
        f"{PERMANENCES}:7 · lille-juridique · code_postal : « 5900 » n'est pas un code postal : "
        "cinq chiffres. Exemple : 59000",
    ),
    (
        PERMANENCES,
        "commune: Lille",
        "commune: Lile",
        f"{PERMANENCES}:8 · lille-juridique · commune : « Lile » n'est pas une commune connue.",
    ),
    (
        PERMANENCES,
        '  code_postal: "59000"\n  commune: Lille\n',
        "  commune: Clermont\n",
        f"{PERMANENCES}:7 · lille-juridique · commune : plusieurs communes s'appellent "
        "« Clermont ». Ajoutez code_postal ou code_insee.",
    ),
    (
        PERMANENCES,
        "adresse: 9 boulevard de la Moselle",
        "adresse:",
        f"{PERMANENCES}:6 · lille-juridique · adresse : champ vide. Remplissez-le ou retirez la "
        "ligne.",
    ),
    (
        PERMANENCES,
        "commune: Lille",
        "commune: Lille\n  commune: Lille",
        f"{PERMANENCES}:9 : le champ « commune » est écrit deux fois dans la même fiche (déjà "
        "ligne 8). Gardez-en un seul.",
    ),
    (
        PERMANENCES,
        "adresse: 9 boulevard de la Moselle",
        "adresse: Attention : fermé",
        f"{PERMANENCES}:6 : deux-points en trop : mettez toute la valeur entre guillemets, par "
        'exemple note: "Attention : fermé en août".',
    ),
    (
        PERMANENCES,
        "  adresse: 9 boulevard de la Moselle",
        "\tadresse: 9 boulevard de la Moselle",
        f"{PERMANENCES}:6 : caractère mal placé (souvent une tabulation) : indentez avec des "
        "espaces, et mettez entre guillemets une valeur qui commence par @ ou `.",
    ),
    (
        PERMANENCES,
        "confiance: forte",
        'confiance: "forte',
        f"{PERMANENCES}:18 : guillemets ouverts et jamais refermés.",
    ),
    (
        PERMANENCES,
        "adresse: 9 boulevard de la Moselle",
        "adresse: &ici 9 boulevard de la Moselle",
        f"{PERMANENCES}:6 : les ancres et renvois YAML (&nom, *nom) sont refusés. Recopiez la "
        "valeur, ou mettez-la entre guillemets si elle commence par & ou *.",
    ),
    (
        PERMANENCES,
        "adresse: 9 boulevard de la Moselle",
        "adresse: !!str 9 boulevard de la Moselle",
        f"{PERMANENCES}:6 : les types YAML (!nom) sont refusés. Mettez la valeur entre guillemets "
        "si elle commence par un point d'exclamation.",
    ),
    (
        PERMANENCES,
        "id: lille-juridique",
        "id: Lille juridique",
        [
            f"{PERMANENCES}:1 · Lille juridique · id : « Lille juridique » n'est pas un "
            "identifiant valide. Minuscules sans accent, chiffres et tirets. Exemple : "
            "lille-juridique",
            f"{GUIDE}:21 · lien : « annuaire:lille-juridique » n'est pas inscrit dans directory/.",
        ],
    ),
    (
        PERMANENCES,
        "id: lille-juridique",
        "id: cimade-lille",
        [
            f"{PERMANENCES}:1 · cimade-lille · id : identifiant déjà pris dans {GROUPS}:1. "
            "Changez-le.",
            f"{GUIDE}:21 · lien : « annuaire:lille-juridique » n'est pas inscrit dans directory/.",
        ],
    ),
    (
        GROUPS,
        "region: hauts-de-france",
        "region: picardie",
        f"{GROUPS}:3 · cimade-lille · region : « picardie » n'existe pas.",
    ),
    (
        PRISONS,
        "femmes: non",
        "femmes: peut-être",
        f"{PRISONS}:5 · ma-dunkerque · femmes : « peut-être » : écrivez oui ou non.",
    ),
    (
        PRISONS,
        "latitude: 51.03",
        "latitude: 51,03",
        f"{PRISONS}:8 · ma-dunkerque · latitude : « 51,03 » n'est pas un nombre. Écrivez-le avec "
        "un point : 50.6309",
    ),
    (
        PRISONS,
        "latitude: 51.03",
        "latitude: 510.3",
        f"{PRISONS}:8 · ma-dunkerque · latitude : « 510.3 » est trop grand pour ce champ.",
    ),
    (
        PRISONS,
        "  longitude: 2.37\n",
        "",
        f"{PRISONS}:8 · ma-dunkerque · latitude : latitude et longitude vont ensemble.",
    ),
    (
        PRISONS,
        "      courriel: grande-synthe@lacimade.org",
        "      mail: grande-synthe@lacimade.org",
        f"{PRISONS}:14 · ma-dunkerque · equipes n° 1 mail : champ inconnu. Retirez-le.",
    ),
    (
        CONTACTS,
        "prisons: [ma-dunkerque]",
        "prisons: [ma-dunkirk]",
        f"{CONTACTS}:5 · cimade-service-prison · prisons : « ma-dunkirk » n'existe pas. "
        "Vouliez-vous dire « ma-dunkerque » ?",
    ),
    (
        REGIONS,
        'departements: ["59", "62"]',
        'departements: ["59", "620"]',
        f"{REGIONS}:4 · hauts-de-france · departements : « 620 » n'existe pas. Vouliez-vous dire "
        "« 62 » ?",
    ),
    (
        GLOSSARY,
        "  textes: [ceseda/L611-1]\n",
        "",
        f"{GLOSSARY}:1 · oqtf : une définition cite un article (textes) ou un document (source).",
    ),
    (
        GLOSSARY,
        "textes: [ceseda/L611-1]",
        "textes: [ceseda/L611-11]",
        f"{GLOSSARY}:5 · oqtf · textes : « ceseda/L611-11 » n'existe pas. Vouliez-vous dire "
        "« ceseda/L611-1 » ?",
    ),
    (
        SOURCES,
        "annee: 2025",
        "annee: deux mille",
        f"{SOURCES}:5 · document · annee : « deux mille » n'est pas un nombre entier.",
    ),
    (
        LAW,
        "numero: L611-1",
        "numero: L. 611-1",
        f"{LAW}:5 · ceseda · articles n° 1 numero : « L. 611-1 » n'est pas un numéro d'article. "
        "Exemples : L614-3, R315-3, 723-15",
    ),
    (
        LAW,
        "code: ceseda",
        "code: cesda",
        f"{LAW}:1 · cesda · code : doit être le nom du fichier : ceseda",
    ),
    (
        GUIDE,
        "(annuaire:lille-juridique)",
        "(annuaire:lille-juridiq)",
        f"{GUIDE}:21 · lien : « annuaire:lille-juridiq » n'est pas inscrit dans directory/. "
        "Vouliez-vous dire « lille-juridique » ?",
    ),
    (
        GUIDE,
        "tiré de [L. 611-1](loi:ceseda/L611-1)",
        "tiré de [L. 611-2](loi:ceseda/L611-2)",
        f"{GUIDE}:13 · lien : « loi:ceseda/L611-2 » n'est pas inscrit dans directory/law/. "
        "Vouliez-vous dire « ceseda/L611-1 » ?",
    ),
    (
        GUIDE,
        "(glossaire:oqtf)",
        "(glossaire:oqft)",
        f"{GUIDE}:21 · lien : « glossaire:oqft » n'est pas inscrit dans directory/glossary.yml. "
        "Vouliez-vous dire « oqtf » ?",
    ),
    (
        GUIDE,
        "contacts: [cimade-service-prison]",
        "contacts: [cimade-service]",
        f"{GUIDE}:8 · contacts : « cimade-service » n'existe pas. Vouliez-vous dire "
        "« cimade-service-prison » ?",
    ),
    (
        GUIDE,
        "contacts: [cimade-service-prison]",
        "voir_aussi: [droits/asile]",
        f"{GUIDE}:8 · voir_aussi : « droits/asile » n'existe pas.",
    ),
    (
        GUIDE,
        "contacts: [cimade-service-prison]",
        "voir_aussi: [a, b, c, d, e, f]",
        f"{GUIDE}:8 · voir_aussi : la liste est trop longue : gardez l'essentiel (cinq guides dans "
        "voir_aussi).",
    ),
    (
        GUIDE,
        "a_revoir_avant: 2027-05-20",
        "a_revoir_avant: 2026-05-20",
        f"{GUIDE}:7 · a_revoir_avant : doit venir après verifie_le.",
    ),
    (
        GUIDE,
        "publics: [benevoles, familles]",
        "publics: [bénévoles]",
        f"{GUIDE}:4 · publics n° 1 : « bénévoles » n'est pas une valeur permise. Choix : "
        "benevoles, familles, detenus, formation. Vouliez-vous dire « benevoles » ?",
    ),
    (
        GUIDE,
        "description: Ce qu’il faut faire.",
        "description: " + "x" * 161,
        f"{GUIDE}:3 · description : 161 signes : 160 au plus, pour tenir dans les résultats.",
    ),
    (
        GUIDE,
        "| Acte | Délai | Point de départ | Qui décide | Texte |",
        "| Acte | Délai | Départ | Qui décide | Texte |",
        f"{GUIDE}:17 · Délais : colonnes attendues : Acte | Délai | Point de départ | Qui décide | "
        "Texte",
    ),
    (
        GUIDE,
        "- Un seul point, tiré",
        "- 1\n- 2\n- 3\n- 4\n- 5\n- Un sixième point, tiré",
        f"{GUIDE}:18 · En bref : cinq points au plus.",
    ),
    (
        GUIDE,
        "([L. 613-3](loi:ceseda/L613-3))",
        "",
        f"{GUIDE}:10 : 2 articles ou documents cités : il en faut 3 (liens loi: ou source:).",
    ),
    (
        GUIDE,
        "- Un seul point, tiré",
        "- Le JAP décide, selon un point tiré",
        f"{GUIDE}:13 · sigle : « JAP » n'est pas dans directory/glossary.yml. Inscrivez-le, ou "
        "écrivez-le en toutes lettres.",
    ),
    (
        GUIDE,
        "## En bref",
        "# En bref",
        f"{GUIDE}:11 : pas de titre « # » : le titre est dans l'en-tête.",
    ),
    (
        GUIDE,
        "title: L’OQTF en prison",
        "title: Accueil",
        f"docs/index.md:2 · title : « Accueil » est déjà le titre de {GUIDE}.",
    ),
    (
        GUIDE,
        "---\ntitle: L’OQTF en prison",
        "title: L’OQTF en prison",
        f"{GUIDE}:1 : l'en-tête manque : première ligne « --- », puis title: et description:, puis "
        "une ligne « --- ».",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), ONE_LINE)
def test_one_fault_one_message(
    tmp_path: Path, name: str, old: str, new: str, message: str | list[str]
) -> None:
    root = tiny.write(tmp_path, tiny.edited(name, old, new))
    expected = [message] if isinstance(message, str) else sorted(message)
    assert sorted(faults(root)) == expected


NOT_UNDERSTOOD = (
    "n'est pas un lien compris. Écrivez loi:, annuaire:, glossaire: ou source:, sans espace."
)
MORE_LINKS = [
    (
        "(lois:ceseda/L611-1)",
        f"« lois:ceseda/L611-1 » {NOT_UNDERSTOOD} Vouliez-vous dire « loi » ?",
    ),
    ("(Loi:ceseda/L611-1)", f"« Loi:ceseda/L611-1 » {NOT_UNDERSTOOD} Vouliez-vous dire « loi » ?"),
    ("(loi: ceseda/L1)", f"« loi: ceseda/L1 » {NOT_UNDERSTOOD} Vouliez-vous dire « loi » ?"),
    ('(loi:a/L1 "b")', f'« loi:a/L1 "b" » {NOT_UNDERSTOOD} Vouliez-vous dire « loi » ?'),
    (
        "(loi:ceseda)",
        "« loi:ceseda » n'est pas inscrit dans directory/law/. Vouliez-vous dire "
        "« ceseda/L611-1 » ?",
    ),
    ("(javascript:alert)", f"« javascript:alert » {NOT_UNDERSTOOD}"),
]


@pytest.mark.parametrize(("target", "message"), MORE_LINKS)
def test_a_link_that_would_not_resolve(tmp_path: Path, target: str, message: str) -> None:
    good = "tiré de [L. 611-1](loi:ceseda/L611-1)"
    root = tiny.write(tmp_path, tiny.edited(GUIDE, good, f"tiré de [x]{target}"))
    assert [m for m in faults(root) if " · lien : " in m] == [f"{GUIDE}:13 · lien : {message}"]


def test_links_in_a_code_block_are_left_alone(tmp_path: Path) -> None:
    fence = "```\n[x](loi:rien/1)\n# pas un titre\n```\n\n## Délais"
    assert faults(tiny.write(tmp_path, tiny.edited(GUIDE, "## Délais", fence))) == []


def test_a_reference_link_is_refused(tmp_path: Path) -> None:
    reference = "[a]: loi:ceseda/L1\n\n## Délais"
    assert faults(tiny.write(tmp_path, tiny.edited(GUIDE, "## Délais", reference))) == [
        f"{GUIDE}:15 · lien : écrivez ce lien dans la phrase : [texte](loi:code/numéro)."
    ]


# what an editor writes in a chosen answer, the whole message
ANSWER = "- question: [expulsé, renvoyé]\n  page: droits/oqtf\n  section: delais\n"
NO_ANSWERS = [
    (
        ANSWER.replace("droits/oqtf", "droits/oqft"),
        f"{ANSWERS}:2 · expulsé · page : « droits/oqft » n'est pas une page. Vouliez-vous dire "
        "« droits/oqtf » ?",
    ),
    (
        ANSWER.replace("droits/oqtf", "annuaire:cimade-servis"),
        f"{ANSWERS}:2 · expulsé · page : « annuaire:cimade-servis » n'est pas inscrit dans "
        "directory/. Vouliez-vous dire « cimade-service-prison » ?",
    ),
    (
        ANSWER.replace("delais", "delai"),
        f"{ANSWERS}:3 · expulsé · section : « delai » n'est pas un titre de droits/oqtf. "
        "Vouliez-vous dire « delais » ?",
    ),
    (
        ANSWER.replace("droits/oqtf", "glossaire"),
        f"{ANSWERS}:3 · expulsé · section : seule une page de docs/ peut avoir une section. "
        "Retirez cette ligne.",
    ),
    (
        ANSWER + "- question: [retour, est-il expulsé]\n  page: index\n",
        f"{ANSWERS}:4 · retour · question : « est-il expulsé » et « expulsé » ({ANSWERS}:1) sont "
        "une seule question pour la recherche. Gardez-en une.",
    ),
    (
        ANSWER + ANSWER,
        [
            f"{ANSWERS}:4 · expulsé · question : « expulsé » et « expulsé » ({ANSWERS}:1) sont une "
            "seule question pour la recherche. Gardez-en une.",
            f"{ANSWERS}:4 · expulsé · question : « renvoyé » et « renvoyé » ({ANSWERS}:1) sont une "
            "seule question pour la recherche. Gardez-en une.",
        ],
    ),
    (
        ANSWER.replace("  page: droits/oqtf\n", ""),
        f"{ANSWERS}:1 · expulsé · page : champ obligatoire manquant. Ajoutez-le.",
    ),
    (
        ANSWER.replace("[expulsé, renvoyé]", "expulsé"),
        f"{ANSWERS}:1 · expulsé · question : une liste est attendue : un tiret par ligne, ou "
        "[a, b].",
    ),
    (
        ANSWER.replace("renvoyé", '"?"'),
        f"{ANSWERS}:1 · expulsé · question : « ? » ne contient aucun mot. Retirez cette ligne.",
    ),
    (
        ANSWER.replace("[expulsé, renvoyé]", "[]"),
        f"{ANSWERS}:1 · question : la liste est vide : donnez au moins un élément.",
    ),
    ("question: expulsé\n", f"{ANSWERS}:1 : une liste de fiches est attendue : « - question: … »"),
]


@pytest.mark.parametrize(("content", "message"), NO_ANSWERS)
def test_an_answer_that_leads_nowhere(
    tmp_path: Path, content: str, message: str | list[str]
) -> None:
    expected = [message] if isinstance(message, str) else message
    assert faults(tiny.write(tmp_path, {ANSWERS: content.encode()})) == expected


@pytest.mark.parametrize("page", ["droits/oqtf", "index", "glossaire", "glossaire:oqtf"])
def test_an_answer_that_leads_somewhere(tmp_path: Path, page: str) -> None:
    content = f"- question: [expulsé]\n  page: {page}\n"
    assert faults(tiny.write(tmp_path, {ANSWERS: content.encode()})) == []


def test_an_answer_that_leads_to_a_faulty_page_is_no_second_fault(tmp_path: Path) -> None:
    broken = tiny.edited(GUIDE, "verifie_le: 2026-11-20", "verifie_le: jamais")
    messages = faults(tiny.write(tmp_path, {**broken, ANSWERS: ANSWER.encode()}))
    assert [message.split(" : ")[0] for message in messages] == [f"{GUIDE}:6 · verifie_le"]


@pytest.mark.parametrize("name", ["permanences/nord/a.yml", "permanences/a.yaml", "notes.txt"])
def test_a_file_that_would_not_be_read(tmp_path: Path, name: str) -> None:
    (message,) = faults(tiny.write(tmp_path, {f"directory/{name}": "- id: a\n"}))
    assert message.startswith(f"directory/{name}:1 : fichier inattendu, qui ne serait pas lu.")


@pytest.mark.parametrize(
    ("horaires", "words"),
    [
        ("Tu,Th 14:00-17:00 , Fr", "séparez deux jours par un point-virgule"),
        ("Tu 09:00-12:00; Tu 14:00-17:00", "le mardi est donné deux fois"),
        ("Mo-Fr 09:00-12:00; Tu 14:00-17:00", "le mardi est donné deux fois"),
        ("We[1] 09:00-12:00; We[1,3] 14:00-17:00", "le mercredi est donné deux fois"),
    ],
)
def test_hours_that_would_say_something_else(tmp_path: Path, horaires: str, words: str) -> None:
    good = "horaires: Tu,Th 14:00-17:00; Sa 09:00-12:00"
    root = tiny.write(tmp_path, tiny.edited(PERMANENCES, good, f"horaires: {horaires}"))
    (message,) = faults(root)
    assert words in message


def test_one_fault_in_a_text_of_law_is_one_message(tmp_path: Path) -> None:
    root = tiny.write(tmp_path, tiny.edited(LAW, "abrege: CESEDA", 'abrege: "CESEDA'))
    assert len(faults(root)) == 1


WHOLE_FILES = [
    (b"", f"{SOURCES}:1 : fichier vide. Écrivez au moins une fiche."),
    (b"# rien\n", f"{SOURCES}:1 : fichier vide. Écrivez au moins une fiche."),
    (
        "- id: document\n  titre: Été\n".encode("latin-1"),
        f"{SOURCES}:2 : le fichier n'est pas enregistré en UTF-8. Dans votre éditeur : "
        "« Enregistrer avec l'encodage UTF-8 ».",
    ),
    (b"id: document\n", f"{SOURCES}:1 : une liste de fiches est attendue : « - id: … »"),
    (b"- document\n", f"{SOURCES}:1 : des champs sont attendus : « nom: valeur »"),
    (
        b"- id: document\n---\n- id: autre\n",
        f"{SOURCES}:2 : un seul document YAML par fichier : retirez cette ligne « --- ».",
    ),
    (
        b"# " + b"x" * 2_000_001,
        f"{SOURCES}:1 : fichier trop gros (plus de 2 Mo). Partagez-le en plusieurs.",
    ),
    (b"[" * 30 + b"]" * 30, f"{SOURCES}:1 : trop de niveaux imbriqués."),
    (
        b"- id: a\n  titre: \x07\n",
        f"{SOURCES}:2 : caractère invisible interdit. Effacez la ligne et retapez-la.",
    ),
]


@pytest.mark.parametrize(("content", "message"), WHOLE_FILES)
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes, message: str) -> None:
    assert message in faults(tiny.write(tmp_path, {SOURCES: content}))


def test_all_faults_of_all_files_in_one_run(tmp_path: Path) -> None:
    changes = {
        **tiny.edited(PERMANENCES, "themes: [juridique]", "themes: juridique"),
        **tiny.edited(GROUPS, "region: hauts-de-france", "region: picardie"),
        **tiny.edited(GUIDE, "## En bref", "# En bref"),
        SOURCES: b"",
    }
    files = {message.split(":")[0] for message in faults(tiny.write(tmp_path, changes))}
    assert {PERMANENCES, GROUPS, GUIDE, SOURCES} <= files


def test_citing_a_faulty_record_is_not_a_second_fault(tmp_path: Path) -> None:
    broken = tiny.edited(PERMANENCES, "mode: sans-rendez-vous", "mode: toujours")
    messages = faults(tiny.write(tmp_path, broken))
    assert [message.split(" : ")[0] for message in messages] == [
        f"{PERMANENCES}:5 · lille-juridique · mode"
    ]


def test_a_record_in_the_file_of_another_region(tmp_path: Path) -> None:
    moved = "directory/groups/bretagne.yml"
    root = tiny.write(tmp_path, {moved: tiny.FILES[GROUPS]})
    (root / GROUPS).unlink()
    assert faults(root) == [
        f"{moved}:3 · cimade-lille · region : fiche de la région hauts-de-france : rangez-la dans "
        "hauts-de-france.yml"
    ]


def test_a_region_goes_on_in_a_second_file(tmp_path: Path) -> None:
    second = GROUPS.replace(".yml", "-2.yml")
    group = tiny.FILES[GROUPS].replace("cimade-lille", "cimade-lens")
    root = tiny.write(tmp_path, {second: group})
    assert faults(root) == []
    groups = learn(root / "directory", root / "docs", tiny.TODAY).directory.groups
    assert list(groups) == ["cimade-lille", "cimade-lens"], "the first file comes first"
    (root / second).rename(root / GROUPS.replace(".yml", "-deux.yml"))
    assert len(faults(root)) == 1
