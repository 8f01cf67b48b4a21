-- warehouse: upgrade base -> inv_0001                                                 PostgreSQL 15
--
--   base -> inv_0001   Items  (2 statements)
--
-- Halts before it touches anything, where the database is not at base.
-- One transaction: all of it happens or none.

BEGIN;

-- migrations/env.py:27
CREATE SCHEMA IF NOT EXISTS ops;

-- guard: PostgreSQL 15 or later, and no other run
DO $guard$
BEGIN
    IF version() NOT LIKE 'PostgreSQL %' OR current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION USING MESSAGE = 'this script is written for PostgreSQL 15 or later', DETAIL = 'It runs on ' || version() || '.';
    END IF;
    IF NOT pg_try_advisory_xact_lock(hashtext('sqlgen'), hashtext('ops.revision')) THEN
        RAISE EXCEPTION USING MESSAGE = 'another migration of this database is in progress';
    END IF;
END
$guard$;

-- create the version table
CREATE TABLE IF NOT EXISTS ops.revision (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT revision_pkc PRIMARY KEY (version_num)
);

-- guard: at base
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM ops.revision) <> 0
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades base to inv_0001: this database is not at base', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM ops.revision
        );
    END IF;
END
$guard$;

-- base -> inv_0001   Items ------------------------------------------------------------------------

-- inv/versions/2023/inv_0001_items.py:13
CREATE SCHEMA inv;

-- inv/versions/2023/inv_0001_items.py:14   create table inv.item
CREATE TABLE inv.item (
    id BIGINT GENERATED ALWAYS AS IDENTITY,
    sku VARCHAR(30) NOT NULL,
    name VARCHAR(80) NOT NULL,
    CONSTRAINT pk_item PRIMARY KEY (id),
    CONSTRAINT uq_item_sku UNIQUE (sku)
);

-- version table
INSERT INTO ops.revision (version_num) VALUES ('inv_0001');

COMMIT;
