# What breaks the rules of ontology/shapes/release/void.ttl: after its name, the update of void.ttl that breaks it.
# What cannot be broken without another is named with that.

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX : <https://teapots.example/release/>

# VoidDatasetTriples.maxCount
INSERT DATA { :other void:triples 1 , 2 }

# VoidDatasetTriples.datatype
INSERT DATA { :other void:triples 2.5 }

# VoidDatasetTriples.minInclusive
INSERT DATA { :other void:triples -1 }

# VoidDatasetEntities.maxCount
INSERT DATA { :one void:entities 6 }

# VoidDatasetEntities.datatype
INSERT DATA { :other void:entities 2.5 }

# VoidDatasetEntities.minInclusive
DELETE WHERE { :one void:entities ?any } ; INSERT DATA { :one void:entities -1 }

# VoidDatasetClasses.maxCount
INSERT DATA { :one void:classes 6 }

# VoidDatasetClasses.datatype
INSERT DATA { :other void:classes 2.5 }

# VoidDatasetClasses.minInclusive
DELETE WHERE { :one void:classes ?any } ; INSERT DATA { :one void:classes -1 }

# VoidDatasetProperties.maxCount
INSERT DATA { :one void:properties 6 }

# VoidDatasetProperties.datatype
INSERT DATA { :other void:properties 2.5 }

# VoidDatasetProperties.minInclusive
DELETE WHERE { :one void:properties ?any } ; INSERT DATA { :one void:properties -1 }

# VoidDatasetDistinctSubjects.maxCount
INSERT DATA { :one void:distinctSubjects 6 }

# VoidDatasetDistinctSubjects.datatype
INSERT DATA { :other void:distinctSubjects 2.5 }

# VoidDatasetDistinctSubjects.minInclusive
DELETE WHERE { :one void:distinctSubjects ?any } ; INSERT DATA { :one void:distinctSubjects -1 }

# VoidDatasetDistinctObjects.maxCount
INSERT DATA { :one void:distinctObjects 6 }

# VoidDatasetDistinctObjects.datatype
INSERT DATA { :other void:distinctObjects 2.5 }

# VoidDatasetDistinctObjects.minInclusive
DELETE WHERE { :one void:distinctObjects ?any } ; INSERT DATA { :one void:distinctObjects -1 }

# VoidAccessDump.nodeKind
DELETE WHERE { :one void:dataDump ?any } ; INSERT DATA { :one void:dataDump "words" }

# VoidAccessVocabulary.nodeKind
DELETE WHERE { :one void:vocabulary ?any } ; INSERT DATA { :one void:vocabulary "words" }

# VoidAccessExample.nodeKind
DELETE WHERE { :one void:exampleResource ?any } ; INSERT DATA { :one void:exampleResource "words" }

# VoidAccessSpace.nodeKind
DELETE WHERE { :one void:uriSpace ?any } ; INSERT DATA { :one void:uriSpace :thing }

# VoidAccessPattern.nodeKind
DELETE WHERE { :one void:uriRegexPattern ?any } ; INSERT DATA { :one void:uriRegexPattern :thing }

# VoidAccessFeature.class
DELETE WHERE { :one void:feature ?any } ; INSERT DATA { :one void:feature :stranger }

# VoidAccessSubset.class
DELETE WHERE { :one void:subset ?any } ; INSERT DATA { :one void:subset :stranger }

# VoidAccessLicence.nodeKind
DELETE WHERE { :one dcterms:license ?any } ; INSERT DATA { :one dcterms:license "words" }

# ClassPartitionClass.minCount
DELETE WHERE { :fairs void:class ?any }

# ClassPartitionClass.maxCount
INSERT DATA { :fairs void:class :Other }

# ClassPartitionClass.nodeKind
DELETE WHERE { :fairs void:class ?any } ; INSERT DATA { :fairs void:class "words" }

# ClassPartitionEntities.minCount
DELETE WHERE { :fairs void:entities ?any }

# PropertyPartitionProperty.minCount
DELETE WHERE { :types void:property ?any }

# PropertyPartitionProperty.maxCount
INSERT DATA { :types void:property :other }

# PropertyPartitionProperty.nodeKind
DELETE WHERE { :types void:property ?any } ; INSERT DATA { :types void:property "words" }

# PropertyPartitionTriples.minCount
INSERT DATA { :one void:propertyPartition :new . :new a void:Dataset ; void:property :link }

# LinksetPredicate.minCount
DELETE WHERE { :links void:linkPredicate ?any }

# LinksetPredicate.maxCount
INSERT DATA { :links void:linkPredicate :like }

# LinksetPredicate.nodeKind
DELETE WHERE { :links void:linkPredicate ?any } ; INSERT DATA { :links void:linkPredicate "words" }

# LinksetSubjects.minCount
DELETE WHERE { :links void:subjectsTarget ?any }

# LinksetSubjects.maxCount
INSERT DATA { :links void:subjectsTarget :types }

# LinksetSubjects.class
DELETE WHERE { :links void:subjectsTarget ?any } ; INSERT DATA { :links void:subjectsTarget :stranger }

# LinksetSubjects.disjoint
DELETE WHERE { :links void:subjectsTarget ?any } ; INSERT DATA { :links void:subjectsTarget :other }

# LinksetObjects.minCount
DELETE WHERE { :links void:objectsTarget ?any }

# LinksetObjects.maxCount
INSERT DATA { :links void:objectsTarget :types }

# LinksetObjects.class
DELETE WHERE { :links void:objectsTarget ?any } ; INSERT DATA { :links void:objectsTarget :stranger }

# PartitionsAddUp.sparql
DELETE DATA { :types void:triples 2 } ; INSERT DATA { :types void:triples 1 }

# PartitionsWithin.sparql
DELETE DATA { :fairs void:triples 5 } ; INSERT DATA { :fairs void:triples 6 }
