"""The forms of answers and of what is sent: SPARQL results, and RDF."""

from pyoxigraph import QueryResultsFormat, RdfFormat

from expograph.serve.negotiate import Form

UTF8 = "; charset=utf-8"
RESULTS = (
    Form("json", "application/sparql-results+json", ("application/json",)),
    Form("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Form("csv", "text/csv" + UTF8),
    Form("tsv", "text/tab-separated-values" + UTF8),
)
TRIPLES = (
    Form("ttl", "text/turtle" + UTF8, ("application/x-turtle",)),
    Form("nt", "application/n-triples", ("text/plain",)),
    Form("rdf", "application/rdf+xml", ("application/xml", "text/xml")),
    Form("jsonld", "application/ld+json", ("application/json",)),
    Form("trig", "application/trig"),
    Form("nq", "application/n-quads"),
)
QUADS = (TRIPLES[4], TRIPLES[5], TRIPLES[3])
PAGES = {
    form.name: form
    for form in (
        Form("html", "text/html" + UTF8, ("application/xhtml+xml",)),
        Form("turtle", "text/turtle", TRIPLES[0].others),
        Form("jsonld", "application/ld+json", TRIPLES[3].others),
        Form("nt", "application/n-triples", TRIPLES[1].others),
        Form("rdfxml", "application/rdf+xml", TRIPLES[2].others),
        Form("csv", "text/csv" + UTF8),
        Form("json", "application/json"),
    )
}
RESULT_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
RDF_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "rdf": RdfFormat.RDF_XML,
    "jsonld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}
NAMES = frozenset(RESULT_FORMATS) | frozenset(RDF_FORMATS)
