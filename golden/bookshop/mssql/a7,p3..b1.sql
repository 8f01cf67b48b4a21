-- bookshop: upgrade a7, p3 -> b1                                                    SQL Server 2019
--
--   a7, p3 -> b1   Merge the pricing branch  (0 statements)
--
-- Halts before it touches anything, where the database is not at a7, p3.
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

-- guard: at a7 + p3
IF (SELECT COUNT(*) FROM alembic_version) <> 2
    OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a7', 'p3')) <> 2
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades a7 + p3 to b1: this database is not at a7 + p3')
    SET NOEXEC ON
END;
GO

-- a7, p3 -> b1   Merge the pricing branch ---------------------------------------------------------

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a7';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a7, which leaves it')
    SET NOEXEC ON
END;
GO

UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'p3';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold p3, which becomes b1')
    SET NOEXEC ON
END;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
