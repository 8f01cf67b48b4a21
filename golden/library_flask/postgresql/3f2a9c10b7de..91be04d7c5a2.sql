-- library_flask: upgrade 3f2a9c10b7de -> 91be04d7c5a2                                 PostgreSQL 15
--
--   3f2a9c10b7de -> 91be04d7c5a2   loans  (1 statement)
--
-- Halts before it touches anything, where the database is not at 3f2a9c10b7de.
-- One transaction: all of it happens or none.

BEGIN;

-- guard: PostgreSQL 15 or later, and no other run
DO $guard$
BEGIN
    IF version() NOT LIKE 'PostgreSQL %' OR current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION USING MESSAGE = 'this script is written for PostgreSQL 15 or later', DETAIL = 'It runs on ' || version() || '.';
    END IF;
    IF NOT pg_try_advisory_xact_lock(hashtext('sqlgen'), hashtext('alembic_version')) THEN
        RAISE EXCEPTION USING MESSAGE = 'another migration of this database is in progress';
    END IF;
END
$guard$;

-- guard: at 3f2a9c10b7de
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('3f2a9c10b7de')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades 3f2a9c10b7de to 91be04d7c5a2: this database is not at 3f2a9c10b7de', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- 3f2a9c10b7de -> 91be04d7c5a2   loans ------------------------------------------------------------

-- migrations/versions/91be04d7c5a2_loans.py:19   create table loan
CREATE TABLE loan (
    id SERIAL NOT NULL,
    copy_id INTEGER NOT NULL,
    member_id INTEGER NOT NULL,
    due DATE,
    CONSTRAINT pk_loan PRIMARY KEY (id),
    CONSTRAINT fk_loan_copy_id_copy FOREIGN KEY(copy_id) REFERENCES copy (id),
    CONSTRAINT fk_loan_member_id_member FOREIGN KEY(member_id) REFERENCES member (id) ON DELETE CASCADE
);

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='91be04d7c5a2' WHERE alembic_version.version_num = '3f2a9c10b7de';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold 3f2a9c10b7de, which becomes 91be04d7c5a2';
    END IF;
END
$version$;

COMMIT;
