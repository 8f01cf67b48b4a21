"""The bookshop's tables as they are at the head of the history."""

import datetime
import decimal
import enum

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = sa.MetaData(naming_convention=NAMING_CONVENTION)


class OrderStatus(enum.Enum):
    new = "new"
    paid = "paid"
    sent = "sent"
    cancelled = "cancelled"


class Author(Base):
    __tablename__ = "author"

    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(120))
    born: Mapped[datetime.date | None]

    books: Mapped[list["Book"]] = relationship(back_populates="author")


class Genre(Base):
    __tablename__ = "genre"

    code: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(80), unique=True)
    shelf: Mapped[int] = mapped_column(sa.SmallInteger, server_default=sa.text("1"))


class Book(Base):
    __tablename__ = "book"
    __table_args__ = (
        sa.UniqueConstraint("isbn"),
        sa.Index(None, "author_id"),
        {"comment": "One row a title and edition"},
    )

    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    title: Mapped[str] = mapped_column(sa.String(300))
    isbn: Mapped[str] = mapped_column(sa.String(13), comment="ISBN-13 without hyphens")
    author_id: Mapped[int] = mapped_column(sa.ForeignKey("author.id"))
    genre_code: Mapped[str | None] = mapped_column(sa.ForeignKey("genre.code", ondelete="SET NULL"))

    author: Mapped[Author] = relationship(back_populates="books")


class Customer(Base):
    __tablename__ = "customer"
    __table_args__ = (
        sa.Index(
            "uq_customer_loyaltyCard",
            "loyaltyCard",
            unique=True,
            postgresql_where=sa.text('"loyaltyCard" IS NOT NULL'),
            sqlite_where=sa.text('"loyaltyCard" IS NOT NULL'),
            mssql_where=sa.text('"loyaltyCard" IS NOT NULL'),
        ),
        {"comment": "People and companies that have an account"},
    )

    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    full_name: Mapped[str] = mapped_column(sa.String(120))
    email: Mapped[str] = mapped_column(sa.String(200), unique=True)
    loyalty_card: Mapped[str | None] = mapped_column(
        "loyaltyCard", sa.String(20), comment="Number printed on the customer's card"
    )
    created_at: Mapped[datetime.datetime] = mapped_column(server_default=sa.func.now())

    orders: Mapped[list["Order"]] = relationship(back_populates="customer")


class Order(Base):
    __tablename__ = "order"
    __table_args__ = (
        sa.Index(None, "customer_id"),
        sa.Index("ix_order_status_placed_at", "status", "placed_at"),
        {"comment": "A customer's order; its lines are in order_line"},
    )

    id: Mapped[int] = mapped_column(sa.Identity(), primary_key=True)
    customer_id: Mapped[int] = mapped_column(sa.ForeignKey("customer.id", ondelete="CASCADE"))
    status: Mapped[OrderStatus] = mapped_column(
        sa.Enum(OrderStatus, name="order_status", create_constraint=True),
        server_default="new",
        comment="Where the order stands: new, paid, sent or cancelled",
    )
    placed_at: Mapped[datetime.datetime] = mapped_column(server_default=sa.func.now())
    reference: Mapped[str | None] = mapped_column(sa.String(40), unique=True)
    gift: Mapped[bool] = mapped_column(server_default=sa.false())
    note: Mapped[str | None] = mapped_column(sa.Text)

    customer: Mapped[Customer] = relationship(back_populates="orders")
    lines: Mapped[list["OrderLine"]] = relationship(back_populates="order")


class OrderLine(Base):
    __tablename__ = "order_line"
    __table_args__ = (
        sa.CheckConstraint("quantity > 0", name="quantity_positive"),
        sa.Index(None, "book_id"),
    )

    order_id: Mapped[int] = mapped_column(sa.ForeignKey("order.id", ondelete="CASCADE"), primary_key=True)
    line_number: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True, autoincrement=False)
    book_id: Mapped[int] = mapped_column(sa.ForeignKey("book.id"))
    quantity: Mapped[int] = mapped_column(server_default=sa.text("1"))
    unit_price: Mapped[decimal.Decimal] = mapped_column(sa.Numeric(10, 2), comment="Price of one copy when ordered")

    order: Mapped[Order] = relationship(back_populates="lines")


class PriceList(Base):
    __tablename__ = "price_list"
    __table_args__ = (sa.CheckConstraint("currency IN ('EUR', 'GBP', 'USD')", name="currency_known"),)

    id: Mapped[int] = mapped_column(sa.SmallInteger, primary_key=True, autoincrement=False)
    name: Mapped[str] = mapped_column(sa.String(60))
    currency: Mapped[str] = mapped_column(sa.String(3), server_default="EUR")


class BookPrice(Base):
    __tablename__ = "book_price"
    __table_args__ = (
        sa.CheckConstraint("amount >= 0", name="amount_not_negative"),
        {"comment": "What a book costs on a price list"},
    )

    book_id: Mapped[int] = mapped_column(
        sa.ForeignKey("book.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    price_list_id: Mapped[int] = mapped_column(
        sa.SmallInteger,
        sa.ForeignKey("price_list.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    amount: Mapped[decimal.Decimal] = mapped_column(sa.Numeric(12, 2))
    updated_at: Mapped[datetime.datetime] = mapped_column(server_default=sa.func.now())
