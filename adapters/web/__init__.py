"""The web edge: health, readiness and metrics."""
