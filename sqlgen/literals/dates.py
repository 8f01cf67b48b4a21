"""Dates, times and intervals as literals; a zone is kept, or dropped exactly where a live run drops it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

from sqlgen.dialect import Dialect
from sqlgen.literals.errors import NoLiteral, shown

SECONDS_PER_DAY = 86_400


def date_literal(value: date, dialect: Dialect) -> str:
    """Return the day of *value*."""
    day = value.date() if isinstance(value, datetime) else value
    return _spelled(dialect.facts.literal.date, day.isoformat(), value, dialect)


def timestamp_literal(value: date, dialect: Dialect, *, zone_type: bool) -> str:
    """Return *value*; a day alone is its midnight. *zone_type*: the type keeps a zone or an instant."""
    facts = dialect.facts.literal
    moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    if moment.utcoffset() is not None:
        if facts.zones == "by_value" or (facts.zones == "by_type" and zone_type):
            moment = _whole_minutes(moment)
            text = moment.replace(tzinfo=None).isoformat(facts.timestamp_separator)
            zone = moment.isoformat()[-6:]
            return _spelled(facts.timestamp_tz, f"{text}{facts.zone_separator}{zone}", value, dialect)
        moment = moment.replace(tzinfo=None)
    form = facts.timestamp_fraction if moment.microsecond else facts.timestamp
    text = moment.replace(tzinfo=None).isoformat(facts.timestamp_separator)
    return _spelled(form, text, value, dialect)


def time_literal(value: time, dialect: Dialect) -> str:
    """Return *value*; its zone only where the engine has a type for it."""
    facts = dialect.facts.literal
    if value.utcoffset() is not None and facts.time_tz:
        return facts.time_tz.format(text=value.isoformat())
    return _spelled(facts.time, value.replace(tzinfo=None).isoformat(), value, dialect)


def duration_literal(value: timedelta, dialect: Dialect) -> str:
    """Return *value* for a TIME column that holds durations: ``-26:30:00``."""
    sign = "-" if value < timedelta(0) else ""
    whole = abs(value)
    hours, rest = divmod(whole.days * SECONDS_PER_DAY + whole.seconds, 3600)
    text = f"{sign}{hours:02}:{rest // 60:02}:{rest % 60:02}{_fraction(whole)}"
    return _spelled(dialect.facts.literal.time, text, value, dialect)


def interval_literal(value: timedelta, dialect: Dialect) -> str:
    """Return *value* in the engine's own INTERVAL type."""
    facts = dialect.facts.literal
    if not facts.interval:
        raise _none(value, dialect)
    return facts.interval.format(days=value.days, clock=_clock(value), seconds=_seconds(value))


def stored_text(value: Any, type_: Any, dialect: Dialect) -> str:
    """Return the text that SQLAlchemy's *type_* stores where the engine has no type for dates.

    Raises: NoLiteral: what the type refuses in a live run, too.
    """
    processor = type_.bind_processor(dialect.sqlalchemy)
    try:
        return str(processor(value) if processor else value)
    except (TypeError, ValueError, AttributeError) as error:
        raise NoLiteral(f"{shown(value)} is no value of {type_!r}: {error}") from error


def parsed(text: str, parse: Callable[[str], date], dialect: Dialect) -> date | str:
    """Return *text* as a date where the dialect would not read it as it stands; else *text*."""
    facts = dialect.facts.literal
    if facts.timestamp == facts.string and facts.timestamp_separator == " ":
        return text
    try:
        return parse(text)
    except ValueError:
        return text


def _whole_minutes(moment: datetime) -> datetime:
    """Return the same instant with an offset of whole minutes; some cities had others before 1970."""
    offset = moment.utcoffset()
    assert offset is not None
    if offset % timedelta(minutes=1):
        return moment.astimezone(UTC)
    return moment.replace(tzinfo=timezone(offset))


def _clock(value: timedelta) -> str:
    return (
        f"{value.seconds // 3600:02}:{value.seconds // 60 % 60:02}:{value.seconds % 60:02}{_fraction(value)}"
    )


def _seconds(value: timedelta) -> str:
    """Return all of *value* in seconds: a float's repr, as SQLAlchemy has it, unless it would lose digits."""
    exact = Decimal(value // timedelta(microseconds=1)).scaleb(-6)
    rounded = repr(value.total_seconds())
    return rounded if Decimal(rounded) == exact and "e" not in rounded else f"{exact:f}"


def _fraction(value: timedelta) -> str:
    return f".{value.microseconds:06}" if value.microseconds else ""


def _spelled(form: str, text: str, value: object, dialect: Dialect) -> str:
    if not form:
        raise _none(value, dialect)
    return form.format(text=text)


def _none(value: object, dialect: Dialect) -> NoLiteral:
    return NoLiteral(
        f"{dialect.title} has no type for {shown(value)}",
        hint="Convert it to a type that the database has, for instance with a TypeDecorator.",
    )
