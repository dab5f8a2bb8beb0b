"""Lines that only say when, or only who wrote it."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_MOST_TOKENS = 18
_CALENDAR_WORDS = """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sep sept oct nov dec
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    janvier février mars avril mai juin juillet août septembre octobre novembre décembre
    lundi mardi mercredi jeudi vendredi samedi dimanche
    januar februar märz juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    lunes martes miércoles jueves viernes sábado domingo
    janeiro fevereiro março maio junho julho setembro outubro dezembro
    gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
    年 月 日 年月日 년 월 일
"""
_OTHER_WORDS = """
    published updated posted last first modified originally created added date dated time edited revised reviewed issued
    on at the and of in by from to as de le la el den der du del um uhr h à a
    am pm a p m noon midnight st nd rd th hours hour hrs hr minutes minute mins min seconds ago day days week weeks month
    months year years yesterday today now read
    gmt utc est edt et pst pdt pt cst cdt ct mst mdt bst ist kst jst cet cest msk eastern pacific z t
    publié mis jour actualisé veröffentlicht aktualisiert stand publicado actualizado atualizado pubblicato aggiornato
"""
_CALENDAR = frozenset(_CALENDAR_WORDS.split())
_AROUND = frozenset(_OTHER_WORDS.split())
_BYLINE = re.compile(
    r"(?i:by|written by|story by|words by|text by|report by|authors?|reporters?|correspondent|byline)\s*[: ]\s*(.+)"
)
_NAMES = re.compile(
    r"(?:(?:[^\W\d_a-z][\w.'’-]*|and|&|de|van|von|der|bin|al-[\w'’-]+|el|la|le|du|da|in|for|of|the|at|with|staff|writer|"
    r"reporter|correspondent|editor|contributor|admin|desk|team|\d+)[,;|/]?(?:\s+|$)|[|/•·–—@-]\s*)+"
)
_MOST_NAMES = 14


def is_date_line(line: str) -> bool:
    """Say whether a line holds nothing but a date or time and words such as "updated".

    >>> is_date_line("Thursday, July 18, 2024"), is_date_line("July surprise in Seoul")
    (True, False)
    """
    tokens = _TOKEN.findall(line.casefold())
    if not 0 < len(tokens) <= _MOST_TOKENS:
        return False
    when = sum(token.isdigit() or token in _CALENDAR for token in tokens)
    known = all(token.isdigit() or token in _CALENDAR or token in _AROUND for token in tokens)
    numbered = any(token.isdigit() for token in tokens)
    return known and numbered and (when > 1 or len(tokens) > 1)


def is_byline(line: str) -> bool:
    """Say whether a line only says who wrote the article.

    >>> is_byline("By Jane Doe and John Roe, Reuters"), is_byline("By contrast, nothing changed")
    (True, False)
    """
    found = _BYLINE.fullmatch(line)
    if found is None or line.rstrip().endswith((".", "!", "?")):
        return False
    return len(found[1].split()) <= _MOST_NAMES and _NAMES.fullmatch(found[1].strip()) is not None
