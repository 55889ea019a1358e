# What breaks the rules of ontology/shapes/release/dcat.ttl: after its name, the update of dcat.ttl that breaks it.
# What cannot be broken without another is named with that.

PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcatap: <http://data.europa.eu/r5r/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX spdx: <http://spdx.org/rdf/terms#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX : <https://teapots.example/release/>

# ReleaseCatalogueTitle.minCount
DELETE WHERE { : dcterms:title ?any }

# ReleaseCatalogueTitle.nodeKind
DELETE WHERE { : dcterms:title ?any } ; INSERT DATA { : dcterms:title :thing }

# ReleaseCatalogueTitle.uniqueLang
INSERT DATA { : dcterms:title "Another"@en }

# ReleaseCatalogueDescription.minCount
DELETE WHERE { : dcterms:description ?any }

# ReleaseCatalogueDescription.nodeKind
DELETE WHERE { : dcterms:description ?any } ; INSERT DATA { : dcterms:description :thing }

# ReleaseCataloguePublisher.minCount
DELETE WHERE { : dcterms:publisher ?any }

# ReleaseCataloguePublisher.maxCount
INSERT DATA { : dcterms:publisher :second . :second a foaf:Agent ; foaf:name "Second" }

# ReleaseCataloguePublisher.class
DELETE WHERE { : dcterms:publisher ?any } ; INSERT DATA { : dcterms:publisher :stranger }

# ReleaseCatalogueDatasets.minCount
DELETE WHERE { : dcat:dataset ?any }

# ReleaseCatalogueDatasets.class
DELETE WHERE { : dcat:dataset ?any } ; INSERT DATA { : dcat:dataset :stranger }

