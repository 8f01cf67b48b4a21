"""What some applications create before their first revision: the least that their histories need."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PickleType,
    SmallInteger,
    String,
    Table,
    Text,
    Unicode,
)


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _to(name: str, target: str, null: bool = True, **options: str) -> Column[int]:
    return Column(name, Integer, ForeignKey(target, **options), nullable=null)  # type: ignore[arg-type]


buildbot = MetaData()
Table("masters", buildbot, _key(), Column("name", Text, nullable=False))
Table(
    "builders",
    buildbot,
    _key(),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("name_hash", String(40), nullable=False),
    Index("builder_name_hash", "name_hash", unique=True),
)
Table(
    "builder_masters",
    buildbot,
    _key(),
    _to("builderid", "builders.id", False, ondelete="CASCADE"),
    _to("masterid", "masters.id", False, ondelete="CASCADE"),
    Index("builder_masters_identity", "builderid", "masterid", unique=True),
)
Table(
    "workers",
    buildbot,
    _key(),
    Column("name", String(50), nullable=False),
    Column("paused", SmallInteger, nullable=False, server_default="0"),
)
Table(
    "builds",
    buildbot,
    _key(),
    Column("number", Integer, nullable=False),
    _to("builderid", "builders.id", False, ondelete="CASCADE"),
    _to("workerid", "workers.id", ondelete="SET NULL"),
    Column("started_at", Integer, nullable=False),
    Column("state_string", Text, nullable=False),
    Index("builds_number", "builderid", "number", unique=True),
)
Table(
    "buildsets",
    buildbot,
    _key(),
    Column("reason", String(256)),
    Column("complete", SmallInteger, nullable=False, server_default="0"),
    _to("parent_buildid", "builds.id", ondelete="SET NULL"),
    Index("buildsets_complete", "complete"),
)
Table(
    "steps",
    buildbot,
    _key(),
    Column("name", String(50), nullable=False),
    _to("buildid", "builds.id", False, ondelete="CASCADE"),
    Column("started_at", Integer),
    Column("hidden", SmallInteger, nullable=False, server_default="0"),
    Index("steps_name", "buildid", "name", unique=True),
)

# At the revision 99a28a4418e1, the last that SQLAlchemy 2 cannot run.
jupyterhub = MetaData(naming_convention={"fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"})
Table("servers", jupyterhub, _key(), Column("ip", Unicode(255)), Column("port", Integer))
Table("groups", jupyterhub, _key(), Column("name", Unicode(255), unique=True))
Table(
    "users",
    jupyterhub,
    _key(),
    Column("name", Unicode(255), unique=True),
    Column("admin", Boolean),
    Column("created", DateTime),
    Column("encrypted_auth_state", LargeBinary),
)
Table("services", jupyterhub, _key(), Column("name", Unicode(255), unique=True), Column("admin", Boolean))
Table(
    "spawners",
    jupyterhub,
    _key(),
    _to("user_id", "users.id", ondelete="CASCADE"),
    _to("server_id", "servers.id", ondelete="SET NULL"),
    Column("name", Unicode(255)),
    Column("started", DateTime),
)
Table(
    "oauth_clients",
    jupyterhub,
    _key(),
    Column("identifier", Unicode(255), unique=True),
    Column("secret", Unicode(255)),
    Column("redirect_uri", Unicode(1023)),
)
Table(
    "oauth_codes",
    jupyterhub,
    _key(),
    Column("client_id", Unicode(255), ForeignKey("oauth_clients.identifier", ondelete="CASCADE")),
    Column("code", Unicode(36)),
    Column("session_id", Unicode(255)),
)
for _name in ("api_tokens", "oauth_access_tokens"):
    Table(
        _name,
        jupyterhub,
        _key(),
        _to("user_id", "users.id", ondelete="CASCADE"),
        Column("hashed", Unicode(255), unique=True),
    )

mailman = MetaData()
Table("version", mailman, _key(), Column("component", String(255)), Column("version", String(255)))
Table("preferences", mailman, _key(), Column("receive_own_postings", Boolean))
Table(
    "user",
    mailman,
    _key(),
    Column("display_name", String(255)),
    Column("password", LargeBinary),
    Column("_user_id", String(32)),
    _to("_preferences_id", "preferences.id"),
    Index("ix_user_user_id", "_user_id"),
)
Table(
    "address",
    mailman,
    _key(),
    Column("email", String(255)),
    Column("display_name", String(255)),
    _to("user_id", "user.id"),
)
Table(
    "domain",
    mailman,
    _key(),
    Column("mail_host", String(255)),
    Column("base_url", String(255)),
    Column("description", String(255)),
    Column("contact_address", String(255)),
)
Table(
    "mailinglist",
    mailman,
    _key(),
    *(Column(name, String(255)) for name in ("list_id", "list_name", "mail_host", "info", "description")),
    *(Column(name, Boolean) for name in ("digestable", "nondigestable", "mime_is_default_digest")),
    *(Column(f"autoresponse_{name}_text", String(255)) for name in ("owner", "postings", "request")),
    *(Column(f"{name}_uri", String(255)) for name in ("digest_footer", "digest_header", "footer", "header")),
    *(Column(f"{name}_message_uri", String(255)) for name in ("goodbye", "welcome")),
    *(Column(name, String(255)) for name in ("bounce_matching_headers", "display_name", "subject_prefix")),
    *(Column(name, String(255)) for name in ("member_moderation_notice", "nonmember_rejection_notice")),
    *(Column(name, Integer) for name in ("default_member_action", "default_nonmember_action")),
    Column("header_matches", PickleType),
    Column("acceptable_aliases_id", Integer),
)
Table(
    "member",
    mailman,
    _key(),
    Column("_member_id", String(32)),
    Column("role", Integer),
    Column("list_id", String(255)),
    Column("moderation_action", Integer),
    _to("address_id", "address.id"),
    _to("preferences_id", "preferences.id"),
    _to("user_id", "user.id"),
)
Table("ban", mailman, _key(), Column("email", String(255)), Column("list_id", String(255)))
Table("message", mailman, _key(), Column("message_id_hash", LargeBinary), Column("path", LargeBinary))
Table("pended", mailman, _key(), Column("token", LargeBinary), Column("expiration_date", DateTime))
Table(
    "pendedkeyvalue",
    mailman,
    _key(),
    Column("key", String(255)),
    Column("value", String(255)),
    _to("pended_id", "pended.id"),
)
Table("_request", mailman, _key(), Column("key", String(255)), Column("data_hash", LargeBinary))
