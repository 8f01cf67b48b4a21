"""Programs of the ORM, as data migrations have them: each returns what it saw."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Session, mapped_column, relationship, sessionmaker

Saw = list[Any]
SESSIONS: dict[str, Callable[[sa.Connection], Saw]] = {}


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id = mapped_column(sa.Integer, primary_key=True)
    name = mapped_column(sa.String(30), nullable=False)
    age = mapped_column(sa.Integer, default=18)
    active = mapped_column(sa.Boolean, server_default=sa.true())
    settings = mapped_column(sa.JSON)
    posts = relationship("Post", back_populates="user", order_by="Post.id", cascade="all, delete-orphan")


class Post(Base):
    __tablename__ = "posts"
    id = mapped_column(sa.Integer, primary_key=True)
    user_id = mapped_column(sa.ForeignKey("users.id"))
    title = mapped_column(sa.String(30))
    price = mapped_column(sa.Numeric(10, 2))
    at = mapped_column(sa.DateTime)
    user = relationship("User", back_populates="posts")
    tags = relationship("Tag", secondary="post_tags", order_by="Tag.name")


class Tag(Base):
    __tablename__ = "tags"
    id = mapped_column(sa.Integer, primary_key=True)
    name = mapped_column(sa.String(20), unique=True)


sa.Table(
    "post_tags",
    Base.metadata,
    sa.Column("post_id", sa.ForeignKey("posts.id"), primary_key=True),
    sa.Column("tag_id", sa.ForeignKey("tags.id"), primary_key=True),
)


class Stamped(Base):
    __tablename__ = "stamped"
    id = mapped_column(sa.Integer, primary_key=True)
    name = mapped_column(sa.String(10))
    made = mapped_column(sa.DateTime, server_default=sa.func.now())


def program(function: Callable[[sa.Connection], Saw]) -> Callable[[sa.Connection], Saw]:
    SESSIONS[function.__name__] = function
    return function


def filled(bind: sa.Connection) -> Session:
    session = Session(bind)
    session.add_all(
        [
            User(name="anna", age=30, settings={"b": [1, None], "a": "x"}),
            User(name="bob", posts=[Post(title="one", price=Decimal("1.5")), Post(title="two")]),
            User(name="carl", age=None),
        ]
    )
    session.flush()
    return session


@program
def keys_after_flush(bind: sa.Connection) -> Saw:
    session = Session(bind)
    user = User(name="anna")
    session.add(user)
    session.flush()
    other = User(name="bob", age=5)
    session.add(other)
    session.commit()
    return [user.id, user.age, user.active, other.id, other.age]


@program
def several_of_one_flush(bind: sa.Connection) -> Saw:
    session = filled(bind)
    found = session.query(User).order_by(User.id).all()
    return [(u.id, u.name, u.age, u.active, u.settings) for u in found]


@program
def relationship_in_a_loop(bind: sa.Connection) -> Saw:
    session = filled(bind)
    session.expire_all()
    saw: Saw = []
    for user in session.query(User).order_by(User.id):
        saw.append((user.name, [(p.id, p.title, p.price, p.user_id) for p in user.posts]))
    return saw


@program
def row_loop_that_writes(bind: sa.Connection) -> Saw:
    session = filled(bind)
    for user in session.query(User).filter(User.age.is_not(None)).order_by(User.id):
        user.name = f"{user.name}-{user.age}"
    session.commit()
    return [tuple(row) for row in session.query(User.id, User.name).order_by(User.id)]


@program
def existence_tests(bind: sa.Connection) -> Saw:
    session = filled(bind)
    return [
        session.query(User).filter_by(name="anna").first() is not None,
        session.query(User).filter_by(name="zoe").first() is None,
        session.query(User).count(),
        session.query(User).filter(User.name == "bob").one().id,
        session.query(User).filter(User.id > 5).one_or_none(),
        session.query(session.query(Post).filter(Post.title == "one").exists()).scalar(),
        session.query(sa.func.max(User.id)).scalar(),
        session.get(User, 2).name,  # type: ignore[union-attr]
        session.scalar(sa.select(sa.func.count(Post.id))),
        session.scalars(sa.select(User.name).order_by(User.name)).all(),
        session.execute(sa.text("SELECT count(*) FROM posts")).scalar(),
    ]


@program
def get_or_create(bind: sa.Connection) -> Saw:
    session = sessionmaker(bind=bind)()
    saw: Saw = []
    for name in ("a", "b", "a"):
        tag = session.query(Tag).filter_by(name=name).first()
        if tag is None:
            tag = Tag(name=name)
            session.add(tag)
            session.flush()
        saw.append((tag.id, tag.name))
    return saw


@program
def many_to_many(bind: sa.Connection) -> Saw:
    session = filled(bind)
    post = session.query(Post).filter_by(title="one").one()
    post.tags = [Tag(name="x"), Tag(name="y")]
    session.commit()
    post.tags = post.tags[:1]
    session.commit()
    rows = session.execute(sa.text("SELECT post_id, tag_id FROM post_tags")).all()
    return [[t.name for t in post.tags], [tuple(row) for row in rows], session.query(Tag).count()]


@program
def deletes(bind: sa.Connection) -> Saw:
    session = filled(bind)
    session.delete(session.query(User).filter_by(name="bob").one())
    session.flush()
    return [session.query(Post).count(), [u.name for u in session.query(User).order_by(User.id)]]


@program
def bulk_updates_and_deletes(bind: sa.Connection) -> Saw:
    session = filled(bind)
    return [
        session.query(User).filter(User.age.is_(None)).update({"age": 1}),
        session.query(User).filter(User.age == 1).update({User.age: User.age + 1}, synchronize_session=False),
        session.query(Post).filter(Post.price.is_(None)).delete(),
        session.query(Post).delete(synchronize_session=False),
        [tuple(row) for row in session.execute(sa.select(User.name, User.age).order_by(User.id))],
    ]


@program
def joins_and_aggregates(bind: sa.Connection) -> Saw:
    session = filled(bind)
    counts = (
        session.query(User.name, sa.func.count(Post.id))
        .outerjoin(Post, Post.user_id == User.id)
        .group_by(User.id, User.name)
        .order_by(User.id)
    )
    pairs = session.query(User, Post).join(Post, User.id == Post.user_id).order_by(Post.id)
    return [
        [tuple(row) for row in counts],
        [(u.name, p.title) for u, p in pairs],
        [u.name for u in session.query(User).filter(User.posts.any()).all()],
        [u.name for u in session.query(User).filter(~User.posts.any()).order_by(User.id)],
        session.query(User).join(User.posts).filter(Post.title == "two").one().name,
    ]


@program
def eager_loading(bind: sa.Connection) -> Saw:
    session = filled(bind)
    session.expunge_all()
    from sqlalchemy.orm import joinedload, selectinload, subqueryload

    saw: Saw = []
    for option in (selectinload, joinedload, subqueryload):
        users = session.query(User).options(option(User.posts)).order_by(User.id).all()
        saw.append([(u.name, [p.title for p in u.posts]) for u in users])
        session.expunge_all()
    return saw


@program
def bulk_methods(bind: sa.Connection) -> Saw:
    session = Session(bind)
    session.bulk_save_objects([User(name="a"), User(name="b")])
    session.bulk_insert_mappings(User, [{"name": "c", "age": 3}])  # type: ignore[arg-type]
    session.flush()
    session.bulk_update_mappings(User, [{"id": 1, "name": "A"}, {"id": 3, "age": 4}])  # type: ignore[arg-type]
    session.execute(sa.insert(User), [{"name": "d"}, {"name": "e"}])
    session.commit()
    return [tuple(row) for row in session.query(User.id, User.name, User.age).order_by(User.id)]


@program
def pages_of_the_orm(bind: sa.Connection) -> Saw:
    session = filled(bind)
    query = session.query(User).order_by(User.id)
    return [
        [u.id for u in query.limit(2)],
        [u.id for u in query.offset(2).limit(2)],
        [u.id for u in query[1:3]],
        query.first().name,  # type: ignore[union-attr]
        [u.id for u in session.query(User).filter(User.id > 1).order_by(User.id).limit(1)],
    ]


@program
def dates_and_decimals(bind: sa.Connection) -> Saw:
    session = Session(bind)
    moment = datetime(2021, 5, 6, 7, 8, 9)
    session.add(Post(title="x", price=Decimal("12.345"), at=moment))
    session.commit()
    post = session.query(Post).filter(Post.at == moment).one()
    return [post.price, post.at, post.id]


@program
def values_of_the_server(bind: sa.Connection) -> Saw:
    session = Session(bind)
    one = Stamped(name="a")
    session.add(one)
    session.flush()
    return [one.id, session.query(Stamped).count(), session.query(Stamped.name).all() == [("a",)]]


@program
def core_within_a_session(bind: sa.Connection) -> Saw:
    session = filled(bind)
    result = session.execute(sa.insert(User).values(name="new").returning(User.id))
    key = result.scalar_one()
    changed = session.execute(sa.update(User).where(User.id == key).values(age=1)).rowcount  # type: ignore[attr-defined]
    inserted = bind.execute(sa.insert(Tag.__table__).values(name="t"))  # type: ignore[arg-type]
    return [
        key,
        changed,
        inserted.inserted_primary_key,
        bind.execute(sa.select(Tag.__table__)).mappings().all(),
    ]


@program
def rows_in_their_forms(bind: sa.Connection) -> Saw:
    filled(bind)
    result = bind.execute(sa.text("SELECT id, name FROM users WHERE id = 1"))
    row = result.fetchone()
    assert row is not None
    return [
        row.id,
        row[1],
        row._mapping["name"],
        dict(row._mapping),
        result.fetchone(),
        bind.execute(sa.text("SELECT name FROM users ORDER BY id")).scalars().all(),
        bind.scalar(sa.text("SELECT max(id) FROM users")),
        bind.execute(sa.text("SELECT name AS n FROM users WHERE name = :n"), {"n": "bob"}).mappings().one(),
        [
            tuple(r)
            for r in bind.execute(
                sa.text("SELECT id FROM users WHERE id IN :ids").bindparams(
                    sa.bindparam("ids", expanding=True)
                ),
                {"ids": [1, 3]},
            )
        ],
    ]
