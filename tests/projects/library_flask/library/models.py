"""Members, copies of books, and who has borrowed which."""

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData

db = SQLAlchemy(
    metadata=MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
)


class Member(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    card = db.Column(db.String(12), nullable=False, unique=True)
    name = db.Column(db.String(100), nullable=False)
    discount = db.Column(db.String(8), nullable=False, server_default="0 %")
    active = db.Column(db.Boolean, nullable=False, server_default=db.true())
    loans = db.relationship("Loan", back_populates="member")


class Copy(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    barcode = db.Column(db.String(20), nullable=False, index=True, unique=True)
    title = db.Column(db.String(300), nullable=False)


class Loan(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    copy_id = db.Column(db.ForeignKey("copy.id"), nullable=False)
    member_id = db.Column(db.ForeignKey("member.id", ondelete="CASCADE"), nullable=False)
    due = db.Column(db.Date, nullable=False)
    returned = db.Column(db.Date)
    member = db.relationship("Member", back_populates="loans")
    __table_args__ = (db.CheckConstraint("returned IS NULL OR returned <= '2100-01-01'", name="returned_sane"),)
