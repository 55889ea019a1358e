"""A release: ontology, graph, shapes, queries and views in every usual form, in one folder."""
