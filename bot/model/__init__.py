"""The values that every room of the house speaks in.

All are frozen. Text offsets are in characters (Unicode code points), half-open; times are aware and in UTC; an actor is
named by its canonical name ("North Korea"), which is its key. A value checks itself when made and raises ``ValueError``.
"""

from bot.model.actors import (
    Actor,
    Alias,
    Kind,
    Mention,
)
from bot.model.articles import (
    Article,
    Record,
    Sentence,
    Source,
    SourceKind,
    article_id,
)
from bot.model.briefs import (
    Brief,
    Budget,
    Candidate,
    Citation,
    Coverage,
    Evidence,
    Point,
    Query,
    Receipt,
    Section,
)
from bot.model.digests import (
    EVERY_DAY,
    Delivery,
    Schedule,
    State,
    Subscription,
)
from bot.model.stances import (
    TOPIC,
    Label,
    Mode,
    Stance,
    Voice,
)
from bot.model.talk import (
    Actions,
    Button,
    Command,
    Heading,
    Items,
    Line,
    Paragraph,
    Part,
    Picture,
    Place,
    Reply,
    Run,
    Style,
    Table,
)

__all__ = [
    "EVERY_DAY",
    "TOPIC",
    "Actions",
    "Actor",
    "Alias",
    "Article",
    "Brief",
    "Budget",
    "Button",
    "Candidate",
    "Citation",
    "Command",
    "Coverage",
    "Delivery",
    "Evidence",
    "Heading",
    "Items",
    "Kind",
    "Label",
    "Line",
    "Mention",
    "Mode",
    "Paragraph",
    "Part",
    "Picture",
    "Place",
    "Point",
    "Query",
    "Receipt",
    "Record",
    "Reply",
    "Run",
    "Schedule",
    "Section",
    "Sentence",
    "Source",
    "SourceKind",
    "Stance",
    "State",
    "Style",
    "Subscription",
    "Table",
    "Voice",
    "article_id",
]
