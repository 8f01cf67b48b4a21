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

BEGIN TRANSACTION;
GO

-- guard: at 0003
IF (SELECT COUNT(*) FROM meter_version) <> 1
    OR (SELECT COUNT(*) FROM meter_version WHERE version_num IN ('0003')) <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades 0003 to 0004: this database is not at 0003')
    SET NOEXEC ON
END;
GO

-- 0003 -> 0004   The first sites ------------------------------------------------------------------

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
GO

COMMIT;
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
