"""The guarded fetch: the only room with a window to outside."""
