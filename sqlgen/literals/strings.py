"""Text and bytes as literals: quotes, escapes, and what client programs would read inside a string."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sqlgen.dialect import Dialect
from sqlgen.facts import LiteralFacts
from sqlgen.literals.errors import NoLiteral, shown

# A concatenation longer than this gets one line for each line of its text.
SHORT = 90
LONGEST_LINE = 1000
# Parts of one concatenation.
WIDEST = 200


@lru_cache(maxsize=256)
def string_literal(text: str, dialect: Dialect, *, unicode_type: bool = False) -> str:
    """Return *text* as a string literal, or a concatenation in parentheses where one literal cannot hold it.

    *unicode_type*: the column's type is one of the engine's NVARCHAR family.
    Raises: NoLiteral: a NUL character or half a surrogate pair, which no script can hold.
    """
    facts = dialect.facts.literal
    _check(text)
    form = _form(text, facts, unicode_type=unicode_type)
    parts = list(_parts(text, facts))
    if len(parts) < 2:
        return _quoted(text, form, facts) if not parts or parts[0][0] else parts[0][1]
    written = [(is_text, _quoted(part, form, facts) if is_text else part) for is_text, part in parts]
    start = "{text}"
    if facts.longest_joined and len(text.encode()) > facts.longest_joined:
        start = facts.joined_start
    return _joined(written, start, facts)


def constant_literal(text: str, dialect: Dialect, *, unicode_type: bool = False) -> str:
    """Return *text* as one literal, for the places that take no expression: comments, procedure arguments.

    Raises: NoLiteral: also a text that a client program would break at one of its lines.
    """
    facts = dialect.facts.literal
    _check(text)
    if facts.line_hazard and re.search(facts.line_hazard, text):
        raise NoLiteral(
            f"{shown(text)} cannot be one literal: the client program would act on one of its lines",
            hint="Take the line that the client reads as a command out of the text.",
        )
    form = _form(text, facts, unicode_type=unicode_type)
    return _quoted(text, facts.string if form == facts.non_ascii_string else form, facts)


def bytes_literal(value: bytes, dialect: Dialect) -> str:
    """Return *value* as a literal. Raises: NoLiteral: longer than the dialect's literals can be."""
    facts = dialect.facts.literal
    if not value:
        return facts.empty_bytes
    if facts.longest_bytes and len(value) > facts.longest_bytes:
        raise NoLiteral(
            f"{len(value)} bytes are too long for a literal of {dialect.title} ({facts.longest_bytes})",
            hint="Load the value with a tool of the database after the script has run.",
        )
    return facts.bytes.format(hex=value.hex())


def _check(text: str) -> None:
    if "\0" in text:
        raise NoLiteral(f"the string {shown(text)} holds a NUL character", hint="Store it as bytes.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NoLiteral(
            f"the string {shown(text)} holds half of a surrogate pair, which UTF-8 cannot write",
            hint="Store it as bytes, or mend the text.",
        ) from None


def _form(text: str, facts: LiteralFacts, *, unicode_type: bool) -> str:
    if _escapes_needed(text, facts):
        return facts.escape_string
    if facts.unicode_string and (unicode_type or not text.isascii()):
        return facts.unicode_string
    if facts.non_ascii_string and not text.isascii():
        return facts.non_ascii_string
    return facts.string


def _escapes_needed(text: str, facts: LiteralFacts) -> bool:
    """Tell whether the second form is needed; a backslash alone never asks for it."""
    return bool(facts.escape_string) and any(c in text for c in facts.escapes if c != "\\")


def _quoted(text: str, form: str, facts: LiteralFacts) -> str:
    if facts.escapes and (not facts.escape_string or form == facts.escape_string):
        text = text.translate({ord(c): escape for c, escape in facts.escapes.items()})
    return form.format(text=text.replace("'", "''"))


@lru_cache(maxsize=32)
def _divider(spelled_out: str, never_inside: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return what matches a character to spell out, or the place within a text that may not stay whole."""
    alternatives = [f"([{re.escape(spelled_out)}])"] if spelled_out else ["((?!))"]
    alternatives += [f"(?<={re.escape(text[0])})(?={re.escape(text[1:])})" for text in never_inside]
    return re.compile("|".join(alternatives)) if spelled_out or never_inside else None


def _parts(text: str, facts: LiteralFacts) -> Iterator[tuple[bool, str]]:
    """Yield (True, text for one literal) and (False, a spelled out character) in order, nothing empty."""
    divider = _divider(facts.spelled_out, facts.never_inside)
    at = 0
    for match in divider.finditer(text) if divider else ():
        if match.start() > at:
            yield from ((True, chunk) for chunk in _chunks(text[at : match.start()], facts.longest_string))
        if match[1]:
            yield False, facts.character.format(code=ord(match[1]))
        at = match.end()
    if at < len(text):
        yield from ((True, chunk) for chunk in _chunks(text[at:], facts.longest_string))


def _chunks(text: str, longest: int) -> Iterator[str]:
    """Yield *text* in pieces of at most *longest* bytes, quotes counted as they are written: twice."""
    if not longest or len(text) * 4 <= longest:
        yield text
        return
    start = size = 0
    for at, character in enumerate(text):
        width = 2 if character == "'" else len(character.encode())
        if size + width > longest:
            yield text[start:at]
            start, size = at, 0
        size += width
    yield text[start:]


def _joined(written: list[tuple[bool, str]], start: str, facts: LiteralFacts) -> str:
    """Return the parts as one concatenation in parentheses; a long one breaks its line before text.

    *start*: how the first part is written. More than `WIDEST` parts are put together group by group,
    because a long chain is a deep expression: https://www.sqlite.org/limits.html.
    """
    while len(written) > WIDEST:
        groups = [written[at : at + WIDEST] for at in range(0, len(written), WIDEST)]
        written = [(True, _joined(group, start, facts)) for group in groups]
        start = "{text}"
    texts = [start.format(text=written[0][1]), *(text for _, text in written[1:])]
    if sum(map(len, texts)) <= SHORT:
        return f"({facts.concat.join(texts)})"
    lines = [texts[0]]
    for (is_text, _), text in zip(written[1:], texts[1:], strict=True):
        if is_text or len(lines[-1]) > LONGEST_LINE:
            lines.append(text)
        else:
            lines[-1] += facts.concat + text
    return f"({(facts.concat.rstrip() + chr(10) + ' ').join(lines)})"
