"""What a release tells of the changes since an earlier one: terms, rules, figures, and its version number."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from expograph.errors import ExpographError
from expograph.namespaces import OWL, RDFS, expo
from expograph.ontology import Ontology
from expograph.release.changelog import NAME, changelog
from expograph.release.earlier import VERSION, earlier
from expograph.release.model import Release

WARNING = "**Warning:**"
NEW = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ex: <https://teapots.example/ontology#> .
@prefix expo: <https://w3id.org/expograph/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:Teapot a owl:Class ; rdfs:label "teapot"@en ; skos:definition "A pot, for tea | or more."@en .
expo:Brand owl:deprecated true ; dcterms:isReplacedBy expo:Product ; rdfs:comment "Brands are products."@en .
"""


@pytest.fixture(scope="module")
def before(guild: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of the guild's release."""
    folder = tmp_path_factory.mktemp("before") / "release-1.2.0"
    for one in guild.distributions:
        path = folder / one.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.content)
    return folder


def later(release: Release, version: str, more: str = "", without: str = "") -> Release:
    """The release under another version, with more said in its ontology and without what a text stands in."""
    said = [q.triple for q in parse(more, RdfFormat.TURTLE)]
    kept = [t for t in release.ontology.triples if not without or without not in str(t)]
    told = [replaced(t, release, version) for t in kept]
    return replace(release, version=version, ontology=Ontology([*told, *said]))


def replaced(triple, release: Release, version: str):
    """A triple, or if it tells the version of the release, the new one."""
    mine = triple.subject == release.iri and triple.predicate == VERSION
    return type(triple)(release.iri, VERSION, Literal(version)) if mine else triple


def told(release: Release, folder: Path | None) -> str:
    """The text of the changelog."""
    made = changelog(release, earlier(folder, release) if folder else None)
    assert (made.path, made.media) == (NAME, "text/markdown")
    return made.content.decode()


def test_a_first_release_says_so(guild: Release) -> None:
    """Nothing is compared; it tells how much there is."""
    text = told(guild, None)
    assert text.startswith("# Release 1.2.0\n\nIssued on 2026-05-01.\nThis is the first release")
    claims = sum(
        q.predicate == NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate") for q in guild.quads
    )
    assert claims > 20
    assert "| Documents | 2 |" in text
    assert WARNING not in text


def test_new_and_deprecated_terms(guild: Release, before: Path) -> None:
    """Each is told with what a reader needs; they ask for a minor version, and it moved by one."""
    text = told(later(guild, "1.3.0", NEW), before)
    assert "It is compared with release 1.2.0." in text
    assert r"| `<https://teapots.example/ontology#Teapot>` | teapot | A pot, for tea \| or more. |" in text
    assert "### Terms deprecated (1)" in text
    assert "| `expo:Brand` | brand | `expo:Product` | Brands are products. |" in text
    assert "The changes ask for a minor version" in text
    assert WARNING not in text
    assert "no difference in meaning" in text


def test_a_version_that_moved_too_little(guild: Release, before: Path) -> None:
    """New terms under a patch, or under the same number, are warned of."""
    small = told(later(guild, "1.2.1", NEW), before)
    assert f"{WARNING} the changes ask for a minor version" in small
    assert "the version number moved from 1.2.0 to 1.2.1 only." in small
    same = told(later(guild, "1.2.0", NEW), before)
    assert "the version number is 1.2.0 as before." in same


def test_below_one_what_breaks_is_minor(guild: Release, before: Path) -> None:
    """SemVer has no rule for 0.y.z; that a term went shows in y, and that is said."""
    early = replace(earlier(before, guild), version="0.1.0")
    text = changelog(later(guild, "0.2.0", without="ontology#Delegation>"), early).content.decode()
    assert "### Terms removed (1)" in text
    assert "The changes ask for a minor version" in text
    assert "below 1.0.0" in text
    assert WARNING not in text


def test_a_version_alone_changes_no_term(guild: Release, before: Path) -> None:
    """The header's number and day are at the top, and no change."""
    text = told(later(guild, "1.2.1"), before)
    assert "No term came, went or changed." in text
    assert "Ontology and rules are the same" in text


def test_a_removed_term(guild: Release, before: Path) -> None:
    """It asks for a major version."""
    text = told(later(guild, "2.0.0", without="ontology#Delegation>"), before)
    assert "### Terms removed (1)" in text
    assert "| `expo:Delegation` | delegation |" in text
    assert "The changes ask for a major version" in text
    assert WARNING not in text


def test_a_changed_rule_is_major(guild: Release, before: Path) -> None:
    """What another rule says, what it lacks and what it has more is told; comments are no change."""
    rules = [one for one in guild.distributions if one.part == "rules"]
    first, second, third, *rest = rules
    assert len(rest) > 30
    changed = [replace(first, content=first.content + b"\n# a remark\n"), replace(second, content=b"ASK {}")]
    added = replace(third, path="rules/new.rq")
    others = [one for one in guild.distributions if one.part != "rules"]
    release = replace(later(guild, "1.3.0"), distributions=(*others, *changed, added, *rest))
    text = told(release, before)
    assert "### Rules (3)" in text
    assert f"| `{second.path}` | changed |" in text
    assert f"| `{third.path}` | removed |" in text
    assert "| `rules/new.rq` | added |" in text
    assert f"{WARNING} the changes ask for a major version" in text


