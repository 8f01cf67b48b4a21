-- warehouse: upgrade inv_0001 -> inv_0002                                             PostgreSQL 15
--
--   inv_0001 -> inv_0002   Bins: where items lie, and how many  (3 statements)
--
-- Halts before it touches anything, where the database is not at inv_0001.
-- One transaction: all of it happens or none.

BEGIN;

-- migrations/env.py:27
CREATE SCHEMA IF NOT EXISTS ops;

-- guard: at inv_0001
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM ops.revision) <> 1
        OR (SELECT COUNT(*) FROM ops.revision WHERE version_num IN ('inv_0001')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades inv_0001 to inv_0002: this database is not at inv_0001', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM ops.revision
        );
    END IF;
END
$guard$;

-- inv_0001 -> inv_0002   Bins: where items lie, and how many --------------------------------------

-- inv/versions/2023/inv_0002_bins.py:13   create table inv.place
CREATE TABLE inv.place (
    aisle VARCHAR(4) NOT NULL,
    shelf SMALLINT NOT NULL,
    item_id BIGINT NOT NULL,
    on_hand INTEGER DEFAULT 0 NOT NULL,
    CONSTRAINT pk_bin PRIMARY KEY (aisle, shelf)
);

-- inv/versions/2023/inv_0002_bins.py:22   add foreign key fk_bin_item_id_item to inv.place
ALTER TABLE inv.place ADD CONSTRAINT fk_bin_item_id_item FOREIGN KEY(item_id) REFERENCES inv.item (id) ON DELETE RESTRICT;

-- inv/versions/2023/inv_0002_bins.py:32   rename table inv.place to bin
ALTER TABLE inv.place RENAME TO bin;

-- version table
UPDATE ops.revision SET version_num='inv_0002' WHERE ops.revision.version_num = 'inv_0001';

COMMIT;
