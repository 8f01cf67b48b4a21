-- library_flask: upgrade 91be04d7c5a2 -> d6402e7f8b13                                   SQLite 3.40
--
--   91be04d7c5a2 -> d6402e7f8b13   names are required; members can be inactive  (7 statements)
--
-- Halts before it touches anything, where the database is not at 91be04d7c5a2.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at 91be04d7c5a2
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades 91be04d7c5a2 to d6402e7f8b13: this database is not at 91be04d7c5a2' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('91be04d7c5a2')) = 1 AND
    (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- 91be04d7c5a2 -> d6402e7f8b13   names are required; members can be inactive ----------------------

PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TEMP TABLE sqlgen_orphans (
    number INTEGER CONSTRAINT "a foreign key would point nowhere" CHECK (number <= before),
    before INTEGER
);

INSERT INTO sqlgen_orphans SELECT 0, count(*) FROM pragma_foreign_key_check;

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

UPDATE OR ROLLBACK sqlgen_orphans SET number = (SELECT count(*) FROM pragma_foreign_key_check);

DROP TABLE temp.sqlgen_orphans;

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
