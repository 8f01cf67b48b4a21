-- Meter readings: upgrade base -> 0004                                              SQL Server 2019
--
--   base -> 0001   Sites and meters  (3 statements)
--   0001 -> 0002   Readings  (2 statements)
--   0002 -> 0003   Gas meters, and amounts with decimals  (7 statements)
--   0003 -> 0004   The first sites  (7 statements)
--
-- Halts before it touches anything, where the database is not at base.
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

-- create the version table
IF OBJECT_ID('[meter_version]', N'U') IS NULL
CREATE TABLE meter_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT meter_version_pkc PRIMARY KEY (version_num)
);
GO

-- guard: at base
IF (SELECT COUNT(*) FROM meter_version) <> 0
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades base to 0004: this database is not at base')
    SET NOEXEC ON
END;
GO

-- base -> 0001   Sites and meters -----------------------------------------------------------------

BEGIN TRANSACTION;
GO

-- versions/0001_sites_and_meters.py:11   create table site
CREATE TABLE site (
    id INTEGER NOT NULL IDENTITY,
    code VARCHAR(16) NOT NULL,
    city VARCHAR(80) NOT NULL DEFAULT '',
    CONSTRAINT pk_site PRIMARY KEY (id),
    CONSTRAINT uq_site_code UNIQUE (code)
);
GO

-- versions/0001_sites_and_meters.py:17   create table meter
CREATE TABLE meter (
    serial VARCHAR(20) NOT NULL,
    site_id INTEGER NOT NULL,
    kind VARCHAR(10) NOT NULL,
    installed DATE NULL,
    CONSTRAINT pk_meter PRIMARY KEY (serial),
    CONSTRAINT ck_meter_kind_known CHECK (kind IN ('water', 'power')),
    CONSTRAINT fk_meter_site_id FOREIGN KEY(site_id) REFERENCES site (id) ON DELETE CASCADE
);
GO

-- versions/0001_sites_and_meters.py:17   create index ix_meter_site_id on meter
CREATE INDEX ix_meter_site_id ON meter (site_id);
GO

-- version table
INSERT INTO meter_version (version_num) VALUES ('0001');
GO

COMMIT;
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
