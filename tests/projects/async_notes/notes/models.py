"""The tables of one tenant at the head of the history; env.py puts them into the tenant's schema."""

import datetime
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Visibility(enum.Enum):
    private = "private"
    shared = "shared"
    public = "public"


class Notebook(Base):
    __tablename__ = "notebook"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=sa.text("gen_random_uuid()"))
    title: Mapped[str] = mapped_column(sa.String(200))
    visibility: Mapped[Visibility] = mapped_column(
        sa.Enum(Visibility, name="visibility", inherit_schema=True), server_default="private"
    )
    settings: Mapped[dict] = mapped_column(JSONB, server_default=sa.text("'{}'::jsonb"))


class Note(Base):
    __tablename__ = "note"
    __table_args__ = (sa.Index("ix_note_tags", "tags", postgresql_using="gin"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, server_default=sa.text("gen_random_uuid()"))
    notebook_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("notebook.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(sa.Text)
    tags: Mapped[list[str]] = mapped_column(ARRAY(sa.String(40)), server_default=sa.text("'{}'"))
    written_at: Mapped[datetime.datetime] = mapped_column(
        sa.DateTime(timezone=True), server_default=sa.func.now()
    )
