"""What a script may say of a column as it is: in full for Alembic, or nothing at all for sqlgen."""

from alembic import context


def existing(**keywords):
    """Return *keywords* as ``existing_...``, or none of them where the project is to be terse."""
    if "terse" in context.get_x_argument(as_dictionary=True):
        return {}
    return {f"existing_{name}": value for name, value in keywords.items()}
