"""Stances: who stands where, from the words that show it."""
