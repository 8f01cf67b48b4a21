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

-- guard: at a7 + p3
IF (SELECT COUNT(*) FROM alembic_version) <> 2
    OR (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a7', 'p3')) <> 2
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades a7 + p3 to b1: this database is not at a7 + p3')
    SET NOEXEC ON
END;
GO

-- a7, p3 -> b1   Merge the pricing branch ---------------------------------------------------------

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a7';
GO

UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'p3';
GO

COMMIT;
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
