-- Meter readings: upgrade 0001 -> 0002                                                PostgreSQL 15
--
--   0001 -> 0002   Readings  (2 statements)
--
-- Halts before it touches anything, where the database is not at 0001.
-- One transaction for each revision.

BEGIN;

-- guard: at 0001
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM meter_version) <> 1
        OR (SELECT COUNT(*) FROM meter_version WHERE version_num IN ('0001')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades 0001 to 0002: this database is not at 0001', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM meter_version
        );
    END IF;
END
$guard$;

-- 0001 -> 0002   Readings -------------------------------------------------------------------------

-- versions/0002_readings.py:11   create table reading
CREATE TABLE reading (
    serial VARCHAR(20) NOT NULL,
    read_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
    amount INTEGER NOT NULL,
    CONSTRAINT pk_reading PRIMARY KEY (serial, read_at),
    CONSTRAINT fk_reading_serial FOREIGN KEY(serial) REFERENCES meter (serial)
);

-- versions/0002_readings.py:17   create index ix_reading_read_at on reading
CREATE INDEX ix_reading_read_at ON reading (read_at);

-- version table
UPDATE meter_version SET version_num='0002' WHERE meter_version.version_num = '0001';

COMMIT;
