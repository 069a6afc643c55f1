"""Fonds reads the papers of archives and gives them back searchable and citable."""

__version__ = "0.1.0"
