"""The edges of briefbot: chats, web, terminal and clock. Each translates in, calls the core, and translates out."""
