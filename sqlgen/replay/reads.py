"""Reads of a script answered: from the catalogue, from what is known of rows, or by the policy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn

from sqlgen.errors import SqlgenError
from sqlgen.operations import Assumption
from sqlgen.replay.dbapi import Answer, Later
from sqlgen.replay.errors import NeedsDatabase, on_one_line
from sqlgen.replay.recorder import Recorder

if TYPE_CHECKING:
    from sqlgen.rows import Question, Result, UnknownRows

_ASSUMED = "Or --data-reads empty, where the database holds nothing but what its revisions made."


class Reads:
    """Answers the questions of one run. *recorder*: of that run; *database*: the declared one's name."""

    def __init__(self, recorder: Recorder, database: str | None = None) -> None:
        self._recorder = recorder
        self._database = database

    # --- the catalogue ---

    def catalogue(self, sql: str) -> Answer | None:
        """Return the answer to a question about the schema, None where *sql* asks something else.

        Raises: NotAnswerable.
        """
        from sqlgen.catalogue import answer

        recorder = self._recorder
        try:
            found = answer(sql, None, recorder.schema_seen, recorder.dialect, database=self._database)
        except SqlgenError as error:
            found = self._alone(sql)
            if found is not None and recorder.policy == "refuse":
                error.hint = f"{error.hint or ''} {_ASSUMED}".strip()
                found = None
            elif found is not None:
                text = f"there is nothing in the database but what its revisions made: {on_one_line(sql)}"
                recorder.assume(Assumption(recorder.origin(), text))
            if found is None:
                recorder.told(error)
        if found is None:
            return None
        for assumption in found.assumptions:
            recorder.assume(Assumption(recorder.origin(), assumption))
        return Answer(found.columns, found.rows, len(found.rows))

    def _alone(self, sql: str) -> Any:
        """Return the answer of a database that holds nothing but what its revisions made.

        None where that is so anyway, or does not help.
        """
        from sqlgen.catalogue import answer

        recorder = self._recorder
        schema = recorder.schema_seen
        if schema.complete or schema.unread is not None:
            return None
        try:
            return answer(
                sql, None, replace(schema, complete=True), recorder.dialect, database=self._database
            )
        except SqlgenError:
            return None

    # --- rows ---

    def query(self, statement: Any, parameters: Any, sql: str, columns: tuple[str, ...]) -> Answer | str:
        """Return the rows of a SELECT, or the reason why nobody knows them.

        *sql*: the finished text. *columns*: those of a construct; a text's come with its answer.
        """
        from sqlgen.rows import UnknownRows

        recorder = self._recorder
        if recorder.apart and recorder.hidden and recorder.policy != "silent":
            return "another connection than the script's own sees nothing that is not committed"
        try:
            found = self._question(statement, parameters, sql).result()
        except UnknownRows as unknown:
            assumed = self._assumed(statement, parameters, sql, unknown)
            if assumed is None:
                return unknown.reason
            found = assumed
        for note in found.notes:
            self._recorder.assume(Assumption(self._recorder.origin(), f"{note}: {on_one_line(sql)}"))
        return Answer(columns or found.columns or ("?",), found.rows, len(found.rows))

    def effect(
        self, statement: Any, parameters: Any, sql: str | None, columns: tuple[str, ...], *, returning: bool
    ) -> Answer:
        """Return what a write will tell of itself, worked out when somebody looks; record it after this.

        *returning*: it gives rows; those of a text are worked out at once, for their names.
        """
        recorder = self._recorder
        shown = sql or str(statement)
        question = self._question(statement, parameters, sql)

        def result() -> Result:
            from sqlgen.rows import UnknownRows

            try:
                return question.result()
            except UnknownRows as unknown:
                found = self._assumed(statement, parameters, sql, unknown)
                if found is None:
                    raise NeedsDatabase(
                        recorder.origin(), on_one_line(shown), why=unknown.reason
                    ) from unknown
                return found

        def key() -> Any:
            from sqlgen.rows import UnknownRows

            try:
                found = question.result()
            except UnknownRows as unknown:
                if recorder.policy == "silent":
                    return 0
                # The script may never use it.
                why = unknown.reason
                return self.later(lambda: self._raise(f"the key made up by {shown}", why))
            if found.lastrowid is not None:
                return found.lastrowid
            if found.inserted_primary_keys and len(found.inserted_primary_keys[-1]) == 1:
                return found.inserted_primary_keys[-1][0]
            return None

        if returning and not columns:
            columns = result().columns
        rows: Callable[[], tuple[tuple[Any, ...], ...]] | None = None
        if returning:
            rows = self._told(lambda: result().rows)
        return Answer(columns, rows, self.later(lambda: result().rowcount), key)

    def later(self, value: Callable[[], Any]) -> Later:
        """Return what stands for *value()*, which is worked out when it is looked at."""
        return Later(value, self._recorder.told, self._recorder.shown_unknown)

    def _question(self, statement: Any, parameters: Any, sql: str | None) -> Question:
        return self._recorder.rows.question(statement, parameters, sql=sql)

    def _assumed(
        self, statement: Any, parameters: Any, sql: str | None, unknown: UnknownRows
    ) -> Result | None:
        """Return the answer that no row matches, where the policy is to assume that."""
        from sqlgen.rows import Result, UnknownRows

        recorder = self._recorder
        if recorder.policy == "refuse":
            return None
        tables = recorder.rows.knows(statement, parameters, sql=sql)
        try:
            found = recorder.rows.execute(statement, parameters, sql=sql, assume_empty=tables)
        except UnknownRows:
            if recorder.policy == "silent":
                return Result(rowcount=0)
            return None
        names = ", ".join(str(table) for table in tables or unknown.tables)
        recorder.assume(
            Assumption(recorder.origin(), f"no row of {names} matches: {on_one_line(sql or str(statement))}")
        )
        return found

    def _raise(self, question: str, why: str) -> NoReturn:
        raise NeedsDatabase(self._recorder.origin(), on_one_line(question), why=why)

    def _told(self, find: Callable[[], Any]) -> Callable[[], Any]:
        """Return *find*, whose refusals count also where the script catches them."""

        def found() -> Any:
            try:
                return find()
            except SqlgenError as error:
                self._recorder.told(error)

        return found
