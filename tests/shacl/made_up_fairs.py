"""A made-up fair graph of any size, and shapes for it: 20 in SHACL Core, 5 in SHACL-SPARQL."""

import random
from itertools import count

PREFIXES = """@prefix : <http://example.org/> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""

CORE = """
:Edition a sh:NodeShape, rdfs:Class ;
    sh:property [ sh:path :series ; sh:minCount 1 ; sh:maxCount 1 ; sh:class :Series ] ;
    sh:property [ sh:path :ordinal ; sh:datatype xsd:integer ; sh:minInclusive 1 ; sh:maxCount 1 ] .
:EditionDates a sh:NodeShape ; sh:targetClass :Edition ;
    sh:property [ sh:path :start ; sh:datatype xsd:date ; sh:minCount 1 ; sh:lessThanOrEquals :end ] .
:SeriesShape a sh:NodeShape ; sh:targetClass :Series ;
    sh:property [ sh:path [ sh:inversePath :series ] ; sh:minCount 1 ] .
:SeriesLabel a sh:PropertyShape ; sh:targetClass :Series ; sh:path rdfs:label ;
    sh:uniqueLang true ; sh:languageIn ( "en" "zh" ) ; sh:minCount 2 .
:Claimed a sh:NodeShape ; sh:targetClass :Claim ; sh:nodeKind sh:IRI ;
    sh:property [ sh:path :of ; sh:class :Edition ; sh:minCount 1 ] .
:ClaimQuote a sh:PropertyShape ; sh:targetClass :Claim ; sh:path :quote ;
    sh:minCount 1 ; sh:minLength 4 ; sh:maxLength 90 .
:ClaimUnit a sh:PropertyShape ; sh:targetClass :Claim ; sh:path :unit ; sh:in ( :m2 :percent :person ) .
:ClaimLower a sh:PropertyShape ; sh:targetSubjectsOf :lower ; sh:path :lower ; sh:lessThanOrEquals :upper .
:ClaimSpeaker a sh:PropertyShape ; sh:targetClass :Claim ; sh:path :saidBy ; sh:class :Agent ; sh:maxCount 1 .
:Share a sh:PropertyShape ; sh:targetSubjectsOf :share ; sh:path :share ;
    sh:minInclusive 0 ; sh:maxInclusive 100 .
:PersonShape a sh:NodeShape ; sh:targetClass :Person ; sh:closed true ;
    sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path :name ; sh:minCount 1 ] ;
    sh:property [ sh:path :worksFor ; sh:node :HasName ] .
:HasName a sh:NodeShape ;
    sh:property [ sh:path :name ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] .
:OrgShape a sh:NodeShape ; sh:targetClass :Organisation ; sh:node :HasName ; sh:not [ sh:class :Person ] .
:OrgSite a sh:PropertyShape ; sh:targetClass :Organisation ; sh:path :site ; sh:pattern "^https://" ;
    sh:datatype xsd:anyURI .
:Party a sh:PropertyShape ; sh:targetObjectsOf :party ; sh:path rdf:type ; sh:minCount 1 .
:Deal a sh:NodeShape, rdfs:Class ; sh:property [ sh:path :party ; sh:minCount 2 ;
    sh:qualifiedValueShape [ sh:class :Organisation ] ; sh:qualifiedMinCount 1 ] .
:DealParty a sh:PropertyShape ; sh:targetClass :Deal ; sh:path :party ; sh:disjoint :witness ;
    sh:or ( [ sh:class :Organisation ] [ sh:class :Person ] ) .
:DealStage a sh:PropertyShape ; sh:targetClass :Deal ; sh:path ( :stage :name ) ; sh:minCount 1 .
:Within a sh:PropertyShape ; sh:targetSubjectsOf :partOf ; sh:path [ sh:oneOrMorePath :partOf ] ;
    sh:class :Edition .
:Either a sh:NodeShape ; sh:targetClass :Claim ; sh:xone ( [ sh:property [ sh:path :lower ; sh:minCount 1 ] ]
    [ sh:property [ sh:path :share ; sh:minCount 1 ] ] ) .
