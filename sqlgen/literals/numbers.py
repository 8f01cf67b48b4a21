"""Numbers as literals, exactly: every digit of a Decimal, a float's own repr, and what is no number."""

from __future__ import annotations

import math
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from sqlgen.dialect import Dialect
from sqlgen.literals.errors import NoLiteral, shown

# The largest power of two that is taken at once in a product: it fits into 64 bits.
POWER = 62


def integer_literal(value: int, dialect: Dialect) -> str:
    """Return *value* in digits. Raises: NoLiteral: the engine would read it as a float, or round it."""
    bits = dialect.facts.literal.integer_bits
    if bits and not -(1 << bits - 1) <= value < 1 << bits - 1:
        raise NoLiteral(
            f"{value} does not fit into the {bits} bits of an integer in {dialect.title}",
            hint="Store it as text, or as a float if its last digits do not matter.",
        )
    return _checked(str(int(value)), dialect)


def float_literal(value: float, dialect: Dialect) -> str:
    """Return *value* so that the same float is read back, its sign of zero included.

    Raises: NoLiteral: an infinity or NaN that the engine cannot store.
    """
    facts = dialect.facts.literal
    if not math.isfinite(value):
        return special_literal(value, dialect, "", exact=False)
    if value == 0 and math.copysign(1, value) < 0:
        return facts.negative_zero
    value = float(value)
    text = repr(value)
    _, _, exponent = text.partition("e")
    if facts.float_exponent and abs(int(exponent or 0)) >= facts.float_exponent:
        return facts.wide_float.format(text=text, product=_product(value))
    if facts.float_digits and not _far_from_others(text, value):
        return f"{value:.{facts.float_digits}g}"
    return text if exponent else facts.float.format(text=text)


def _far_from_others(text: str, value: float) -> bool:
    """Tell whether a reader that is a little wrong still takes *text* for *value*, not for its neighbour."""
    # Below a power of two the floats lie twice as close.
    closest = math.ulp(value) / (2 if abs(math.frexp(value)[0]) == 0.5 else 1)
    return abs(Fraction(text) - Fraction(value)) < Fraction(closest) * Fraction(31, 64)


def _product(value: float) -> str:
    """Return *value* as an integer times powers of two, each step exact: ``(3 * 1.0 / 4 / 16)``."""
    numerator, denominator = value.as_integer_ratio()
    shift = (numerator & -numerator).bit_length() - 1
    whole, sign, power = numerator >> shift, "*", shift
    if denominator > 1:
        sign, power = "/", denominator.bit_length() - 1
    steps = [POWER] * (power // POWER) + [power % POWER]
    return f"({whole} * 1.0{''.join(f' {sign} {1 << step}' for step in steps if step)})"


def decimal_literal(value: Decimal, dialect: Dialect) -> str:
    """Return *value* with all its digits and without exponent, which would make it a float in most engines.

    Raises: NoLiteral: more digits than the engine keeps, or no number and no way to store it.
    """
    facts = dialect.facts.literal
    if not value.is_finite():
        return special_literal(float(value), dialect, "", exact=True)
    if not facts.stores_decimals:
        return float_literal(float(value), dialect)
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int)
    if facts.number_digits and len(digits) + max(exponent, 0) > facts.number_digits:
        raise _too_long(str(value), dialect)
    return _checked(f"{value:f}", dialect)


def parsed(text: str) -> Decimal | None:
    """Return the number that *text* spells, or None."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def special_literal(value: float, dialect: Dialect, type_name: str, *, exact: bool) -> str:
    """Return an infinity or NaN. *type_name*: the type in the dialect; *exact*: it is a NUMERIC.

    Raises: NoLiteral: the type cannot hold it.
    """
    facts = dialect.facts.literal
    text = facts.nan if math.isnan(value) else facts.infinity if value > 0 else facts.negative_infinity
    kind = "nan" if math.isnan(value) else "infinity"
    held = kind in facts.decimal_specials if exact and facts.stores_decimals else True
    if not text or not held or (facts.special_types and type_name not in facts.special_types):
        raise NoLiteral(
            f"{value} cannot be stored as {type_name or 'a number'} in {dialect.title}",
            hint="NULL may be what is meant: give None.",
        )
    return text


def _checked(text: str, dialect: Dialect) -> str:
    """Return *text* unless it has more digits than the engine keeps."""
    limit = dialect.facts.literal.number_digits
    if limit and len(text.lstrip("-0").replace(".", "").lstrip("0")) > limit:
        raise _too_long(text, dialect)
    return text


def _too_long(text: str, dialect: Dialect) -> NoLiteral:
    limit = dialect.facts.literal.number_digits
    return NoLiteral(
        f"{shown(text)} has more than the {limit} digits that a number can have in {dialect.title}",
        hint="Round it in the script, or store it as text.",
    )
