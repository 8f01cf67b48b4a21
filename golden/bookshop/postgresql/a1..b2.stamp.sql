-- bookshop: stamp a1 -> b2                                                            PostgreSQL 15
--
--   a1 -> b2   Prices come from the price lists  (0 statements)
--
-- One transaction: all of it happens or none.

-- a1 -> b2   Prices come from the price lists -----------------------------------------------------

BEGIN;

-- version table
UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'a1';

COMMIT;
