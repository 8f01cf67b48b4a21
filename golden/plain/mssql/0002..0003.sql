-- Meter readings: upgrade 0002 -> 0003                                              SQL Server 2019
--
--   0002 -> 0003   Gas meters, and amounts with decimals  (7 statements)
--
-- Halts before it touches anything, where the database is not at 0002.
-- One transaction for each revision.

SET XACT_ABORT ON;
GO

SET QUOTED_IDENTIFIER ON;
GO

-- guard: SQL Server 2019 or later, and no other run
DECLARE @sqlgen INT;
IF CAST(SERVERPROPERTY('EngineEdition') AS INT) NOT IN (5, 8)
    AND CAST(SERVERPROPERTY('ProductMajorVersion') AS INT) < 15
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script is written for SQL Server 2019 or later')
    SET NOEXEC ON
END;
EXEC @sqlgen = sp_getapplock @Resource = 'meter_version', @LockMode = 'Exclusive',
    @LockOwner = 'Session', @LockTimeout = 0;
IF @sqlgen < 0
BEGIN
    RAISERROR(N'%s', 16, 1, 'another migration of this database is in progress')
    SET NOEXEC ON
END;
GO

-- guard: at 0002
IF (SELECT COUNT(*) FROM meter_version) <> 1
    OR (SELECT COUNT(DISTINCT version_num) FROM meter_version WHERE version_num IN ('0002')) <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades 0002 to 0003: this database is not at 0002')
    SET NOEXEC ON
END;
GO

-- 0002 -> 0003   Gas meters, and amounts with decimals --------------------------------------------

BEGIN TRANSACTION;
GO

-- versions/0003_gas_meters.py:14   drop check ck_meter_kind_known of meter
ALTER TABLE meter DROP CONSTRAINT ck_meter_kind_known;
GO

-- versions/0003_gas_meters.py:15   add check ck_meter_kind_known to meter
ALTER TABLE meter ADD CONSTRAINT ck_meter_kind_known CHECK (kind IN ('water', 'power', 'gas'));
GO

-- versions/0003_gas_meters.py:16   reading.amount: INTEGER -> NUMERIC(12, 3)
ALTER TABLE reading ALTER COLUMN amount NUMERIC(12, 3) NOT NULL;
GO

-- versions/0003_gas_meters.py:17   rename column site.city to town
EXEC sp_rename '[site].[city]', 'town', 'COLUMN';
GO

-- versions/0003_gas_meters.py:18   drop the default of site.town
DECLARE @sqlgen NVARCHAR(MAX) = N'';
SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'site' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
FROM sys.default_constraints AS c
WHERE c.parent_object_id = OBJECT_ID('[site]')
  AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'town';
EXEC sp_executesql @sqlgen;
GO

-- versions/0003_gas_meters.py:18   site.town may be NULL
ALTER TABLE site ALTER COLUMN town VARCHAR(80) NULL;
GO

-- versions/0003_gas_meters.py:19
UPDATE site SET town = NULL WHERE town = '';
GO

-- version table
UPDATE meter_version SET version_num='0003' WHERE meter_version.version_num = '0002';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold 0002, which becomes 0003')
    SET NOEXEC ON
END;
GO

COMMIT;
GO

-- guard: the run is over
EXEC sp_releaseapplock @Resource = 'meter_version', @LockOwner = 'Session';
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
