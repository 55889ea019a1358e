"""Ill-formed shapes and unsupported features: each error names the shape and what is wrong with it."""

import pytest
from shacl_texts import read, sparql

from expograph.shacl import ShapesError, compile_shapes

C = ":S sh:targetClass :C ; "
P = C + "sh:path :p ; "

REFUSED = {
    ":S a sh:PropertyShape ; sh:targetClass :C .": "a property shape needs a sh:path",
    C + "sh:path :p, :q .": "sh:path has 2 values",
    C + 'sh:path "x" .': "not a well-formed path",
    C + "sh:path ( :p ) .": "needs at least two members",
    C + "sh:path [ ] .": "neither a list nor a kind of path",
    "_:p sh:zeroOrMorePath _:p . " + C + "sh:path _:p .": "not a well-formed path",
    P + 'sh:minCount "x" .': "sh:minCount must be an integer",
    P + "sh:maxCount 1.5 .": "sh:maxCount must be an integer",
    P + "sh:minCount 1, 2 .": "sh:minCount has 2 values",
    P + 'sh:qualifiedValueShape [ ] ; sh:qualifiedMinCount "x" .': "sh:qualifiedMinCount must be an integer",
    C + "sh:minCount 1 .": "sh:minCount is only allowed in a property shape",
    C + 'sh:pattern "(" .': "not a regular expression",
    C + 'sh:pattern "a" ; sh:flags "z" .': "not a regular expression",
    C + "sh:in ( 1 ), ( 2 ) .": "sh:in has 2 values",
    C + "sh:in :x .": "not a well-formed list",
    C + "sh:languageIn ( :x ) .": "sh:languageIn must list",
    C + "sh:class 'x' .": "sh:class must be an IRI",
    C + "sh:nodeKind :x .": "is no node kind",
    C + "sh:datatype xsd:date, xsd:string .": "sh:datatype has 2 values",
    C + "sh:minInclusive :x .": "sh:minInclusive must be a literal",
    C + "sh:closed 'x' .": "sh:closed must be true or false",
    C + "sh:deactivated 1 .": "sh:deactivated must be true or false",
    C + "sh:severity 'x' .": "sh:severity must be an IRI",
    ":S sh:targetClass 'C' .": "sh:targetClass must be an IRI",
    C + "sh:node [ sh:path :p ] .": "sh:node needs a node shape, not the shape on <http://example.org/p>",
    C + "sh:property [ sh:class :D ] .": "sh:property needs a property shape",
    C + "sh:not 'x' .": "is no shape",
    C + "sh:or ( :S ) .": "recursive shapes are not supported",
    C + "sh:node :T . :T sh:property [ sh:path :p ; sh:node :S ] .": "recursive shapes .* > .*T",
    C + "sh:js [ ] .": "sh:js is not supported",
    C + "sh:rule [ ] .": "sh:rule is not supported",
    C + "sh:expression [ ] .": "sh:expression is not supported",
    C + "sh:reifierShape [ ] .": "sh:reifierShape is not supported",
    ":S sh:targetClass :C . :x sh:entailment :RDFS .": "sh:entailment is not supported",
    ":S sh:target [ a sh:SPARQLTarget ] .": "sh:target is not supported",
    C + "sh:sparql 'x' .": "not a SPARQL-based constraint",
    C + "sh:sparql [ sh:ask 'ASK { }' ] .": "one query is required",
    C + "sh:sparql [ sh:select 'SELECT $this WHERE { $this :p ?x }' ] .": "undeclared prefix .line 1",
    sparql("SELECT $this\nWHERE { $this", "sh:targetClass :C"): "does not parse .line 2, column",
    sparql("SELECT ?x WHERE { $this :p ?x }", "sh:targetClass :C"): "must return .this",
    sparql(
        "SELECT $this WHERE { $this :p ?x MINUS { $this :q ?x } }", "sh:targetClass :C"
    ): "MINUS is not allowed",
    sparql("SELECT $this WHERE { VALUES ?x { 1 } }", "sh:targetClass :C"): "VALUES is not allowed",
    sparql("SELECT $this WHERE { SERVICE :x { } }", "sh:targetClass :C"): "SERVICE is not allowed",
    sparql("SELECT $this WHERE { BIND(1 AS $this) }", "sh:targetClass :C"): "is pre-bound",
    sparql(
        "SELECT $this WHERE { { SELECT ?x WHERE { ?x :p ?y } } }", "sh:targetClass :C"
    ): "must return .this",
    "[] sh:targetNode :a ; sh:sparql [ sh:select 'SELECT $this { ?x ?p $currentShape }' ] .": "a blank node",
    C + "sh:sparql [ sh:prefixes [ sh:declare [ ] ] ; sh:select 'SELECT $this { }' ] .": "sh:declare needs",
    ":K sh:parameter [ sh:path :x ] .": "no validator",
    ":K sh:parameter [ sh:name 'x' ] ; sh:validator [ sh:ask 'ASK { }' ] .": "must have one IRI as",
    ":K sh:parameter [ sh:path :x ], [ sh:path :y ] ; sh:validator [ sh:ask 'ASK { }' ] . "
    + C
    + ":x 1, 2 ; :y 1 .": "more than one value",
}


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    """The shapes graph is refused with an error that says what is wrong, and where."""
    with pytest.raises(ShapesError, match=REFUSED[text]) as error:
        compile_shapes(read(text))
    assert error.value.exit_code == 2
    if not text.startswith("[]"):
        assert "<http://example.org/" in str(error.value)


def test_unused_nonsense_is_let_be() -> None:
    """If no shape refers to an ill-formed path, then nothing is refused (W3C's path-unused-001)."""
    assert compile_shapes(read("_:p sh:inversePath _:q . _:q sh:zeroOrOnePath ( _:q ) .")).shapes == ()
