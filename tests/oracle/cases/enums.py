"""Enum types: PostgreSQL's types in their life cycle, and what other engines make of them."""

import enum

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from tests.oracle.case import case
from tests.oracle.cases.given import users


def moody():
    op.create_table(
        "moody",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("mood", sa.Enum("sad", "ok", name="mood"), nullable=True),
    )


def plain_text():
    op.create_table("plain", sa.Column("mood", sa.String(10), nullable=True))


@case()
def enum_in_create_table():
    op.create_table("t", sa.Column("mood", sa.Enum("sad", "it's ok", name="mood")))


@case()
def enum_of_python_class():
    class Mood(enum.Enum):
        sad = 1
        happy = 2

    op.create_table("t", sa.Column("mood", sa.Enum(Mood)))


@case()
def enum_values_callable():
    class Mood(enum.Enum):
        SAD = "sad"
        HAPPY = "happy"

    op.create_table(
        "t", sa.Column("mood", sa.Enum(Mood, name="mood", values_callable=lambda cls: [m.value for m in cls]))
    )


@case()
def enum_with_default():
    op.create_table(
        "t", sa.Column("mood", sa.Enum("sad", "ok", name="mood"), server_default="ok", nullable=False)
    )


@case()
def enum_in_schema():
    op.create_table("t", sa.Column("mood", sa.Enum("sad", "ok", name="mood", schema="app")), schema="app")


@case()
def enum_type_inherits_schema():
    op.create_table(
        "t", sa.Column("mood", sa.Enum("sad", "ok", name="mood", inherit_schema=True)), schema="app"
    )


@case()
def enum_not_native():
    op.create_table("t", sa.Column("mood", sa.Enum("sad", "okay", name="mood", native_enum=False)))


@case()
def enum_not_native_with_check_and_length():
    op.create_table(
        "t",
        sa.Column(
            "mood", sa.Enum("sad", "ok", name="ck_mood", native_enum=False, create_constraint=True, length=20)
        ),
    )


@case()
def enum_native_with_check():
    op.create_table("t", sa.Column("mood", sa.Enum("sad", "ok", name="mood", create_constraint=True)))


@case()
def enum_twice_in_one_table():
    op.create_table(
        "t",
        sa.Column("a", sa.Enum("sad", "ok", name="mood")),
        sa.Column("b", sa.Enum("sad", "ok", name="mood")),
    )


@case()
def enum_in_two_tables():
    op.create_table("t", sa.Column("a", sa.Enum("sad", "ok", name="mood")))
    op.create_table("u", sa.Column("a", sa.Enum("sad", "ok", name="mood")))


@case(moody)
def enum_of_an_earlier_revision():
    op.create_table("u", sa.Column("a", sa.Enum("sad", "ok", name="mood", create_type=False)))


@case(moody)
def enum_of_an_earlier_revision_unsaid():
    op.create_table("u", sa.Column("a", sa.Enum("sad", "ok", name="mood")))


@case(dialects=("postgresql",))
def enum_create_type_false():
    op.execute("CREATE TYPE mood AS ENUM ('sad', 'ok')")
    op.create_table("t", sa.Column("a", postgresql.ENUM("sad", "ok", name="mood", create_type=False)))


@case(users)
def enum_added_by_add_column():
    op.add_column("users", sa.Column("mood", sa.Enum("sad", "ok", name="mood")))


@case(users, dialects=("postgresql",))
def enum_created_before_add_column():
    mood = postgresql.ENUM("sad", "ok", name="mood")
    mood.create(op.get_bind())
    op.add_column("users", sa.Column("mood", mood))


@case(users)
def enum_created_checkfirst_before_add_column():
    mood = sa.Enum("sad", "ok", name="mood")
    mood.create(op.get_bind(), checkfirst=True)
    op.add_column("users", sa.Column("mood", mood, server_default="ok", nullable=False))


@case(moody)
def enum_created_checkfirst_where_it_exists():
    sa.Enum("sad", "ok", name="mood").create(op.get_bind(), checkfirst=True)
    op.create_table("u", sa.Column("a", sa.Enum("sad", "ok", name="mood", create_type=False)))


@case(moody)
def enum_dropped_with_its_table():
    op.drop_table("moody")
    sa.Enum(name="mood").drop(op.get_bind(), checkfirst=False)


@case(moody)
def enum_dropped_checkfirst():
    op.drop_column("moody", "mood")
    sa.Enum("sad", "ok", name="mood").drop(op.get_bind(), checkfirst=True)


@case(moody, dialects=("postgresql",))
def enum_dropped_and_made_again():
    op.drop_table("moody")
    op.execute("DROP TYPE mood")
    op.create_table("again", sa.Column("mood", sa.Enum("new", "labels", name="mood")))


@case(dialects=("postgresql",))
def enum_made_dropped_and_made_again():
    op.create_table("a", sa.Column("mood", sa.Enum("sad", "ok", name="mood")))
    op.drop_table("a")
    op.execute("DROP TYPE mood")
    op.create_table("b", sa.Column("mood", sa.Enum("new", "labels", name="mood")))


@case(moody, dialects=("postgresql",))
def enum_add_value():
    op.execute("ALTER TYPE mood ADD VALUE 'great'")


@case(moody, dialects=("postgresql",))
def enum_add_value_in_autocommit_block():
    with op.get_context().autocommit_block():
        op.execute("ALTER TYPE mood ADD VALUE IF NOT EXISTS 'great'")


@case(moody, dialects=("postgresql",))
def enum_rename_type():
    op.execute("ALTER TYPE mood RENAME TO feeling")


@case(plain_text)
def enum_from_text():
    op.alter_column(
        "plain",
        "mood",
        type_=sa.Enum("sad", "ok", name="mood"),
        existing_type=sa.String(10),
        existing_nullable=True,
        postgresql_using="mood::mood",
    )


@case(plain_text)
def enum_from_text_created_first():
    sa.Enum("sad", "ok", name="mood").create(op.get_bind(), checkfirst=False)
    op.alter_column(
        "plain",
        "mood",
        type_=sa.Enum("sad", "ok", name="mood"),
        existing_type=sa.String(10),
        existing_nullable=True,
        postgresql_using="mood::mood",
    )


@case(moody)
def enum_to_text():
    op.alter_column(
        "moody",
        "mood",
        type_=sa.String(10),
        existing_type=sa.Enum("sad", "ok", name="mood"),
        existing_nullable=True,
    )


@case(moody)
def enum_more_labels():
    op.alter_column(
        "moody",
        "mood",
        type_=sa.Enum("sad", "ok", "great", name="mood"),
        existing_type=sa.Enum("sad", "ok", name="mood"),
        existing_nullable=True,
    )


@case(moody, dialects=("postgresql",))
def enum_swapped_by_the_usual_recipe():
    op.execute("ALTER TYPE mood RENAME TO mood_old")
    op.execute("CREATE TYPE mood AS ENUM ('sad', 'great')")
    op.execute("ALTER TABLE moody ALTER COLUMN mood TYPE mood USING mood::text::mood")
    op.execute("DROP TYPE mood_old")


@case(dialects=("postgresql",))
def enum_array():
    op.create_table("t", sa.Column("moods", postgresql.ARRAY(sa.Enum("sad", "ok", name="mood"))))


@case(dialects=("postgresql",))
def domain_in_create_table():
    op.create_table(
        "t", sa.Column("zip", postgresql.DOMAIN("zip_code", sa.Text, check="VALUE ~ '^[0-9]{5}$'"))
    )
