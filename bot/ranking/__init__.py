"""Ranking: one method a file, each chooses the sentences that a brief is made of."""
