-- bookshop: upgrade a3 -> p1                                                           MySQL 8.0.30
--
--   a3 -> p1   Price lists  (2 statements)
--
-- Halts before it touches anything, where the database is not at a3.
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

-- guard: at a3
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a3')) = 1
    , @@SESSION.sql_mode, 'this script upgrades a3 to p1: this database is not at a3'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a3')) = 1
    , 'DO 0', @sqlgen
);
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a3 -> p1   Price lists --------------------------------------------------------------------------

-- versions/p1_price_lists.py:18   create table price_list
CREATE TABLE price_list (
    id SMALLINT NOT NULL,
    name VARCHAR(60) NOT NULL,
    currency VARCHAR(3),
    CONSTRAINT pk_price_list PRIMARY KEY (id)
);

-- versions/p1_price_lists.py:25   create table book_price
CREATE TABLE book_price (
    book_id INTEGER NOT NULL,
    price_list_id SMALLINT NOT NULL,
    amount NUMERIC(10, 2) NOT NULL,
    updated_at DATETIME NOT NULL DEFAULT (now()),
    CONSTRAINT pk_book_price PRIMARY KEY (book_id, price_list_id),
    CONSTRAINT ck_book_price_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT fk_book_price_book_id_book FOREIGN KEY(book_id) REFERENCES book (id) ON DELETE CASCADE,
    CONSTRAINT fk_book_price_price_list_id_price_list FOREIGN KEY(price_list_id) REFERENCES price_list (id) ON DELETE CASCADE
)COMMENT='What a book costs on a price list';

-- version table
UPDATE alembic_version SET version_num='p1' WHERE alembic_version.version_num = 'a3';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold a3, which becomes p1');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- guard: the run is over
DO RELEASE_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version'))));
