"""The web edge: a page with every command, health, and metrics."""
