-- bookshop: downgrade a3 -> a2                                                        PostgreSQL 15
--
--   a3 -> a2   Genres  (3 statements)
--
-- Halts before it touches anything, where the database is not at a3.
-- One transaction: all of it happens or none.

BEGIN;

-- guard: PostgreSQL 15 or later, and no other run
DO $guard$
BEGIN
    IF version() NOT LIKE 'PostgreSQL %' OR current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION USING MESSAGE = 'this script is written for PostgreSQL 15 or later', DETAIL = 'It runs on ' || version() || '.';
    END IF;
    IF NOT pg_try_advisory_xact_lock(hashtext('sqlgen'), hashtext('alembic_version')) THEN
        RAISE EXCEPTION USING MESSAGE = 'another migration of this database is in progress';
    END IF;
END
$guard$;

-- guard: at a3
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a3')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script downgrades a3 to a2: this database is not at a3', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- a3 -> a2   Genres -------------------------------------------------------------------------------

-- versions/a3_genres.py:41   drop foreign key fk_book_genre_code_genre of book
ALTER TABLE book DROP CONSTRAINT fk_book_genre_code_genre;

-- versions/a3_genres.py:42   drop column book.genre_code
ALTER TABLE book DROP COLUMN genre_code;

-- versions/a3_genres.py:43   drop table genre
DROP TABLE genre;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a3';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a3, which becomes a2';
    END IF;
END
$version$;

COMMIT;
