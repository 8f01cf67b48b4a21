-- bookshop: upgrade a2 -> a3                                                           MySQL 8.0.30
--
--   a2 -> a3   Genres  (8 statements)
--
-- Halts before it touches anything, where the database is not at a2.
-- MySQL commits each DDL statement by itself: no transaction holds it all.

SET NAMES utf8mb4;

-- guard: MySQL 8.0.30 or later, and no other run
SET SESSION sql_mode = IF(
    VERSION() NOT LIKE '%MariaDB%'
    AND CAST(SUBSTRING_INDEX(VERSION(), '.', 1) AS UNSIGNED) * 10000
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1) AS UNSIGNED) * 100
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 3), '.', -1) AS UNSIGNED)
        >= 8 * 10000 + 0 * 100 + 30,
    @@SESSION.sql_mode, 'this script is written for MySQL 8.0.30 or later'
);
SET SESSION sql_mode = IF(
    GET_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version'))), 0) = 1,
    @@SESSION.sql_mode, 'another migration of this database is in progress'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    VERSION() NOT LIKE '%MariaDB%'
    AND CAST(SUBSTRING_INDEX(VERSION(), '.', 1) AS UNSIGNED) * 10000
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1) AS UNSIGNED) * 100
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 3), '.', -1) AS UNSIGNED)
        >= 8 * 10000 + 0 * 100 + 30
    AND IS_USED_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version')))) = CONNECTION_ID(),
    'DO 0', @sqlgen
);
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- guard: at a2
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a2')) = 1
    , @@SESSION.sql_mode, 'this script upgrades a2 to a3: this database is not at a2'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a2')) = 1
    , 'DO 0', @sqlgen
);
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a2 -> a3   Genres -------------------------------------------------------------------------------

-- versions/a3_genres.py:18   create table genre
CREATE TABLE genre (
    code VARCHAR(12) NOT NULL,
    name VARCHAR(80) NOT NULL,
    shelf SMALLINT NOT NULL DEFAULT 1,
    CONSTRAINT pk_genre PRIMARY KEY (code),
    CONSTRAINT uq_genre_name UNIQUE (name)
);

-- versions/a3_genres.py:26   insert into genre
INSERT INTO genre (code, name, shelf) VALUES ('novel', 'Novels', 1);

INSERT INTO genre (code, name, shelf) VALUES ('crime', 'Crime & mystery', 2);

INSERT INTO genre (code, name, shelf) VALUES ('children', 'Children''s books', 3);

INSERT INTO genre (code, name, shelf) VALUES ('poetry', _utf8mb4'Poésie: 100 % verse', 4);

-- versions/a3_genres.py:35   add column book.genre_code VARCHAR(12)
ALTER TABLE book ADD COLUMN genre_code VARCHAR(12);

-- versions/a3_genres.py:36   add foreign key fk_book_genre_code_genre to book
ALTER TABLE book ADD CONSTRAINT fk_book_genre_code_genre FOREIGN KEY(genre_code) REFERENCES genre (code) ON DELETE SET NULL;

-- versions/a3_genres.py:37
UPDATE book SET genre_code = 'children' WHERE LOWER(title) LIKE '%fairy tales%';

-- version table
UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'a2';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold a2, which becomes a3');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- guard: the run is over
DO RELEASE_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version'))));
