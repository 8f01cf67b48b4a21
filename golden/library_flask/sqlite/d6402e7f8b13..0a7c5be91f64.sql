-- library_flask: upgrade d6402e7f8b13 -> 0a7c5be91f64                                   SQLite 3.40
--
--   d6402e7f8b13 -> 0a7c5be91f64   discounts, and when a copy came back  (8 statements)
--
-- Halts before it touches anything, where the database is not at d6402e7f8b13.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at d6402e7f8b13
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades d6402e7f8b13 to 0a7c5be91f64: this database is not at d6402e7f8b13' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('d6402e7f8b13')) = 1 AND
    (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- d6402e7f8b13 -> 0a7c5be91f64   discounts, and when a copy came back -----------------------------

PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TEMP TABLE sqlgen_orphans (
    number INTEGER CONSTRAINT "a foreign key would point nowhere" CHECK (number <= before),
    before INTEGER
);

INSERT INTO sqlgen_orphans SELECT 0, count(*) FROM pragma_foreign_key_check;

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
