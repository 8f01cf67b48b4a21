-- bookshop: upgrade a4 -> a5                                                        SQL Server 2019
--
--   a4 -> a5   Customers have full names  (8 statements)
--
-- Halts before it touches anything, where the database is not at a4.
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

-- guard: at a4
IF (SELECT COUNT(*) FROM alembic_version) <> 1
    OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a4')) <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades a4 to a5: this database is not at a4')
    SET NOEXEC ON
END;
GO

-- a4 -> a5   Customers have full names ------------------------------------------------------------

-- versions/a5_customer_names.py:20
UPDATE customer SET name = 'unknown' WHERE name IS NULL OR TRIM(name) = '';
GO

-- versions/a5_customer_names.py:21   customer.name must not be NULL
ALTER TABLE customer ALTER COLUMN name VARCHAR(120) NOT NULL;
GO

-- versions/a5_customer_names.py:21   rename column customer.name to full_name
EXEC sp_rename '[customer].[name]', 'full_name', 'COLUMN';
GO

-- versions/a5_customer_names.py:29   customer.email: VARCHAR(120) -> VARCHAR(200)
ALTER TABLE customer ALTER COLUMN email VARCHAR(200) NOT NULL;
GO

-- versions/a5_customer_names.py:36   comment on customer.loyaltyCard
EXEC sp_addextendedproperty N'MS_Description', 'Number printed on the customer''s card', N'SCHEMA', 'dbo', N'TABLE', 'customer', N'COLUMN', 'loyaltyCard';
GO

-- versions/a5_customer_names.py:43   create unique index uq_customer_loyaltyCard on customer
CREATE UNIQUE INDEX [uq_customer_loyaltyCard] ON customer ([loyaltyCard]) WHERE "loyaltyCard" IS NOT NULL;
GO

-- versions/a5_customer_names.py:52   comment on table customer
EXEC sp_updateextendedproperty N'MS_Description', 'People and companies that have an account', N'SCHEMA', 'dbo', N'TABLE', 'customer';
GO

-- versions/a5_customer_names.py:58   book.title: VARCHAR(200) -> VARCHAR(300)
ALTER TABLE book ALTER COLUMN title VARCHAR(300) NOT NULL;
GO

-- version table
UPDATE alembic_version SET version_num='a5' WHERE alembic_version.version_num = 'a4';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a4, which becomes a5')
    SET NOEXEC ON
END;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
