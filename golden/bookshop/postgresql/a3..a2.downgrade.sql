-- bookshop: downgrade a3 -> a2                                                        PostgreSQL 15
--
--   a3 -> a2   Genres  (3 statements)
--
-- Halts before it touches anything, where the database is not at a3.
-- One transaction: all of it happens or none.

BEGIN;

-- guard: at a3
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(*) FROM alembic_version WHERE version_num IN ('a3')) <> 1
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
UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a3';

COMMIT;