# ReleaseCatalogueLicence.maxCount
INSERT DATA { : dcterms:license <https://example.org/licence> }

# ReleaseCatalogueLicence.nodeKind
DELETE WHERE { : dcterms:license ?any } ; INSERT DATA { : dcterms:license "words" }

# ReleaseDatasetTitle.minCount
DELETE WHERE { :one dcterms:title ?any }

# ReleaseDatasetTitle.nodeKind
DELETE WHERE { :one dcterms:title ?any } ; INSERT DATA { :one dcterms:title :thing }

# ReleaseDatasetTitle.uniqueLang
INSERT DATA { :one dcterms:title "Another"@en }

# ReleaseDatasetDescription.minCount
DELETE WHERE { :one dcterms:description ?any }

# ReleaseDatasetDescription.nodeKind
DELETE WHERE { :one dcterms:description ?any } ; INSERT DATA { :one dcterms:description :thing }

# ReleaseDatasetPublisher.maxCount
INSERT DATA { :one dcterms:publisher :second . :second a foaf:Agent ; foaf:name "Second" }

# ReleaseDatasetPublisher.class
DELETE WHERE { :one dcterms:publisher ?any } ; INSERT DATA { :one dcterms:publisher :stranger }

# ReleaseDatasetTheme.nodeKind
DELETE WHERE { :one dcat:theme ?any } ; INSERT DATA { :one dcat:theme "http://publications.europa.eu/resource/authority/data-theme/ECON" }

# ReleaseDatasetTheme.pattern
DELETE WHERE { :one dcat:theme ?any } ; INSERT DATA { :one dcat:theme <https://example.org/other> }

# ReleaseDatasetDistribution.class
DELETE WHERE { :one dcat:distribution ?any } ; INSERT DATA { :one dcat:distribution :stranger }

# ReleaseDatasetKeyword.nodeKind
DELETE WHERE { :one dcat:keyword ?any } ; INSERT DATA { :one dcat:keyword :thing }

# ReleaseDatasetIssued.maxCount
INSERT DATA { :one dcterms:issued "2026-05-02"^^xsd:date }

# ReleaseDatasetIssued.or
DELETE WHERE { :one dcterms:issued ?any } ; INSERT DATA { :one dcterms:issued "yesterday" }

# ReleaseDatasetVersion.maxCount
INSERT DATA { :one dcat:version "2" }

# ReleaseDatasetVersion.nodeKind
DELETE WHERE { :one dcat:version ?any } ; INSERT DATA { :one dcat:version :thing }

# ReleaseDatasetIdentifier.nodeKind
DELETE WHERE { :one dcterms:identifier ?any } ; INSERT DATA { :one dcterms:identifier :thing }

# ReleaseDatasetLicence.maxCount
INSERT DATA { :one dcterms:license <https://example.org/licence> }

# ReleaseDatasetLicence.nodeKind
DELETE WHERE { :one dcterms:license ?any } ; INSERT DATA { :one dcterms:license "words" }

# ReleaseDatasetAccess.maxCount
INSERT DATA { :one dcterms:accessRights <http://publications.europa.eu/resource/authority/access-right/RESTRICTED> }

# ReleaseDatasetAccess.nodeKind
DELETE WHERE { :one dcterms:accessRights ?any } ; INSERT DATA { :one dcterms:accessRights "http://publications.europa.eu/resource/authority/access-right/PUBLIC" }

# ReleaseDatasetAccess.pattern
DELETE WHERE { :one dcterms:accessRights ?any } ; INSERT DATA { :one dcterms:accessRights <https://example.org/other> }

# ReleaseDatasetLanguage.nodeKind
DELETE WHERE { :one dcterms:language ?any } ; INSERT DATA { :one dcterms:language "http://publications.europa.eu/resource/authority/language/ENG" }

# ReleaseDatasetLanguage.pattern
DELETE WHERE { :one dcterms:language ?any } ; INSERT DATA { :one dcterms:language <https://example.org/other> }

# ReleaseDatasetSpatial.class
DELETE WHERE { :one dcterms:spatial ?any } ; INSERT DATA { :one dcterms:spatial :stranger }

# ReleaseDatasetTemporal.class
DELETE WHERE { :one dcterms:temporal ?any } ; INSERT DATA { :one dcterms:temporal :stranger }

# ReleaseDatasetVersionOf.class
DELETE WHERE { :one dcat:isVersionOf ?any } ; INSERT DATA { :one dcat:isVersionOf :stranger }

# ReleaseDatasetPreviousVersion.maxCount
INSERT DATA { :one dcat:previousVersion :before }

# ReleaseDatasetPreviousVersion.nodeKind
DELETE WHERE { :one dcat:previousVersion ?any } ; INSERT DATA { :one dcat:previousVersion "words" }

# ReleaseDatasetGeneratedBy.class
DELETE WHERE { :one prov:wasGeneratedBy ?any } ; INSERT DATA { :one prov:wasGeneratedBy :stranger }

# ReleaseDatasetPublisherKnown.minCount
DELETE WHERE { :one dcterms:publisher ?any }

# ReleaseDatasetThemeKnown.minCount
DELETE WHERE { :one dcat:theme ?any }

# ReleaseDatasetContactKnown.minCount
DELETE WHERE { :one dcat:contactPoint ?any }

# ReleaseDatasetDistributionKnown.minCount
DELETE WHERE { :one dcat:distribution ?any }

# ReleaseDatasetKeywordKnown.minCount
DELETE WHERE { :one dcat:keyword ?any }

# ReleaseDatasetSpatialKnown.minCount
DELETE WHERE { :one dcterms:spatial ?any }

# ReleaseDatasetTemporalKnown.minCount
DELETE WHERE { :one dcterms:temporal ?any }

# ReleaseDistributionAccess.minCount
DELETE WHERE { :file dcat:accessURL ?any }

# ReleaseDistributionAccess.nodeKind
DELETE WHERE { :file dcat:accessURL ?any } ; INSERT DATA { :file dcat:accessURL "words" }

# ReleaseDistributionDownload.nodeKind
DELETE WHERE { :file dcat:downloadURL ?any } ; INSERT DATA { :file dcat:downloadURL "words" }

# ReleaseDistributionSize.maxCount
INSERT DATA { :file dcat:byteSize "8"^^xsd:nonNegativeInteger }

# ReleaseDistributionSize.datatype
DELETE WHERE { :file dcat:byteSize ?any } ; INSERT DATA { :file dcat:byteSize "7"^^xsd:integer }

# ReleaseDistributionChecksum.maxCount
INSERT DATA { :file spdx:checksum :second . :second a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha256 ; spdx:checksumValue "f3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"^^xsd:hexBinary }

# ReleaseDistributionChecksum.class
DELETE WHERE { :file spdx:checksum ?any } ; INSERT DATA { :file spdx:checksum :stranger }

# ReleaseDistributionMediaType.maxCount
INSERT DATA { :file dcat:mediaType <https://www.iana.org/assignments/media-types/text/csv> }

# ReleaseDistributionMediaType.nodeKind
DELETE WHERE { :file dcat:mediaType ?any } ; INSERT DATA { :file dcat:mediaType "https://www.iana.org/assignments/media-types/text/turtle" }

# ReleaseDistributionMediaType.pattern
DELETE WHERE { :file dcat:mediaType ?any } ; INSERT DATA { :file dcat:mediaType <https://example.org/other> }

# ReleaseDistributionFormat.maxCount
INSERT DATA { :file dcterms:format <http://publications.europa.eu/resource/authority/file-type/CSV> }

# ReleaseDistributionFormat.nodeKind
DELETE WHERE { :file dcterms:format ?any } ; INSERT DATA { :file dcterms:format "http://publications.europa.eu/resource/authority/file-type/RDF_TURTLE" }

# ReleaseDistributionFormat.pattern
DELETE WHERE { :file dcterms:format ?any } ; INSERT DATA { :file dcterms:format <https://example.org/other> }

# ReleaseDistributionCompression.maxCount
INSERT DATA { :file dcat:compressFormat <https://www.iana.org/assignments/media-types/application/zip> }

# ReleaseDistributionCompression.pattern
DELETE WHERE { :file dcat:compressFormat ?any } ; INSERT DATA { :file dcat:compressFormat <https://example.org/other> }

# ReleaseDistributionStandard.nodeKind
DELETE WHERE { :file dcterms:conformsTo ?any } ; INSERT DATA { :file dcterms:conformsTo "words" }

# ReleaseDistributionLicence.maxCount
INSERT DATA { :file dcterms:license <https://example.org/licence> }

# ReleaseDistributionLicence.nodeKind
DELETE WHERE { :file dcterms:license ?any } ; INSERT DATA { :file dcterms:license "words" }

# ReleaseDistributionIssued.maxCount
INSERT DATA { :file dcterms:issued "2026-05-02"^^xsd:date }

# ReleaseDistributionIssued.or
DELETE WHERE { :file dcterms:issued ?any } ; INSERT DATA { :file dcterms:issued "yesterday" }

# ReleaseDistributionAvailability.maxCount
INSERT DATA { :file dcatap:availability <http://publications.europa.eu/resource/authority/planned-availability/TEMPORARY> }

# ReleaseDistributionAvailability.pattern
DELETE WHERE { :file dcatap:availability ?any } ; INSERT DATA { :file dcatap:availability <https://example.org/other> }

# ReleaseDistributionAvailabilityKnown.minCount
DELETE WHERE { :file dcatap:availability ?any }

# ReleaseDistributionDescriptionKnown.minCount
DELETE WHERE { :file dcterms:description ?any }

# ReleaseDistributionFormatKnown.minCount
DELETE WHERE { :file dcterms:format ?any }

# ReleaseDistributionLicenceKnown.minCount
DELETE WHERE { :file dcterms:license ?any }

# ReleaseChecksumAlgorithm.minCount
DELETE WHERE { :sum spdx:algorithm ?any }

# ReleaseChecksumAlgorithm.maxCount ReleaseChecksumAlgorithm.in
INSERT DATA { :sum spdx:algorithm spdx:checksumAlgorithm_md5 }

# ReleaseChecksumAlgorithm.in
DELETE WHERE { :sum spdx:algorithm ?any } ; INSERT DATA { :sum spdx:algorithm spdx:checksumAlgorithm_md5 }

# ReleaseChecksumValue.minCount
DELETE WHERE { :sum spdx:checksumValue ?any }

# ReleaseChecksumValue.maxCount
INSERT DATA { :sum spdx:checksumValue "f3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"^^xsd:hexBinary }

# ReleaseChecksumValue.datatype
DELETE WHERE { :sum spdx:checksumValue ?any } ; INSERT DATA { :sum spdx:checksumValue "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" }

# ReleaseChecksumValue.pattern
DELETE WHERE { :sum spdx:checksumValue ?any } ; INSERT DATA { :sum spdx:checksumValue "e3b0"^^xsd:hexBinary }

# ReleaseAgentName.minCount
DELETE WHERE { :guild foaf:name ?any }

# ReleaseAgentName.nodeKind
DELETE WHERE { :guild foaf:name ?any } ; INSERT DATA { :guild foaf:name :thing }

# ReleasePeriodStart.maxCount
INSERT DATA { :time dcat:startDate "2026-05-03"^^xsd:date }

# ReleasePeriodStart.or ReleasePeriodStart.lessThanOrEquals
DELETE WHERE { :time dcat:startDate ?any } ; INSERT DATA { :time dcat:startDate "yesterday" }

# ReleasePeriodStart.lessThanOrEquals
DELETE WHERE { :time dcat:startDate ?any } ; INSERT DATA { :time dcat:startDate "2026-06-01"^^xsd:date }

# ReleasePeriodEnd.maxCount
INSERT DATA { :time dcat:endDate "2026-05-05"^^xsd:date }

# ReleasePeriodEnd.or ReleasePeriodStart.lessThanOrEquals
DELETE WHERE { :time dcat:endDate ?any } ; INSERT DATA { :time dcat:endDate "tomorrow" }

# ReleasePeriodStartKnown.minCount
DELETE WHERE { :time dcat:startDate ?any }

# ReleasePeriodEndKnown.minCount
DELETE WHERE { :time dcat:endDate ?any }
