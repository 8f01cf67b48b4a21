-- bookshop: upgrade p2 -> p3                                                        SQL Server 2019
--
--   p2 -> p3   Every price list has a currency  (7 statements)
--
-- Halts before it touches anything, where the database is not at p2.
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

-- guard: at p2
IF (SELECT COUNT(*) FROM alembic_version) <> 1
    OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('p2')) <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades p2 to p3: this database is not at p2')
    SET NOEXEC ON
END;
GO

-- p2 -> p3   Every price list has a currency ------------------------------------------------------

-- versions/p3_currencies.py:18
UPDATE price_list SET currency = 'EUR' WHERE currency IS NULL;
GO

-- versions/p3_currencies.py:19   price_list.currency must not be NULL
ALTER TABLE price_list ALTER COLUMN currency VARCHAR(3) NOT NULL;
GO

-- versions/p3_currencies.py:19   price_list.currency defaults to 'EUR'
ALTER TABLE price_list ADD DEFAULT 'EUR' FOR currency;
GO

-- versions/p3_currencies.py:27   add check ck_price_list_currency_known to price_list
ALTER TABLE price_list ADD CONSTRAINT ck_price_list_currency_known CHECK (currency IN ('EUR', 'GBP', 'USD'));
GO

-- versions/p3_currencies.py:30   drop check ck_book_price_amount_not_negative of book_price
ALTER TABLE book_price DROP CONSTRAINT ck_book_price_amount_not_negative;
GO

-- versions/p3_currencies.py:30   book_price.amount: NUMERIC(10, 2) -> NUMERIC(12, 2)
ALTER TABLE book_price ALTER COLUMN amount NUMERIC(12, 2) NOT NULL;
GO

-- versions/p3_currencies.py:30   add check ck_book_price_amount_not_negative to book_price
ALTER TABLE book_price ADD CONSTRAINT ck_book_price_amount_not_negative CHECK (amount >= 0);
GO

-- version table
UPDATE alembic_version SET version_num='p3' WHERE alembic_version.version_num = 'p2';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold p2, which becomes p3')
    SET NOEXEC ON
END;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
