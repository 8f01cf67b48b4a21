"""What a tool made of a case on a dialect: statements, or a refusal."""

from __future__ import annotations

from dataclasses import dataclass

AUTOCOMMIT = "[autocommit] "
"""Stands before a statement that is run outside the transaction which the rest is in."""


@dataclass(frozen=True)
class Rendered:
    """The statements of the case's own revision, without terminators, version row and transaction frame."""

    statements: tuple[str, ...]


@dataclass(frozen=True)
class Refused:
    """The tool raised; *error* is the exception's class, *message* its text."""

    error: str
    message: str


Outcome = Rendered | Refused
