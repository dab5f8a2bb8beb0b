"""Actors: the registry of names, and where a text mentions them."""
