-- bookshop: upgrade a1 -> a2                                                        SQL Server 2019
--
--   a1 -> a2   Prices as numeric  (6 statements)
--
-- Halts before it touches anything, where the database is not at a1.
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

-- guard: at a1
IF (SELECT COUNT(*) FROM alembic_version) <> 1
    OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a1')) <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades a1 to a2: this database is not at a1')
    SET NOEXEC ON
END;
GO

-- a1 -> a2   Prices as numeric --------------------------------------------------------------------

-- versions/a2_prices_as_numeric.py:18   drop the default of book.price
DECLARE @sqlgen NVARCHAR(MAX) = N'';
SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'book' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
FROM sys.default_constraints AS c
WHERE c.parent_object_id = OBJECT_ID('[book]')
  AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'price';
EXEC sp_executesql @sqlgen;
GO

-- versions/a2_prices_as_numeric.py:18   book.price: INTEGER -> NUMERIC(10, 2)
ALTER TABLE book ALTER COLUMN price NUMERIC(10, 2) NOT NULL;
GO

-- versions/a2_prices_as_numeric.py:18   comment on book.price
EXEC sp_updateextendedproperty N'MS_Description', 'In euros', N'SCHEMA', 'dbo', N'TABLE', 'book', N'COLUMN', 'price';
GO

-- versions/a2_prices_as_numeric.py:18   book.price defaults to 0
ALTER TABLE book ADD DEFAULT 0 FOR price;
GO

-- versions/a2_prices_as_numeric.py:28
UPDATE book SET price = ROUND(price * 0.01, 2);
GO

-- versions/a2_prices_as_numeric.py:30   add check ck_book_price_not_negative to book
ALTER TABLE book ADD CONSTRAINT ck_book_price_not_negative CHECK (price >= 0);
GO

-- version table
UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a1';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a1, which becomes a2')
    SET NOEXEC ON
END;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
