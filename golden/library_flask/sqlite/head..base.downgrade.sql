-- library_flask: downgrade 0a7c5be91f64 -> base                                         SQLite 3.40
--
--   0a7c5be91f64 -> d6402e7f8b13   discounts, and when a copy came back  (7 statements)
--   d6402e7f8b13 -> 91be04d7c5a2   names are required; members can be inactive  (6 statements)
--   91be04d7c5a2 -> 3f2a9c10b7de   loans  (1 statement)
--   3f2a9c10b7de -> base           members and copies  (3 statements)
--
-- Halts before it touches anything, where the database is not at 0a7c5be91f64.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at 0a7c5be91f64
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script downgrades 0a7c5be91f64 to base: this database is not at 0a7c5be91f64' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('0a7c5be91f64')) = 1 AND
    (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- 0a7c5be91f64 -> d6402e7f8b13   discounts, and when a copy came back -----------------------------

PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TEMP TABLE sqlgen_orphans (
    number INTEGER CONSTRAINT "a foreign key would point nowhere" CHECK (number <= before),
    before INTEGER
);

INSERT INTO sqlgen_orphans SELECT 0, count(*) FROM pragma_foreign_key_check;

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:33   alter table loan: make loan anew
CREATE TABLE sqlgen_new_loan (
    id INTEGER NOT NULL,
    copy_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    due DATE,
    CONSTRAINT pk_loan PRIMARY KEY (id),
    CONSTRAINT fk_loan_copy_id_copy FOREIGN KEY(copy_id) REFERENCES copy (id),
    CONSTRAINT fk_loan_member_id_member FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE CASCADE
);

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:33   copy the rows of loan
INSERT INTO sqlgen_new_loan (id, copy_id, member_id, due)
SELECT id, copy_id, member_id, due
FROM loan;

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:33   drop the old loan
DROP TABLE loan;

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:33   put the new loan in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_loan RENAME TO loan;

PRAGMA legacy_alter_table = OFF;

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:41   drop column member.discount
ALTER TABLE member DROP COLUMN discount;

-- version table
UPDATE alembic_version SET version_num='d6402e7f8b13' WHERE alembic_version.version_num = '0a7c5be91f64';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- d6402e7f8b13 -> 91be04d7c5a2   names are required; members can be inactive ----------------------

-- migrations/versions/d6402e7f8b13_names_are_required.py:29   alter table member: make member anew
CREATE TABLE sqlgen_new_member (
    id INTEGER NOT NULL,
    card VARCHAR(12) NOT NULL,
    name VARCHAR(60),
    CONSTRAINT pk_member PRIMARY KEY (id),
    CONSTRAINT uq_member_card UNIQUE (card)
);

-- migrations/versions/d6402e7f8b13_names_are_required.py:29   copy the rows of member
INSERT INTO sqlgen_new_member (id, card, name)
SELECT id, card, name
FROM member;

-- migrations/versions/d6402e7f8b13_names_are_required.py:29   drop the old member
DROP TABLE member;

-- migrations/versions/d6402e7f8b13_names_are_required.py:29   put the new member in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_member RENAME TO member;

PRAGMA legacy_alter_table = OFF;

-- version table
UPDATE alembic_version SET version_num='91be04d7c5a2' WHERE alembic_version.version_num = 'd6402e7f8b13';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- 91be04d7c5a2 -> 3f2a9c10b7de   loans ------------------------------------------------------------

-- migrations/versions/91be04d7c5a2_loans.py:31   drop table loan
DROP TABLE loan;

-- version table
UPDATE alembic_version SET version_num='3f2a9c10b7de' WHERE alembic_version.version_num = '91be04d7c5a2';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

-- 3f2a9c10b7de -> base   members and copies -------------------------------------------------------

-- migrations/versions/3f2a9c10b7de_members_and_copies.py:38   drop index ix_copy_barcode
DROP INDEX ix_copy_barcode;

-- migrations/versions/3f2a9c10b7de_members_and_copies.py:40   drop table copy
DROP TABLE copy;

-- migrations/versions/3f2a9c10b7de_members_and_copies.py:41   drop table member
DROP TABLE member;

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = '3f2a9c10b7de';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

UPDATE OR ROLLBACK sqlgen_orphans SET number = (SELECT count(*) FROM pragma_foreign_key_check);

DROP TABLE temp.sqlgen_orphans;

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
