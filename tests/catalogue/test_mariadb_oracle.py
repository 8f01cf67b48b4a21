# ruff: noqa: E501
"""What MariaDB's catalogue says of forty relations, and what the schema says of them."""

from __future__ import annotations

import pytest

from sqlgen.dialect import load_dialect
from tests.catalogue.oracle import Question, differences, schema_of
from tests.engines.databases import Database

SCRIPT = """
CREATE TABLE users (
    id INTEGER NOT NULL AUTO_INCREMENT,
    email VARCHAR(255) NOT NULL,
    name TEXT,
    is_active BOOL DEFAULT true NOT NULL,
    created_at DATETIME DEFAULT now(),
    updated_at TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
    balance NUMERIC(10, 2) DEFAULT 0,
    score DOUBLE,
    PRIMARY KEY (id),
    CONSTRAINT uq_users_email UNIQUE (email)
);
CREATE INDEX ix_users_name ON users (name(20));
CREATE INDEX ix_users_created ON users (created_at, id);
CREATE TABLE teams (id BIGINT NOT NULL AUTO_INCREMENT, name VARCHAR(50), kind VARCHAR(10) DEFAULT 'open', PRIMARY KEY (id), UNIQUE (name));
CREATE TABLE members (
    user_id INTEGER NOT NULL,
    team_id BIGINT NOT NULL,
    role VARCHAR(20) DEFAULT 'member' NOT NULL,
    PRIMARY KEY (user_id, team_id),
    FOREIGN KEY(user_id) REFERENCES users (id) ON DELETE CASCADE,
    CONSTRAINT fk_members_team FOREIGN KEY(team_id) REFERENCES teams (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE posts (
    id INTEGER NOT NULL AUTO_INCREMENT,
    author INTEGER,
    mood ENUM('sad','ok','happy') DEFAULT 'ok',
    body LONGTEXT NOT NULL,
    words INTEGER UNSIGNED,
    slug VARCHAR(80) COMMENT 'for the address',
    PRIMARY KEY (id),
    CONSTRAINT ck_posts_words CHECK (words > 0),
    CONSTRAINT fk_posts_author FOREIGN KEY(author) REFERENCES users (id)
) COMMENT 'texts';
CREATE UNIQUE INDEX uq_posts_author_slug ON posts (author, slug);
CREATE TABLE files (id CHAR(32) NOT NULL PRIMARY KEY, data BLOB, size BIGINT, day DATE, at TIME, ratio FLOAT, year_of YEAR, precise DATETIME(6), code BINARY(16), meta JSON);
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
CREATE TABLE links (a INTEGER NOT NULL, b INTEGER, c INTEGER, UNIQUE (a, b), UNIQUE (b, c), UNIQUE KEY by_c (c));
CREATE TABLE refers (x INTEGER, y INTEGER, z INTEGER, FOREIGN KEY (x, y) REFERENCES links (a, b), FOREIGN KEY (z) REFERENCES users (id));
CREATE TABLE `Odd Name` (`Id` INTEGER PRIMARY KEY, `order` INTEGER);
CREATE VIEW active_users AS SELECT id, email FROM users WHERE is_active;
ALTER TABLE users ADD COLUMN team BIGINT;
ALTER TABLE users ADD CONSTRAINT fk_users_team FOREIGN KEY (team) REFERENCES teams (id);
ALTER TABLE users MODIFY score DOUBLE NOT NULL;
CREATE TABLE t01 (id INTEGER PRIMARY KEY); CREATE TABLE t02 (id INTEGER PRIMARY KEY);
CREATE TABLE t03 (id INTEGER PRIMARY KEY); CREATE TABLE t04 (id INTEGER PRIMARY KEY);
CREATE TABLE t05 (id INTEGER PRIMARY KEY); CREATE TABLE t06 (id INTEGER PRIMARY KEY);
"""

