"""What is known of rows during a replay, and the answers to questions about them."""

from sqlgen.rows.errors import UnknownRows
from sqlgen.rows.questions import finished_text
from sqlgen.rows.rows import Question, Result, Rows

__all__ = ["Question", "Result", "Rows", "UnknownRows", "finished_text"]
