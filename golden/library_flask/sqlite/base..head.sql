-- library_flask: upgrade base -> 0a7c5be91f64                                           SQLite 3.40
--
--   base -> 3f2a9c10b7de           members and copies  (3 statements)
--   3f2a9c10b7de -> 91be04d7c5a2   loans  (1 statement)
--   91be04d7c5a2 -> d6402e7f8b13   names are required; members can be inactive  (7 statements)
--   d6402e7f8b13 -> 0a7c5be91f64   discounts, and when a copy came back  (8 statements)
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
    fits INTEGER CONSTRAINT 'this script upgrades base to 0a7c5be91f64: this database is not at base' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(*) FROM alembic_version) = 0 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- base -> 3f2a9c10b7de   members and copies -------------------------------------------------------

PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TEMP TABLE sqlgen_orphans (
    number INTEGER CONSTRAINT "a foreign key would point nowhere" CHECK (number <= before),
    before INTEGER
);

INSERT INTO sqlgen_orphans SELECT 0, count(*) FROM pragma_foreign_key_check;

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

-- 3f2a9c10b7de -> 91be04d7c5a2   loans ------------------------------------------------------------

-- migrations/versions/91be04d7c5a2_loans.py:19   create table loan
CREATE TABLE loan (
    id INTEGER NOT NULL,
    copy_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    due DATE,
    CONSTRAINT pk_loan PRIMARY KEY (id),
    CONSTRAINT fk_loan_copy_id_copy FOREIGN KEY(copy_id) REFERENCES copy (id),
    CONSTRAINT fk_loan_member_id_member FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE CASCADE
);

-- version table
UPDATE alembic_version SET version_num='91be04d7c5a2' WHERE alembic_version.version_num = '3f2a9c10b7de';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- 91be04d7c5a2 -> d6402e7f8b13   names are required; members can be inactive ----------------------

-- migrations/versions/d6402e7f8b13_names_are_required.py:19
UPDATE member SET name = 'Card ' || card WHERE name IS NULL;

-- migrations/versions/d6402e7f8b13_names_are_required.py:20   alter table member: make member anew
CREATE TABLE sqlgen_new_member (
    id INTEGER NOT NULL,
    card VARCHAR(12) NOT NULL,
    name VARCHAR(100) NOT NULL,
    active BOOLEAN DEFAULT true NOT NULL,
    CONSTRAINT pk_member PRIMARY KEY (id),
    CONSTRAINT uq_member_card UNIQUE (card)
);

-- migrations/versions/d6402e7f8b13_names_are_required.py:20   copy the rows of member
INSERT INTO sqlgen_new_member (id, card, name)
SELECT id, card, name
FROM member;

-- migrations/versions/d6402e7f8b13_names_are_required.py:20   drop the old member
DROP TABLE member;

-- migrations/versions/d6402e7f8b13_names_are_required.py:20   put the new member in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_member RENAME TO member;

PRAGMA legacy_alter_table = OFF;

-- version table
UPDATE alembic_version SET version_num='d6402e7f8b13' WHERE alembic_version.version_num = '91be04d7c5a2';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- d6402e7f8b13 -> 0a7c5be91f64   discounts, and when a copy came back -----------------------------

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:20   add column member.discount VARCHAR(8)
ALTER TABLE member ADD COLUMN discount VARCHAR(8) DEFAULT '0 %' NOT NULL;

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:22   alter table loan: make loan anew
CREATE TABLE sqlgen_new_loan (
    id INTEGER NOT NULL,
    copy_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    due DATE NOT NULL,
    returned DATE,
    CONSTRAINT pk_loan PRIMARY KEY (id),
    CONSTRAINT fk_loan_copy_id_copy FOREIGN KEY(copy_id) REFERENCES copy (id),
    CONSTRAINT fk_loan_member_id_member FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE CASCADE,
    CONSTRAINT ck_loan_returned_sane CHECK (returned IS NULL OR returned <= '2100-01-01')
);

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:22   copy the rows of loan
INSERT INTO sqlgen_new_loan (id, copy_id, member_id, due)
SELECT id, copy_id, member_id, due
FROM loan;

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:22   drop the old loan
DROP TABLE loan;

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:22   put the new loan in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_loan RENAME TO loan;

PRAGMA legacy_alter_table = OFF;

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:29
UPDATE member SET discount = '50 %' WHERE card LIKE 'J%';

-- version table
UPDATE alembic_version SET version_num='0a7c5be91f64' WHERE alembic_version.version_num = 'd6402e7f8b13';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

UPDATE OR ROLLBACK sqlgen_orphans SET number = (SELECT count(*) FROM pragma_foreign_key_check);

DROP TABLE temp.sqlgen_orphans;

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
