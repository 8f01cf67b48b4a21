-- library_flask: upgrade base -> 3f2a9c10b7de                                           SQLite 3.40
--
--   base -> 3f2a9c10b7de   members and copies  (3 statements)
--
-- Halts before it touches anything, where the database is not at base.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- create the version table
CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- guard: at base
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades base to 3f2a9c10b7de: this database is not at base' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(*) FROM alembic_version) = 0 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- base -> 3f2a9c10b7de   members and copies -------------------------------------------------------

BEGIN;

-- migrations/versions/3f2a9c10b7de_members_and_copies.py:19   create table member
CREATE TABLE member (
    id INTEGER NOT NULL,
    card VARCHAR(12) NOT NULL,
    name VARCHAR(60),
    CONSTRAINT pk_member PRIMARY KEY (id),
    CONSTRAINT uq_member_card UNIQUE (card)
);

-- migrations/versions/3f2a9c10b7de_members_and_copies.py:26   create table copy
CREATE TABLE copy (
    id INTEGER NOT NULL,
    barcode VARCHAR(20) NOT NULL,
    title VARCHAR(300) NOT NULL,
    CONSTRAINT pk_copy PRIMARY KEY (id)
);

-- migrations/versions/3f2a9c10b7de_members_and_copies.py:33   create unique index ix_copy_barcode on copy
CREATE UNIQUE INDEX ix_copy_barcode ON copy (barcode);

-- version table
INSERT INTO alembic_version (version_num) VALUES ('3f2a9c10b7de');

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