def test_changed_shapes(guild: Release, before: Path) -> None:
    """A shape that came, and one that asks something else, are told; the layout of the file is no change."""
    (shapes,) = [one for one in guild.distributions if one.path == "shapes.ttl"]
    others = [one for one in guild.distributions if one.path != "shapes.ttl"]
    text = shapes.content.decode()
    tighter = text.replace("sh:minCount 1", "sh:minCount 2", 1)
    assert tighter != text
    more = "\n<https://teapots.example/shape> a <http://www.w3.org/ns/shacl#NodeShape> .\n"
    changed = replace(shapes, content=(tighter + more).encode())
    found = told(replace(later(guild, "1.3.0"), distributions=(*others, changed)), before)
    assert "### Shapes (2)" in found
    assert "| `<https://teapots.example/shape>` | added |" in found
    assert found.count(" | changed |\n") == 1
    apart = replace(shapes, content=shapes.content.replace(b" ;\n", b"\n;  "))
    assert apart.content != shapes.content
    assert "### Shapes" not in told(replace(later(guild, "1.3.0"), distributions=(*others, apart)), before)


def test_figures_that_changed(guild: Release, before: Path) -> None:
    """The graph is compared by meaning; under the same version that is warned of."""
    bound = next(q for q in guild.quads if q.predicate == expo("lower") and "/claim/" in str(q.subject))
    value = Literal("4711", datatype=bound.object.datatype)
    quads = [q for q in guild.quads if q != bound]
    other = Quad(bound.subject, bound.predicate, value, bound.graph_name)
    text = told(replace(guild, quads=(*quads, other)), before)
    assert "4711, 1300) |" in text
    assert "#### Claims changed (1)" in text
    assert f"{WARNING} the graph differs, and the version number is the same." in text


def test_long_lists_are_folded(guild: Release, before: Path) -> None:
    """More than ten new terms stand in a fold."""
    many = "".join(f'ex:T{n} a owl:Class ; rdfs:label "t{n}"@en .\n' for n in range(11))
    text = told(later(guild, "1.3.0", NEW + many), before)
    assert "<details><summary>Terms added (12)</summary>" in text
    assert text.count("</details>") == 1


def test_the_one_before_has_its_address(guild: Release, before: Path) -> None:
    """It is the project's own under the earlier version; one of the same version has none."""
    assert earlier(before, later(guild, "1.3.0")).iri == "https://teapots.example/release/1.2.0/"
    assert earlier(before, guild).iri == ""
    labels = [t for t in earlier(before, guild).triples if t.predicate == NamedNode(RDFS + "label")]
    assert len(labels) > 1000


def test_two_versions_with_one_version_iri(guild: Release, before: Path, tmp_path: Path) -> None:
    """An owl:versionIRI is of one version (OWL 2 Structural Specification, section 3.1)."""
    folder = tmp_path / "copy"
    shutil.copytree(before, folder)
    both = f"<{guild.iri.value}> <{OWL}versionIRI> <https://teapots.example/ontology/1.2.0> ."
    with (folder / "ontology.nt").open("a", encoding="utf-8") as file:
        file.write(both)
    with pytest.raises(ExpographError, match=r"/1\.2\.0> is the owl:versionIRI of release 1\.2\.0"):
        earlier(folder, later(guild, "1.3.0", both))
    assert earlier(folder, later(guild, "1.2.0", both)).version == "1.2.0"


@pytest.mark.parametrize(
    ("harm", "complaint"),
    [
        ("", "is no release: there is no "),
        ("ontology.nt", r"is no release: there is no .*ontology\.nt"),
        ("graph.trig", r"is no release: there is no .*graph\.trig"),
    ],
)
def test_a_folder_that_is_no_release(
    guild: Release, before: Path, tmp_path: Path, harm: str, complaint: str
) -> None:
    """Nothing there, or one of the files missing that are compared: told with what to do, exit code 2."""
    folder = tmp_path / "copy"
    if harm:
        shutil.copytree(before, folder)
        (folder / harm).unlink()
    with pytest.raises(ExpographError, match=complaint) as caught:
        earlier(folder, guild)
    assert caught.value.exit_code == 2
    assert "--since" in str(caught.value.hint)


def test_a_release_of_something_else(guild: Release, before: Path) -> None:
    """One of another ontology is not compared."""
    other = replace(guild, iri=NamedNode("https://coffeepots.example/ontology"))
    with pytest.raises(ExpographError, match=r"another ontology than <https://coffeepots\.example/ontology>"):
        earlier(before, other)


def test_a_broken_file_is_told_with_its_place(guild: Release, before: Path, tmp_path: Path) -> None:
    """N-Triples that are none: file and line."""
    folder = tmp_path / "copy"
    shutil.copytree(before, folder)
    (folder / "ontology.nt").write_text(f"<{OWL}Thing> <{RDFS}label>\n", "utf-8")
    with pytest.raises(ExpographError, match=r"ontology\.nt:\d+:\d+: no N-Triples"):
        earlier(folder, guild)
