-- Meter readings: upgrade 0003 -> 0004                                              SQL Server 2019
--
--   0003 -> 0004   The first sites  (7 statements)
--
-- Halts before it touches anything, where the database is not at 0003.
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

-- guard: at 0003
IF (SELECT COUNT(*) FROM meter_version) <> 1
    OR (SELECT COUNT(DISTINCT version_num) FROM meter_version WHERE version_num IN ('0003')) <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades 0003 to 0004: this database is not at 0003')
    SET NOEXEC ON
END;
GO

-- 0003 -> 0004   The first sites ------------------------------------------------------------------

BEGIN TRANSACTION;
GO

-- versions/0004_first_sites.py:22   give site its numbers
SET IDENTITY_INSERT site ON;
GO

-- versions/0004_first_sites.py:22   insert into site
INSERT INTO site (id, code, town) VALUES (1, 'HQ', '''s-Hertogenbosch');
GO

INSERT INTO site (id, code, town) VALUES (2, 'LAB:2', N'Malmö');
GO

INSERT INTO site (id, code, town) VALUES (3, '50%', NULL);
GO

-- versions/0004_first_sites.py:22
SET IDENTITY_INSERT site OFF;
GO

-- versions/0004_first_sites.py:30   insert into meter
INSERT INTO meter (serial, site_id, kind, installed) VALUES ('W-0001', 1, 'water', '2024-02-29');
GO

INSERT INTO meter (serial, site_id, kind, installed) VALUES ('G-0001', 2, 'gas', NULL);
GO

-- version table
UPDATE meter_version SET version_num='0004' WHERE meter_version.version_num = '0003';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold 0003, which becomes 0004')
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
