"""Posting: what is due, what is new, and the outbox that posts it once."""
