-- library_flask: upgrade 3f2a9c10b7de -> 91be04d7c5a2                                   SQLite 3.40
--
--   3f2a9c10b7de -> 91be04d7c5a2   loans  (1 statement)
--
-- Halts before it touches anything, where the database is not at 3f2a9c10b7de.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at 3f2a9c10b7de
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades 3f2a9c10b7de to 91be04d7c5a2: this database is not at 3f2a9c10b7de' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('3f2a9c10b7de')) = 1 AND
    (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- 3f2a9c10b7de -> 91be04d7c5a2   loans ------------------------------------------------------------

BEGIN;

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

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