QUESTIONS: list[Question] = [
    "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name",
    "SELECT TABLE_NAME, TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = SCHEMA()",
    "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'users'",
    (
        "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = :t",
        {"t": "nope"},
    ),
    "SELECT TABLE_COMMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'posts'",
    "SELECT 1 FROM information_schema.tables WHERE table_name = 'posts'",
    "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' ORDER BY ORDINAL_POSITION",
    "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'users' AND column_name = 'team'",
    "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'users' AND column_name = 'TEAM'",
    "SELECT column_name, column_type, data_type, is_nullable, column_key, extra FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name IN ('users', 'teams', 'members', 'posts', 'links', 'refers')",
    "SELECT column_name, column_type, data_type FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'files'",
    "SELECT column_name, column_default FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name IN ('users', 'teams', 'members', 'posts', 'links')",
    "SELECT column_name, character_maximum_length, numeric_precision, numeric_scale, datetime_precision FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name IN ('users', 'posts', 'files')",
    "SELECT COLUMN_COMMENT FROM information_schema.columns WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'posts' AND COLUMN_NAME = 'slug'",
    "SELECT CONSTRAINT_NAME FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'members' AND COLUMN_NAME = 'user_id' AND REFERENCED_TABLE_NAME IS NOT NULL",
    "SELECT CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME, ORDINAL_POSITION FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN ('refers', 'members', 'posts', 'links')",
    "SELECT TABLE_NAME, CONSTRAINT_NAME FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME = 'users' AND TABLE_SCHEMA = DATABASE()",
    "SELECT constraint_name FROM information_schema.table_constraints WHERE table_schema = DATABASE() AND table_name = 'posts' AND constraint_type = 'FOREIGN KEY'",
    "SELECT constraint_name, constraint_type FROM information_schema.table_constraints WHERE table_schema = DATABASE() AND table_name IN ('users', 'members', 'links', 'refers', 'posts')",
    "SELECT COUNT(*) FROM information_schema.table_constraints WHERE constraint_schema = DATABASE() AND constraint_name = 'fk_posts_author'",
    "SELECT CONSTRAINT_NAME, UPDATE_RULE, DELETE_RULE, REFERENCED_TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = DATABASE()",
    "SELECT COUNT(1) FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'users' AND index_name = 'ix_users_name'",
    "SELECT INDEX_NAME, NON_UNIQUE, SEQ_IN_INDEX, COLUMN_NAME, SUB_PART, NULLABLE, INDEX_TYPE FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN ('users', 'teams', 'members', 'posts', 'links', 'refers')",
    "SELECT DISTINCT index_name FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = 'users' ORDER BY index_name",
    "SELECT INDEX_NAME FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'users' AND NON_UNIQUE = 0 AND INDEX_NAME != 'PRIMARY'",
    """SELECT kcu.CONSTRAINT_NAME FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE kcu INNER JOIN INFORMATION_SCHEMA.TABLE_CONSTRAINTS tc
       ON kcu.CONSTRAINT_NAME = tc.CONSTRAINT_NAME AND kcu.TABLE_SCHEMA = tc.TABLE_SCHEMA AND kcu.TABLE_NAME = tc.TABLE_NAME
       WHERE kcu.TABLE_SCHEMA = DATABASE() AND kcu.TABLE_NAME = 'members' AND kcu.COLUMN_NAME = 'team_id' AND tc.CONSTRAINT_TYPE = 'FOREIGN KEY'""",
    "SELECT table_name FROM information_schema.views WHERE table_schema = DATABASE()",
    "SELECT IF(COUNT(*) > 0, 'yes', 'no') AS found FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'users' AND column_name = 'name'",
    "SELECT CONCAT('ALTER TABLE ', table_name) AS made FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name LIKE 't0%'",
    "SELECT constraint_name FROM information_schema.check_constraints WHERE constraint_schema = DATABASE() AND table_name = 'posts'",
    "SELECT schema_name FROM information_schema.schemata WHERE schema_name = DATABASE()",
    "SELECT EXISTS(SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'users' AND column_name = 'nope') AS there",
    "SELECT table_schema FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = 'users'",
    "SHOW TABLES",
    "SHOW TABLES LIKE 'users'",
    "SHOW TABLES LIKE 't0%'",
    "SHOW FULL TABLES",
    "SHOW COLUMNS FROM users",
    "SHOW COLUMNS FROM `posts`",
    "SHOW COLUMNS FROM users LIKE 'name'",
    "SHOW COLUMNS FROM users WHERE Field = 'email'",
    "SHOW FIELDS FROM teams",
    "DESCRIBE members",
    "DESC users email",
    "SELECT DATABASE()",
    "SELECT DATABASE() AS name",
    "SELECT 1",
    "SELECT 'a'",
    "SELECT 1 AS one",
]

INDEXES = [
    "SHOW INDEX FROM users",
    "SHOW KEYS FROM posts WHERE Key_name = 'uq_posts_author_slug'",
    "SHOW INDEXES FROM users WHERE Column_name = 'email' AND Non_unique = 0",
    "SHOW INDEX FROM users WHERE Key_name = 'nope'",
    "SHOW INDEX FROM members",
]


@pytest.mark.server("mariadb")
def test_same_answers(database: Database) -> None:
    dialect = load_dialect("mariadb", "10.11")
    database.run_script_driver(SCRIPT)
    found = differences(QUESTIONS, schema_of(SCRIPT, dialect), dialect, database)
    assert not found, f"{len(found)} of {len(QUESTIONS)}:\n" + "\n".join(found)


@pytest.mark.server("mariadb")
def test_show_index_but_for_statistics(database: Database) -> None:
    """Cardinality is the server's guess of the rows: its place is held by a value that refuses to be used."""
    dialect = load_dialect("mariadb", "10.11")
    database.run_script_driver(SCRIPT)
    found = differences(
        INDEXES, schema_of(SCRIPT, dialect), dialect, database, without=("Cardinality", "Index_comment")
    )
    assert not found, "\n".join(found)
