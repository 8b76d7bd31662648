"""The codes of records, in words."""

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
