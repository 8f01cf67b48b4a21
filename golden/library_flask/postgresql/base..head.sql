-- library_flask: upgrade base -> 0a7c5be91f64                                         PostgreSQL 15
--
--   base -> 3f2a9c10b7de           members and copies  (3 statements)
--   3f2a9c10b7de -> 91be04d7c5a2   loans  (1 statement)
--   91be04d7c5a2 -> d6402e7f8b13   names are required; members can be inactive  (4 statements)
--   d6402e7f8b13 -> 0a7c5be91f64   discounts, and when a copy came back  (5 statements)
--
-- Halts before it touches anything, where the database is not at base.
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

-- create the version table
CREATE TABLE IF NOT EXISTS alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);

-- guard: at base
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 0
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades base to 0a7c5be91f64: this database is not at base', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- base -> 3f2a9c10b7de   members and copies -------------------------------------------------------

-- migrations/versions/3f2a9c10b7de_members_and_copies.py:19   create table member
CREATE TABLE member (
    id SERIAL NOT NULL,
    card VARCHAR(12) NOT NULL,
    name VARCHAR(60),
    CONSTRAINT pk_member PRIMARY KEY (id),
    CONSTRAINT uq_member_card UNIQUE (card)
);

-- migrations/versions/3f2a9c10b7de_members_and_copies.py:26   create table copy
CREATE TABLE copy (
    id SERIAL NOT NULL,
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

-- 91be04d7c5a2 -> d6402e7f8b13   names are required; members can be inactive ----------------------

-- migrations/versions/d6402e7f8b13_names_are_required.py:19
UPDATE member SET name = 'Card ' || card WHERE name IS NULL;

-- migrations/versions/d6402e7f8b13_names_are_required.py:21   add column member.active BOOLEAN
ALTER TABLE member ADD COLUMN active BOOLEAN DEFAULT true NOT NULL;

-- migrations/versions/d6402e7f8b13_names_are_required.py:22   member.name: VARCHAR(60) -> VARCHAR(100)
ALTER TABLE member ALTER COLUMN name TYPE VARCHAR(100);

-- migrations/versions/d6402e7f8b13_names_are_required.py:22   member.name must not be NULL
ALTER TABLE member ALTER COLUMN name SET NOT NULL;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='d6402e7f8b13' WHERE alembic_version.version_num = '91be04d7c5a2';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold 91be04d7c5a2, which becomes d6402e7f8b13';
    END IF;
END
$version$;

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
