-- Meter readings: upgrade base -> 0001                                              SQL Server 2019
--
--   base -> 0001   Sites and meters  (3 statements)
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
    RAISERROR(N'%s', 16, 1, 'this script upgrades base to 0001: this database is not at base')
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

-- guard: the run is over
EXEC sp_releaseapplock @Resource = 'meter_version', @LockOwner = 'Session';
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
