"""The terminal: the whole bot in a shell, without an account."""
