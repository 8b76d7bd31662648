"""`make style`: how plain the French of the guides is: the share of short sentences of each."""

import sys

from reperes.commands.project import learn_project
from reperes.guides.plain_french import Style, measure


def main() -> int:
    """Print one line per guide, the least plain first; never fails."""
    guides = learn_project().library.guides
    styles = sorted(
        ((measure(guide.body), slug) for slug, guide in guides.items()),
        key=lambda item: item[0].short_share,
    )
    print(f"{'guide':40} {'phrases':>8} {'≤ 22 mots':>10} {'moyenne':>8} {'mots':>6}")
    for style, slug in styles:
        print(_line(slug, style))
        for sentence in style.longest:
            print(f"    {len(sentence.split())} mots : {sentence}")
    return 0


def _line(slug: str, style: Style) -> str:
    return (
        f"{slug:40} {style.sentences:8} {style.short_share:10.0%} "
        f"{style.average:8.1f} {style.words:6}"
    )


if __name__ == "__main__":
    sys.exit(main())
