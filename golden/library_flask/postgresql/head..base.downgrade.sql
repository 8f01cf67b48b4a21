-- library_flask: downgrade 0a7c5be91f64 -> base                                       PostgreSQL 15
--
--   0a7c5be91f64 -> d6402e7f8b13   discounts, and when a copy came back  (4 statements)
--   d6402e7f8b13 -> 91be04d7c5a2   names are required; members can be inactive  (3 statements)
--   91be04d7c5a2 -> 3f2a9c10b7de   loans  (1 statement)
--   3f2a9c10b7de -> base           members and copies  (3 statements)
--
-- Halts before it touches anything, where the database is not at 0a7c5be91f64.
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

-- guard: at 0a7c5be91f64
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('0a7c5be91f64')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades 0a7c5be91f64 to base: this database is not at 0a7c5be91f64', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- 0a7c5be91f64 -> d6402e7f8b13   discounts, and when a copy came back -----------------------------

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:34   drop check ck_loan_returned_sane of loan
ALTER TABLE loan DROP CONSTRAINT ck_loan_returned_sane;

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:35   loan.due may be NULL
ALTER TABLE loan ALTER COLUMN due DROP NOT NULL;

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:38   drop column loan.returned
ALTER TABLE loan DROP COLUMN returned;

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:41   drop column member.discount
ALTER TABLE member DROP COLUMN discount;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='d6402e7f8b13' WHERE alembic_version.version_num = '0a7c5be91f64';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold 0a7c5be91f64, which becomes d6402e7f8b13';
    END IF;
END
$version$;

-- d6402e7f8b13 -> 91be04d7c5a2   names are required; members can be inactive ----------------------

-- migrations/versions/d6402e7f8b13_names_are_required.py:30   member.name: VARCHAR(100) -> VARCHAR(60)
ALTER TABLE member ALTER COLUMN name TYPE VARCHAR(60);

-- migrations/versions/d6402e7f8b13_names_are_required.py:30   member.name may be NULL
ALTER TABLE member ALTER COLUMN name DROP NOT NULL;

-- migrations/versions/d6402e7f8b13_names_are_required.py:34   drop column member.active
ALTER TABLE member DROP COLUMN active;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='91be04d7c5a2' WHERE alembic_version.version_num = 'd6402e7f8b13';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold d6402e7f8b13, which becomes 91be04d7c5a2';
    END IF;
END
$version$;

-- 91be04d7c5a2 -> 3f2a9c10b7de   loans ------------------------------------------------------------

-- migrations/versions/91be04d7c5a2_loans.py:31   drop table loan
DROP TABLE loan;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='3f2a9c10b7de' WHERE alembic_version.version_num = '91be04d7c5a2';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold 91be04d7c5a2, which becomes 3f2a9c10b7de';
    END IF;
END
$version$;

-- 3f2a9c10b7de -> base   members and copies -------------------------------------------------------

-- migrations/versions/3f2a9c10b7de_members_and_copies.py:38   drop index ix_copy_barcode
DROP INDEX ix_copy_barcode;

-- migrations/versions/3f2a9c10b7de_members_and_copies.py:40   drop table copy
DROP TABLE copy;

-- migrations/versions/3f2a9c10b7de_members_and_copies.py:41   drop table member
DROP TABLE member;

-- version table
DO $version$
BEGIN
    DELETE FROM alembic_version WHERE alembic_version.version_num = '3f2a9c10b7de';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold 3f2a9c10b7de, which leaves it';
    END IF;
END
$version$;

COMMIT;
