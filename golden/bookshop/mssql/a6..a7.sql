-- bookshop: upgrade a6 -> a7                                                        SQL Server 2019
--
--   a6 -> a7   Notes, gifts and longer references on orders  (7 statements)
--
-- Halts before it touches anything, where the database is not at a6.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlcmd -b).

SET XACT_ABORT ON;
GO

SET QUOTED_IDENTIFIER ON;
GO

BEGIN TRANSACTION;
GO

-- guard: SQL Server 2019 or later, and no other run
DECLARE @sqlgen INT;
IF CAST(SERVERPROPERTY('EngineEdition') AS INT) NOT IN (5, 8)
    AND CAST(SERVERPROPERTY('ProductMajorVersion') AS INT) < 15
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script is written for SQL Server 2019 or later')
    SET NOEXEC ON
END;
EXEC @sqlgen = sp_getapplock @Resource = 'alembic_version', @LockMode = 'Exclusive',
    @LockOwner = 'Transaction', @LockTimeout = 0;
IF @sqlgen < 0
BEGIN
    RAISERROR(N'%s', 16, 1, 'another migration of this database is in progress')
    SET NOEXEC ON
END;
GO

-- guard: at a6
IF (SELECT COUNT(*) FROM alembic_version) <> 1
    OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a6')) <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades a6 to a7: this database is not at a6')
    SET NOEXEC ON
END;
GO

-- a6 -> a7   Notes, gifts and longer references on orders -----------------------------------------

-- versions/a7_order_notes.py:20   add column order.gift BIT
ALTER TABLE [order] ADD gift BIT NOT NULL DEFAULT 0;
GO

-- versions/a7_order_notes.py:21   add column order.note VARCHAR(max)
ALTER TABLE [order] ADD note VARCHAR(max) NULL;
GO

-- versions/a7_order_notes.py:22   order.reference: VARCHAR(20) -> VARCHAR(40)
ALTER TABLE [order] ALTER COLUMN reference VARCHAR(40) NULL;
GO

-- versions/a7_order_notes.py:23
UPDATE [order] SET reference=NULL WHERE [order].reference = '';
GO

-- versions/a7_order_notes.py:24   add unique constraint uq_order_reference to order
ALTER TABLE [order] ADD CONSTRAINT uq_order_reference UNIQUE (reference);
GO

-- versions/a7_order_notes.py:25   comment on table order
EXEC sp_addextendedproperty N'MS_Description', 'A customer''s order; its lines are in order_line', N'SCHEMA', 'dbo', N'TABLE', 'order';
GO

-- versions/a7_order_notes.py:27   order_line.quantity defaults to 1
ALTER TABLE order_line ADD DEFAULT 1 FOR quantity;
GO

-- version table
UPDATE alembic_version SET version_num='a7' WHERE alembic_version.version_num = 'a6';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a6, which becomes a7')
    SET NOEXEC ON
END;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
