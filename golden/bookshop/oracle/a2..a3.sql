-- bookshop: upgrade a2 -> a3                                                              Oracle 19
--
--   a2 -> a3   Genres  (8 statements)
--
-- Halts before it touches anything, where the database is not at a2.
-- The client must stop at the first error (sqlplus, by WHENEVER SQLERROR).
-- Oracle commits each DDL statement by itself: no transaction holds it all.

SET DEFINE OFF

SET SQLBLANKLINES ON

WHENEVER SQLERROR EXIT SQL.SQLCODE ROLLBACK

-- guard: at a2
DECLARE
    all_rows NUMBER;
    right_rows NUMBER;
BEGIN
    SELECT COUNT(*) INTO all_rows FROM alembic_version;
    SELECT COUNT(*) INTO right_rows FROM alembic_version WHERE version_num IN ('a2');
    IF all_rows <> 1 OR right_rows <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'this script upgrades a2 to a3: this database is not at a2');
    END IF;
END;
/

-- a2 -> a3   Genres -------------------------------------------------------------------------------

-- versions/a3_genres.py:18   create table genre
CREATE TABLE genre (
    code VARCHAR2(12 CHAR) NOT NULL,
    name VARCHAR2(80 CHAR) NOT NULL,
    shelf SMALLINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_genre PRIMARY KEY (code),
    CONSTRAINT uq_genre_name UNIQUE (name)
)
/

-- versions/a3_genres.py:26   insert into genre
INSERT INTO genre (code, name, shelf) VALUES ('novel', 'Novels', 1)
/

INSERT INTO genre (code, name, shelf) VALUES ('crime', 'Crime & mystery', 2)
/

INSERT INTO genre (code, name, shelf) VALUES ('children', 'Children''s books', 3)
/

INSERT INTO genre (code, name, shelf) VALUES ('poetry', 'Poésie: 100 % verse', 4)
/

-- versions/a3_genres.py:35   add column book.genre_code VARCHAR2(12 CHAR)
ALTER TABLE book ADD genre_code VARCHAR2(12 CHAR)
/

-- versions/a3_genres.py:36   add foreign key fk_book_genre_code_genre to book
ALTER TABLE book ADD CONSTRAINT fk_book_genre_code_genre FOREIGN KEY(genre_code) REFERENCES genre (code) ON DELETE SET NULL
/

-- versions/a3_genres.py:37
UPDATE book SET genre_code = 'children' WHERE LOWER(title) LIKE '%fairy tales%'
/

-- version table
UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'a2'
/

COMMIT
/
