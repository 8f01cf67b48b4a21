-- bookshop: upgrade a2 -> a3                                                          PostgreSQL 15
--
--   a2 -> a3   Genres  (8 statements)
--
-- Halts before it touches anything, where the database is not at a2.
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

-- guard: at a2
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a2')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades a2 to a3: this database is not at a2', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- a2 -> a3   Genres -------------------------------------------------------------------------------

-- versions/a3_genres.py:18   create table genre
CREATE TABLE genre (
    code VARCHAR(12) NOT NULL,
    name VARCHAR(80) NOT NULL,
    shelf SMALLINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_genre PRIMARY KEY (code),
    CONSTRAINT uq_genre_name UNIQUE (name)
);

-- versions/a3_genres.py:26   insert into genre
INSERT INTO genre (code, name, shelf) VALUES ('novel', 'Novels', 1);

INSERT INTO genre (code, name, shelf) VALUES ('crime', 'Crime & mystery', 2);

INSERT INTO genre (code, name, shelf) VALUES ('children', 'Children''s books', 3);

INSERT INTO genre (code, name, shelf) VALUES ('poetry', 'Poésie: 100 % verse', 4);

-- versions/a3_genres.py:35   add column book.genre_code VARCHAR(12)
ALTER TABLE book ADD COLUMN genre_code VARCHAR(12);

-- versions/a3_genres.py:36   add foreign key fk_book_genre_code_genre to book
ALTER TABLE book ADD CONSTRAINT fk_book_genre_code_genre FOREIGN KEY(genre_code) REFERENCES genre (code) ON DELETE SET NULL;

-- versions/a3_genres.py:37
UPDATE book SET genre_code = 'children' WHERE LOWER(title) LIKE '%fairy tales%';

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'a2';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a2, which becomes a3';
    END IF;
END
$version$;

COMMIT;
