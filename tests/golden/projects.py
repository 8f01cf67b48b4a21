"""A small project of its own for the tests of check and update."""

from __future__ import annotations

from pathlib import Path

from sqlgen.golden.check import check
from sqlgen.golden.matrix import Matrix, load_matrix
from sqlgen.golden.outcome import Outcome
from sqlgen.golden.update import accept, chosen

REVISIONS = {
    "a1": (None, 'op.create_table("author", sa.Column("id", sa.Integer, primary_key=True), '
                 'sa.Column("name", sa.String(40), nullable=False))\n'
                 '    op.create_index("ix_author_name", "author", ["name"])',
           'op.drop_table("author")'),
    "a2": ("a1", 'op.create_table("book", sa.Column("id", sa.Integer, primary_key=True), '
                 'sa.Column("title", sa.String(80)))',
           'op.drop_table("book")'),
    "a3": ("a2", 'op.add_column("book", sa.Column("price", sa.Numeric(10, 2)))',
           'op.drop_column("book", "price")'),
}  # fmt: skip
TABLE = 'dialects = ["postgresql", "mysql"]\nranges = ["base:head", "each"]\ndowngrade = "head:base"\n'


class Shop:
    """The project: three revisions, goldens of two dialects, compiled in this process."""

    def __init__(self, folder: Path, table: str = TABLE) -> None:
        self.folder = folder
        (folder / "versions").mkdir()
        for id_ in REVISIONS:
            self.write(id_)
        self.configure(table)

    def configure(self, table: str, own: str = "") -> None:
        (self.folder / "sqlgen.toml").write_text(f'name = "shop"\n{own}[golden]\n{table}')

    def path(self, id_: str) -> Path:
        return self.folder / "versions" / f"{id_}.py"

    def write(self, id_: str, *, parent: str | None = None, old: str = "", new: str = "") -> None:
        down, upgrade, downgrade = REVISIONS.get(id_, ("a3", "pass", "pass"))
        text = (
            f'"""Revision {id_}"""\nfrom alembic import op\nimport sqlalchemy as sa\n\n'
            f'revision = "{id_}"\ndown_revision = {parent or down!r}\n\n\n'
            f"def upgrade():\n    {upgrade}\n\n\ndef downgrade():\n    {downgrade}\n"
        )
        assert old in text
        self.path(id_).write_text(text.replace(old, new) if old else text)

    @property
    def matrix(self) -> Matrix:
        return load_matrix(self.folder)

    def check(self) -> dict[str, Outcome]:
        return {one.path.removeprefix("golden/shop/"): one for one in check(self.matrix, processes=1)}

    def dirty(self) -> dict[str, Outcome]:
        return {path: one for path, one in self.check().items() if not one.clean}

    def verdicts(self) -> dict[str, str]:
        return {path: one.verdict.value for path, one in self.dirty().items()}

    def accept(self) -> list[str]:
        matrix = self.matrix
        outcomes = check(matrix, processes=1)
        return accept(matrix, outcomes, chosen(outcomes, root=matrix.root))

    def golden(self, name: str) -> Path:
        return self.folder / "golden" / "shop" / name
