-- bookshop: upgrade a6 -> a7                                                              Oracle 19
--
--   a6 -> a7   Notes, gifts and longer references on orders  (7 statements)
--
-- Halts before it touches anything, where the database is not at a6.
-- The client must stop at the first error (sqlplus, by WHENEVER SQLERROR).
-- Oracle commits each DDL statement by itself: no transaction holds it all.

SET DEFINE OFF

SET SQLBLANKLINES ON

WHENEVER SQLERROR EXIT SQL.SQLCODE ROLLBACK

-- guard: at a6
DECLARE
    all_rows NUMBER;
    right_rows NUMBER;
BEGIN
    SELECT COUNT(*) INTO all_rows FROM alembic_version;
    SELECT COUNT(*) INTO right_rows FROM alembic_version WHERE version_num IN ('a6');
    IF all_rows <> 1 OR right_rows <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'this script upgrades a6 to a7: this database is not at a6');
    END IF;
END;
/

-- a6 -> a7   Notes, gifts and longer references on orders -----------------------------------------

-- versions/a7_order_notes.py:20   add column order.gift SMALLINT
ALTER TABLE "order" ADD gift SMALLINT DEFAULT 0 NOT NULL
/

-- versions/a7_order_notes.py:21   add column order.note CLOB
ALTER TABLE "order" ADD note CLOB
/

-- versions/a7_order_notes.py:22   order.reference: VARCHAR2(20 CHAR) -> VARCHAR2(40 CHAR)
ALTER TABLE "order" MODIFY reference VARCHAR2(40 CHAR)
/

-- versions/a7_order_notes.py:23
UPDATE "order" SET reference=NULL WHERE "order".reference = ''
/

-- versions/a7_order_notes.py:24   add unique constraint uq_order_reference to order
ALTER TABLE "order" ADD CONSTRAINT uq_order_reference UNIQUE (reference)
/

-- versions/a7_order_notes.py:25   comment on table order
COMMENT ON TABLE "order" IS 'A customer''s order; its lines are in order_line'
/

-- versions/a7_order_notes.py:27   order_line.quantity defaults to 1
ALTER TABLE order_line MODIFY quantity DEFAULT 1
/

-- version table
UPDATE alembic_version SET version_num='a7' WHERE alembic_version.version_num = 'a6'
/

COMMIT
/
