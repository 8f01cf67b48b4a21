-- library_flask: upgrade d6402e7f8b13 -> 0a7c5be91f64                                 PostgreSQL 15
--
--   d6402e7f8b13 -> 0a7c5be91f64   discounts, and when a copy came back  (5 statements)
--
-- Halts before it touches anything, where the database is not at d6402e7f8b13.
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

-- guard: at d6402e7f8b13
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('d6402e7f8b13')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades d6402e7f8b13 to 0a7c5be91f64: this database is not at d6402e7f8b13', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- d6402e7f8b13 -> 0a7c5be91f64   discounts, and when a copy came back -----------------------------

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:20   add column member.discount VARCHAR(8)
ALTER TABLE member ADD COLUMN discount VARCHAR(8) DEFAULT '0 %' NOT NULL;

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:23   add column loan.returned DATE
ALTER TABLE loan ADD COLUMN returned DATE;

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:24   loan.due must not be NULL
ALTER TABLE loan ALTER COLUMN due SET NOT NULL;

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:27   add check ck_loan_returned_sane to loan
ALTER TABLE loan ADD CONSTRAINT ck_loan_returned_sane CHECK (returned IS NULL OR returned <= '2100-01-01');

-- migrations/versions/0a7c5be91f64_discounts_and_returns.py:29
UPDATE member SET discount = '50 %' WHERE card LIKE 'J%';

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='0a7c5be91f64' WHERE alembic_version.version_num = 'd6402e7f8b13';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold d6402e7f8b13, which becomes 0a7c5be91f64';
    END IF;
END
$version$;

COMMIT;
