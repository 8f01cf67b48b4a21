"""One table changed: in a batch for Alembic (-x batch=yes), else by plain ``op.`` directives."""

from contextlib import contextmanager

from alembic import context, op


@contextmanager
def changing(table, **keywords):
    """Give what takes the directives of a batch on *table*."""
    if "batch" in context.get_x_argument(as_dictionary=True):
        with op.batch_alter_table(table, **keywords) as batch:
            yield batch
    else:
        yield Plain(table)


class Plain:
    """The directives of a batch, each carried out at once."""

    def __init__(self, table):
        self.table = table

    def add_column(self, column):
        op.add_column(self.table, column)

    def drop_column(self, name):
        op.drop_column(self.table, name)

    def alter_column(self, name, **keywords):
        op.alter_column(self.table, name, **keywords)

    def create_index(self, name, columns, **keywords):
        op.create_index(name, self.table, columns, **keywords)

    def drop_index(self, name):
        op.drop_index(name, table_name=self.table)

    def create_foreign_key(self, name, referent, local, remote, **keywords):
        op.create_foreign_key(name, self.table, referent, local, remote, **keywords)

    def create_unique_constraint(self, name, columns):
        op.create_unique_constraint(name, self.table, columns)

    def create_check_constraint(self, name, condition):
        op.create_check_constraint(name, self.table, condition)

    def create_primary_key(self, name, columns):
        op.create_primary_key(name, self.table, columns)

    def drop_constraint(self, name, type_=None):
        op.drop_constraint(name, self.table, type_=type_)
