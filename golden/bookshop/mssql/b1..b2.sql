-- bookshop: upgrade b1 -> b2                                                        SQL Server 2019
--
--   b1 -> b2   Prices come from the price lists  (5 statements)
--
-- Halts before it touches anything, where the database is not at b1.
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

-- guard: at b1
IF (SELECT COUNT(*) FROM alembic_version) <> 1
    OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('b1')) <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades b1 to b2: this database is not at b1')
    SET NOEXEC ON
END;
GO

-- b1 -> b2   Prices come from the price lists -----------------------------------------------------

-- versions/b2_prices_from_price_lists.py:41
DROP VIEW book_sales;
GO

-- versions/b2_prices_from_price_lists.py:42   drop check ck_book_price_not_negative of book
ALTER TABLE book DROP CONSTRAINT ck_book_price_not_negative;
GO

-- versions/b2_prices_from_price_lists.py:43   drop the default of price
DECLARE @sqlgen NVARCHAR(MAX) = N'';
SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'book' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
FROM sys.default_constraints AS c
WHERE c.parent_object_id = OBJECT_ID('[book]')
  AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'price';
EXEC sp_executesql @sqlgen;
GO

-- versions/b2_prices_from_price_lists.py:43   drop column book.price
ALTER TABLE book DROP COLUMN price;
GO

-- versions/b2_prices_from_price_lists.py:44
CREATE VIEW book_sales AS
    SELECT b.id AS book_id,
           b.title,
           COALESCE(SUM(l.quantity), 0) AS copies_sold,
           COALESCE(SUM(l.quantity * l.unit_price), 0) AS revenue
    FROM book b
    LEFT JOIN order_line l ON l.book_id = b.id
    GROUP BY b.id, b.title;
GO

-- version table
UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'b1';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold b1, which becomes b2')
    SET NOEXEC ON
END;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
