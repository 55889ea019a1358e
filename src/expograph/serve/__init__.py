"""The graph served over HTTP: pages for people, and a SPARQL endpoint that no query can bring down.

Three kinds of processes. The *origin* holds the data and never answers. It forks a *worker* for each
connection, which shares its memory and runs one query after the other, under limits that the kernel keeps.
The *front* speaks HTTP and never runs a query. Pages are a job of the workers, made from what the origin
prepared; the front keeps them, and has a *painter* draw their charts. A change is worked out in a fork as
well, checked there, and told to the origin as the difference: what is refused has never happened.
"""
