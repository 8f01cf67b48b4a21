-- library_flask: upgrade base -> 3f2a9c10b7de                                         PostgreSQL 15
--
--   base -> 3f2a9c10b7de   members and copies  (3 statements)
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
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades base to 3f2a9c10b7de: this database is not at base', DETAIL = (
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

COMMIT;
