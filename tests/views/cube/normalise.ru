# The normalization algorithm for abbreviated data cubes, to be run before the integrity constraints.
# The RDF Data Cube Vocabulary, W3C Recommendation 16 January 2014, section 10; copyright W3C.
# https://www.w3.org/TR/2014/REC-vocab-data-cube-20140116/

PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX qb: <http://purl.org/linked-data/cube#>

# Phase 1: type and property closure
INSERT { ?o rdf:type qb:Observation . } WHERE { [] qb:observation ?o . } ;
INSERT { ?o rdf:type qb:Observation . } WHERE { ?o qb:dataSet [] . } ;
INSERT { ?s rdf:type qb:Slice . } WHERE { [] qb:slice ?s . } ;
INSERT { ?cs qb:componentProperty ?p . ?p rdf:type qb:DimensionProperty . } WHERE { ?cs qb:dimension ?p . } ;
INSERT { ?cs qb:componentProperty ?p . ?p rdf:type qb:MeasureProperty . } WHERE { ?cs qb:measure ?p . } ;
INSERT { ?cs qb:componentProperty ?p . ?p rdf:type qb:AttributeProperty . } WHERE { ?cs qb:attribute ?p . } ;

# Phase 2: push down attachment levels
# Dataset attachments
INSERT { ?obs ?comp ?value } WHERE {
    ?spec qb:componentProperty ?comp ; qb:componentAttachment qb:DataSet .
    ?dataset qb:structure [qb:component ?spec] ; ?comp ?value .
    ?obs qb:dataSet ?dataset .
} ;
# Slice attachments
INSERT { ?obs ?comp ?value } WHERE {
    ?spec qb:componentProperty ?comp ; qb:componentAttachment qb:Slice .
    ?dataset qb:structure [qb:component ?spec] ; qb:slice ?slice .
    ?slice ?comp ?value ; qb:observation ?obs .
} ;
# Dimension values on slices
INSERT { ?obs ?comp ?value } WHERE {
    ?spec qb:componentProperty ?comp .
    ?comp a qb:DimensionProperty .
    ?dataset qb:structure [qb:component ?spec] ; qb:slice ?slice .
    ?slice ?comp ?value ; qb:observation ?obs .
}