"""

QUERIES = {
    "Ordinals": """SELECT $this ?value WHERE { $this :series ?s ; :ordinal ?value .
        ?other :series ?s ; :ordinal ?value . FILTER(?other != $this) }""",
    "Ends": "SELECT $this WHERE { $this :start ?a ; :end ?b . FILTER(?b < ?a) }",
    "Speakers": """SELECT $this (COUNT(DISTINCT ?who) AS ?n) WHERE { ?c :of $this ; :saidBy ?who }
        GROUP BY $this HAVING (COUNT(DISTINCT ?who) > 12)""",
    "Quiet": """SELECT $this WHERE { FILTER NOT EXISTS { ?c :of $this ; :lower ?n . FILTER(?n > 900) } }""",
    "Conflicts": """SELECT DISTINCT $this ?value WHERE { ?value :of $this ; :measure ?m ; :lower ?low .
        OPTIONAL { ?other :of $this ; :measure ?m ; :upper ?high . FILTER(?high < ?low) }
        FILTER(bound(?other)) }""",
}


def shapes() -> str:
    """The shapes graph in Turtle: 20 shapes of Core, 5 with a query."""
    declared = ':prefixes sh:declare [ sh:prefix "" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .\n'
    queries = "".join(
        f":{name} a sh:NodeShape ; sh:targetClass :Edition ;\n"
        f'    sh:sparql [ sh:message "{name}: {{?value}}" ; sh:prefixes :prefixes ;\n'
        f'        sh:select """{text}""" ] .\n'
        for name, text in QUERIES.items()
    )
    return PREFIXES + declared + CORE + queries


def data(editions: int, seed: int = 7) -> str:
    """A data graph in Turtle of about 140 triples an edition, with an error here and there."""
    chance = random.Random(seed)
    lines = [PREFIXES, ":Person rdfs:subClassOf :Agent . :Organisation rdfs:subClassOf :Agent .\n"]
    people = [f":p{i}" for i in range(editions * 2)]
    orgs = [f":o{i}" for i in range(editions * 2)]
    lines += [
        f'{o} a :Organisation ; :name "Org {o}" ; :site "https://{o[1:]}.example"^^xsd:anyURI .' for o in orgs
    ]
    lines += [f'{p} a :Person ; :name "Name {p}" ; :worksFor {chance.choice(orgs)} .' for p in people]
    claims = count()
    for i in range(editions):
        lines += _edition(chance, i, people, orgs, claims)
    return "\n".join(lines)


def _edition(
    chance: random.Random, i: int, people: list[str], orgs: list[str], claims: "count[int]"
) -> list[str]:
    slip = chance.random()
    end = 9 if slip > 0.05 else 1
    labels = (
        f'rdfs:label "Series {i // 5}"@en, "{i // 5}"@zh' if slip < 0.95 else f'rdfs:label "S {i // 5}"@fr'
    )
    lines = [
        f":s{i // 5} a :Series ; {labels} .",
        f":e{i} a :Edition ; :series :s{i // 5} ; :ordinal {i % 5 + (slip > 0.1)} ;"
        f' :start "2024-11-05"^^xsd:date ; :end "2024-11-0{end}"^^xsd:date .',
        f":z{i} a :Zone ; :partOf :e{i} . :y{i} a :Zone ; :partOf :z{i} .",
        f":d{i} a :Deal ; :party {chance.choice(orgs)}, {chance.choice(orgs)} ;"
        f" :witness {chance.choice(people)} ;"
        f' :stage :stage{i % 3} . :stage{i % 3} :name "stage" .',
    ]
    for _ in range(15):
        n, low = next(claims), chance.randint(1, 1000)
        figure = (
            f":lower {low} ; :upper {low + chance.randint(-5, 200)}" if n % 3 else f":share {low / 9:.1f}"
        )
        lines.append(
            f':c{n} a :Claim ; :of :e{i} ; :measure :m{n % 9} ; {figure} ; :quote "{"over " * (low % 20)}" ;'
            f" :unit :{chance.choice(['m2', 'percent', 'person'])} ; :saidBy {chance.choice(people)} ."
        )
    return lines
