import pytest

from reperes.search.sections import Section, split


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", [Section("", "", "")]),
        ("<h1>Titre</h1><p>Un mot.</p>", [Section("", "", "Un mot.")]),
        (
            '<p>Avant.</p><h2 id="a">Un <em>titre</em></h2><p>Après.</p>',
            [Section("", "", "Avant."), Section("a", "Un titre", "Après.")],
        ),
        (
            '<h2 id="a">A</h2><p>1</p><h3 id="b">B</h3><p>2</p><h4 id="c">C</h4><p>3</p>',
            [Section("", "", ""), Section("a", "A", "1"), Section("b", "B", "2 · C · 3")],
        ),
        ("<h2>Sans identifiant</h2><p>1</p>", [Section("", "", "Sans identifiant · 1")]),
        (
            '<h2 id="a">A<a class="headerlink" href="#a" title="Lien">¶</a></h2>',
            [Section("", "", ""), Section("a", "A", "")],
        ),
        (
            "<ul><li>Un</li><li>Deux, <b>tr</b>ois.</li><li>Quatre</li></ul>",
            [Section("", "", "Un · Deux, trois. Quatre")],
        ),
        (
            "<table><tr><th>Acte</th><th>Délai</th></tr>"
            "<tr><td>OQTF</td><td>7 jours</td></tr></table>",
            [Section("", "", "Acte · Délai · OQTF · 7 jours")],
        ),
        (
            "<dl><dt>Adresse</dt><dd>1 rue X<br>59000 Lille</dd>"
            "<dt>Quand ?</dt><dd>Lundi</dd></dl>",
            [Section("", "", "Adresse\u00a0: 1 rue X · 59000 Lille · Quand ? Lundi")],
        ),
        (
            '<h2 id="code">Code</h2><dl><dt id="l1">L. 1</dt><dd>Un.</dd><dt id="l2">L. 2</dt>'
            "<dd>Deux.</dd></dl><p>Fin.</p>",
            [
                Section("", "", ""),
                Section("code", "Code", "Fin."),
                Section("l1", "L. 1", "Un.", "Code"),
                Section("l2", "L. 2", "Deux.", "Code"),
            ],
        ),
        (
            "<p>Lu<script>x()</script></p><nav>Menu</nav><p hidden>Caché</p>"
            '<form><input>Chercher</form><p aria-hidden="true">¶</p>'
            "<p data-recherche-ignore>Non</p>"
            '<p class="ligne-confiance">Vérifié</p><noscript>Sans script</noscript>',
            [Section("", "", "Lu")],
        ),
        (
            '<p>Corps.</p><div class="fin-de-guide"><h2 id="voir-aussi">Voir aussi</h2>'
            "<p>X</p></div><p>Suite.</p>",
            [Section("", "", "Corps. Suite.")],
        ),
        (
            '<div class="fiche"><p class="fiche-etat etat--prochaine">Prochaine séance</p>'
            '<details class="fiche-seances"><ul><li>mardi</li></ul></details>'
            '<p class="fiche-confiance">Source</p><p>Texte</p></div>',
            [Section("", "", "Texte")],
        ),
        (
            "<p>14&nbsp;h&#8239;30 &lt;b&gt; &amp;\n  la suite</p>",
            "14\u00a0h\u202f30 <b> & la suite",
        ),
        ("<p>ouvert <b>jamais fermé<p>suite</i></p>", "ouvert jamais fermé · suite"),
        ("<p>dé\u00adtenu e\u0301crou</p>", "détenu écrou"),
    ],
)
def test_split(html: str, expected: list[Section] | str) -> None:
    if isinstance(expected, str):
        expected = [Section("", "", expected)]
    assert split(html) == expected
