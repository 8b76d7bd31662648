"""`make law CODES=folder`: which registered articles changed, and which guides to read again.

`make law CODES=folder NOTER=oui` also notes the fingerprint of the articles found that have none:
do it once the guides have been checked against these very texts.
"""

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from reperes.commands.project import learn_project, project_root
from reperes.law.comparison import Comparison, Verdict, compare, to_read_again
from reperes.law.official_texts import read_folder
from reperes.pages.reports import article_uses


def main(arguments: list[str] | None = None) -> int:
    """Print the comparison; 1 when an article changed or cannot be found, else 0."""
    parser = argparse.ArgumentParser(description="Compare directory/law/ à des textes officiels.")
    parser.add_argument("codes", type=Path, help="dossier des textes officiels (Markdown ou XML)")
    parser.add_argument("--noter", action="store_true", help="noter les empreintes manquantes")
    options = parser.parse_args(arguments)
    if not options.codes.is_dir():
        print(f"« {options.codes} » n'est pas un dossier.", file=sys.stderr)
        return 2
    knowledge = learn_project()
    comparisons = compare(knowledge.directory, read_folder(options.codes))
    for comparison in comparisons:
        print(f"{comparison.key} : {comparison.verdict.value}")
    pages = list(to_read_again(comparisons, article_uses(knowledge)))
    if pages:
        print("\nÀ relire :")
    for page, keys in pages:
        print(f"docs/{page} : {', '.join(keys)}")
    print("\n" + summary(comparisons))
    if options.noter:
        print(f"Empreintes notées : {note_fingerprints(project_root() / 'directory', comparisons)}")
    return 1 if pages else 0


def summary(comparisons: list[Comparison]) -> str:
    """`459 articles : 300 inchangés…`, in the order of the verdicts."""
    counts = Counter(comparison.verdict for comparison in comparisons)
    parts = [f"{counts[verdict]} {verdict.value}" for verdict in Verdict if counts[verdict]]
    return f"{len(comparisons)} articles inscrits : {', '.join(parts)}."


def note_fingerprints(directory: Path, comparisons: list[Comparison]) -> int:
    """Write `empreinte` under each article found without one; give their number."""
    noted = 0
    for comparison in comparisons:
        if comparison.verdict is not Verdict.NEW or comparison.official is None:
            continue
        path = directory / "law" / f"{comparison.law.code}.yml"
        numero = re.escape(comparison.article.numero)
        text, changes = re.subn(
            rf'(?m)^(  - numero: "?{numero}"?\n)',
            rf"\g<1>    empreinte: {comparison.official.fingerprint}\n",
            path.read_text(encoding="utf-8"),
        )
        path.write_text(text, encoding="utf-8")
        noted += changes
    return noted


if __name__ == "__main__":
    sys.exit(main())
