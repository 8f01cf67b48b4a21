-- bookshop: upgrade p1 -> p2                                                        SQL Server 2019
--
--   p1 -> p2   The first price lists  (3 statements)
--
-- Halts before it touches anything, where the database is not at p1.
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

-- guard: at p1
IF (SELECT COUNT(*) FROM alembic_version) <> 1
    OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('p1')) <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades p1 to p2: this database is not at p1')
    SET NOEXEC ON
END;
GO

-- p1 -> p2   The first price lists ----------------------------------------------------------------

-- versions/p2_first_price_lists.py:25   insert into price_list
INSERT INTO price_list (id, name, currency) VALUES (1, 'Shop', 'EUR');
GO

-- versions/p2_first_price_lists.py:26   insert into price_list
INSERT INTO price_list (id, name, currency) VALUES (2, 'Members'' evening (-10 %)', NULL);
GO

-- versions/p2_first_price_lists.py:27
INSERT INTO book_price (book_id, price_list_id, amount) SELECT id, 1, price FROM book;
GO

-- version table
UPDATE alembic_version SET version_num='p2' WHERE alembic_version.version_num = 'p1';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold p1, which becomes p2')
    SET NOEXEC ON
END;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
