"""Answering: from words to a brief, and from a brief to a reply."""
