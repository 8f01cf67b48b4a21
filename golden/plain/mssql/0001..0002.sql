-- Meter readings: upgrade 0001 -> 0002                                              SQL Server 2019
--
--   0001 -> 0002   Readings  (2 statements)
--
-- Halts before it touches anything, where the database is not at 0001.
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

-- guard: at 0001
IF (SELECT COUNT(*) FROM meter_version) <> 1
    OR (SELECT COUNT(DISTINCT version_num) FROM meter_version WHERE version_num IN ('0001')) <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades 0001 to 0002: this database is not at 0001')
    SET NOEXEC ON
END;
GO

-- 0001 -> 0002   Readings -------------------------------------------------------------------------

BEGIN TRANSACTION;
GO

-- versions/0002_readings.py:11   create table reading
CREATE TABLE reading (
    serial VARCHAR(20) NOT NULL,
    read_at DATETIMEOFFSET NOT NULL DEFAULT CURRENT_TIMESTAMP,
    amount INTEGER NOT NULL,
    CONSTRAINT pk_reading PRIMARY KEY (serial, read_at),
    CONSTRAINT fk_reading_serial FOREIGN KEY(serial) REFERENCES meter (serial)
);
GO

-- versions/0002_readings.py:17   create index ix_reading_read_at on reading
CREATE INDEX ix_reading_read_at ON reading (read_at);
GO

-- version table
UPDATE meter_version SET version_num='0002' WHERE meter_version.version_num = '0001';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold 0001, which becomes 0002')
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
