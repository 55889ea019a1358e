"""A made-up graph of trade fairs of any size, with every kind of axiom that an ontology of fairs may use."""

from random import Random

from pyoxigraph import RdfFormat, Triple, parse

ONTOLOGY = """
@prefix : <http://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:Agent a owl:Class . :Organisation rdfs:subClassOf :Agent . :Company rdfs:subClassOf :Organisation .
:Person rdfs:subClassOf :Agent ; owl:disjointWith :Organisation . :Event a owl:Class .
:Edition rdfs:subClassOf :Event .
:Series a owl:Class . :Place a owl:Class . :City rdfs:subClassOf :Place . :Country rdfs:subClassOf :Place .
[] a owl:AllDisjointClasses ; owl:members ( :Agent :Event :Series :Place ) .
:AgentOrPlace owl:unionOf ( :Agent :Place ) .
:Host owl:equivalentClass [ owl:intersectionOf ( :Organisation
    [ owl:onProperty :organises ; owl:someValuesFrom :Edition ] ) ] .
:Annual owl:equivalentClass [ owl:onProperty :rhythm ; owl:hasValue "annual" ] .
:OfAnnual owl:onProperty :edition ; owl:allValuesFrom :AnnualEdition . :Annual rdfs:subClassOf :OfAnnual .
:BigFive owl:oneOf ( :country0 :country1 :country2 :country3 :country4 ) ; rdfs:subClassOf :Country .
:involves a owl:ObjectProperty ; rdfs:domain :Event ; rdfs:range :AgentOrPlace ; owl:inverseOf :involvedIn .
:organiser rdfs:subPropertyOf :involves ; rdfs:range :Organisation ; owl:inverseOf :organises .
:exhibitor rdfs:subPropertyOf :involves ; rdfs:range :Organisation . :leads owl:equivalentProperty :heads .
:speaker rdfs:subPropertyOf :involves ; rdfs:range :Person .
:leads rdfs:domain :Person ; rdfs:range :Organisation .
:edition a owl:InverseFunctionalProperty ; owl:inverseOf :series ; rdfs:domain :Series ; rdfs:range :Edition .
:series a owl:FunctionalProperty . :partOf a owl:TransitiveProperty ; owl:inverseOf :hasPart .
:near a owl:SymmetricProperty , owl:IrreflexiveProperty .
:before a owl:AsymmetricProperty ; rdfs:domain :Edition .
:in owl:propertyChainAxiom ( :in :partOf ) . :countryOf owl:propertyChainAxiom ( :in :cityOf ) .
:meets owl:propertyChainAxiom ( [ owl:inverseOf :exhibitor ] :exhibitor :base ) .
:fairOf owl:propertyChainAxiom ( :exhibitor [ owl:inverseOf :leads ] ) .
:Company owl:hasKey ( :name :base ) . :visitors rdfs:domain :Edition ; rdfs:range xsd:nonNegativeInteger .
:exhibitors rdfs:subPropertyOf :statistic . :visitors rdfs:subPropertyOf :statistic .
:Sized owl:onProperty :statistic ; owl:someValuesFrom xsd:decimal .
:Place rdfs:subClassOf [ owl:onProperty :cityOf ; owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .
"""


def fairs(editions: int, seed: int = 0) -> list[Triple]:
    """The ontology, and about 29 triples for each edition.

    Args:
        editions: How many editions of fairs there are.
        seed: Another seed gives other fairs.
    """
    lines = [
        line for number in range(editions) for line in _edition(number, editions, Random(f"{seed} {number}"))
    ]
    text = ONTOLOGY + "\n".join(lines)
    return [quad.triple for quad in parse(text.encode(), format=RdfFormat.TURTLE)]


def _edition(n: int, editions: int, random: Random) -> list[str]:
    """The triples of one edition, its venue and those who took part."""
    companies = sorted(random.sample(range(4 * editions + 8), 4))
    lines = [
        f":e{n} a :Edition ; :series :s{n // 4} ; :visitors {random.randrange(9000)} ; :exhibitors {100 + n}",
        f":e{n} :organiser :o{n % 50} ; :in :hall{n} ; :speaker :p{n} ; :title 'Fair {n}'@en",
        f":s{n // 4} :rhythm '{random.choice(['annual', 'biennial'])}'",
        f":hall{n} a :Place ; :partOf :venue{n // 3} ; :near :hall{n + 1}",
        f":venue{n // 3} :partOf :city{n % 40}",
        f":city{n % 40} a :City ; :cityOf :country{n % 20}",
        f":p{n} :leads :c{companies[0]} ; :name 'Person {n}'",
    ]
    lines += [f":e{n} :before :e{n + 1}"] if n % 4 < 3 else []
    for c in companies:
        lines.append(
            f":e{n} :exhibitor :c{c} . :c{c} a :Company ; :name 'Company {c}' ; :base :country{c % 20}"
        )
    if n % 25 == 0:
        c = companies[0]
        lines.append(
            f":twin{c} a :Company ; :name 'Company {c}' ; :base :country{c % 20} ; :founded {1900 + n % 100}"
        )
    return [f"{line} ." for line in lines]
