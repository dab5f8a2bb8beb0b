"""The core of briefbot: it reads, ranks and answers, and knows no chat platform."""
