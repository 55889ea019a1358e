"""Expograph: trade fairs as a knowledge graph in which every figure keeps its words.

The modules, in the order of the way from a document to an answer; each knows those before it, none after it:

- settings, project, rdf, turtle, iri: where files are, and Turtle with the line of each triple;
- ontology, names, registry: how a property is read, what a name means, who is who;
- interval, phrases: reading words as numbers with bounds, dates, sums of money;
- mapping, brackets, meaning: what a curator wrote, and what its words mean;
- damage, lock, evidence, coverage: where each quote stands, and what is in none;
- claims, assemble, skolem: claims and direct triples, all in their graphs;
- header, premises, arithmetic, rounding, wording, values, functions, rules, template, natural, conclusions,
  sight, derive, best: what follows from claims by rules, what contradicts, and what is best known;
- reason, lines, shacl, shapes: what follows under OWL 2 RL, what must hold, and which line made it so;
- write, format, build: the files of graph/, and sources in one layout;
- data, checked, baseline, reports, validate: what is checked, what is known of it, and the reports;
- parameters, query, address, going, endpoint, table, ask: questions and their answers;
- formula, explain, conflicts, diff, jsonld, parquet, export: why, what is odd, what changed, and other forms;
- axioms, versions, evolution: what an ontology states, and how far its version must move for what changed;
- load: the graph in a store that speaks SPARQL 1.1;
- reference: the ontology described for people, on one page;
- release: all of it in the usual forms, in one folder, described for catalogues;
- start, starter: a new project, and its files;
- pages: the graph as pages for people, in two languages, and for programs;
- serve: the graph over HTTP;
- terminal, making, asking, loading, publishing, starting, serving, cli: the command line.
"""

__version__ = "0.1.0"
