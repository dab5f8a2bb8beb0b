"""The colour that each stance has wherever stances are drawn: in pictures and on pages."""

from __future__ import annotations

INK = "#1b1f24"
"""The colour of letters on all of these grounds."""

GROUNDS = {
    "supportive": "#b7e1cd",
    "critical": "#f4c7c3",
    "threatening": "#e99b95",
    "concerned": "#fde3b5",
    "cautious": "#fff4cc",
    "denies": "#d9d2e9",
    "mixed": "#d0e0f0",
}
"""The ground of each label, by its word; black letters on it have a contrast of 7:1 or more (WCAG 2.2, 1.4.6)."""
