"""Expograph: trade fairs as a knowledge graph in which every figure keeps its words."""

__version__ = "0.1.0"
