"""The whole bot in a shell, without an account."""
