-- Meter readings: downgrade 0004 -> base                                            SQL Server 2019
--
--   0004 -> 0003   The first sites  (2 statements)
--   0003 -> 0002   Gas meters, and amounts with decimals  (9 statements)
--   0002 -> 0001   Readings  (1 statement)
--   0001 -> base   Sites and meters  (2 statements)
--
-- Halts before it touches anything, where the database is not at 0004.
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

-- guard: at 0004
IF (SELECT COUNT(*) FROM meter_version) <> 1
    OR (SELECT COUNT(DISTINCT version_num) FROM meter_version WHERE version_num IN ('0004')) <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script downgrades 0004 to base: this database is not at 0004')
    SET NOEXEC ON
END;
GO

-- 0004 -> 0003   The first sites ------------------------------------------------------------------

BEGIN TRANSACTION;
GO

-- versions/0004_first_sites.py:40
DELETE FROM meter WHERE meter.serial IN ('W-0001', 'G-0001');
GO

-- versions/0004_first_sites.py:41
DELETE FROM site WHERE site.id IN (1, 2, 3);
GO

-- version table
UPDATE meter_version SET version_num='0003' WHERE meter_version.version_num = '0004';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold 0004, which becomes 0003')
    SET NOEXEC ON
END;
GO

COMMIT;
GO

-- 0003 -> 0002   Gas meters, and amounts with decimals --------------------------------------------

BEGIN TRANSACTION;
GO

-- versions/0003_gas_meters.py:23
UPDATE site SET town = '' WHERE town IS NULL;
GO

-- versions/0003_gas_meters.py:24   site.town must not be NULL
ALTER TABLE site ALTER COLUMN town VARCHAR(80) NOT NULL;
GO

-- versions/0003_gas_meters.py:24   site.town defaults to ''
ALTER TABLE site ADD DEFAULT '' FOR town;
GO

-- versions/0003_gas_meters.py:25   rename column site.town to city
EXEC sp_rename '[site].[town]', 'city', 'COLUMN';
GO

-- versions/0003_gas_meters.py:26   reading.amount: NUMERIC(12, 3) -> INTEGER
ALTER TABLE reading ALTER COLUMN amount INTEGER NOT NULL;
GO

-- versions/0003_gas_meters.py:27
DELETE FROM reading WHERE serial IN (SELECT serial FROM meter WHERE kind = 'gas');
GO

-- versions/0003_gas_meters.py:28
DELETE FROM meter WHERE kind = 'gas';
GO

-- versions/0003_gas_meters.py:29   drop check ck_meter_kind_known of meter
ALTER TABLE meter DROP CONSTRAINT ck_meter_kind_known;
GO

-- versions/0003_gas_meters.py:30   add check ck_meter_kind_known to meter
ALTER TABLE meter ADD CONSTRAINT ck_meter_kind_known CHECK (kind IN ('water', 'power'));
GO

-- version table
UPDATE meter_version SET version_num='0002' WHERE meter_version.version_num = '0003';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold 0003, which becomes 0002')
    SET NOEXEC ON
END;
GO

COMMIT;
GO

-- 0002 -> 0001   Readings -------------------------------------------------------------------------

BEGIN TRANSACTION;
GO

-- versions/0002_readings.py:21   drop table reading
DROP TABLE reading;
GO

-- version table
UPDATE meter_version SET version_num='0001' WHERE meter_version.version_num = '0002';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold 0002, which becomes 0001')
    SET NOEXEC ON
END;
GO

COMMIT;
GO

-- 0001 -> base   Sites and meters -----------------------------------------------------------------

BEGIN TRANSACTION;
GO

-- versions/0001_sites_and_meters.py:28   drop table meter
DROP TABLE meter;
GO

-- versions/0001_sites_and_meters.py:29   drop table site
DROP TABLE site;
GO

-- version table
DELETE FROM meter_version WHERE meter_version.version_num = '0001';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold 0001, which leaves it')
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
