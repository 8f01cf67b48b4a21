-- bookshop: downgrade a5 -> a4                                                         MySQL 8.0.30
--
--   a5 -> a4   Customers have full names  (6 statements)
--
-- Halts before it touches anything, where the database is not at a5.
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

-- guard: at a5
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a5')) = 1
    , @@SESSION.sql_mode, 'this script downgrades a5 to a4: this database is not at a5'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a5')) = 1
    , 'DO 0', @sqlgen
);
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a5 -> a4   Customers have full names ------------------------------------------------------------

-- versions/a5_customer_names.py:62   book.title: VARCHAR(300) -> VARCHAR(200)
ALTER TABLE book MODIFY title VARCHAR(200) NOT NULL;

-- versions/a5_customer_names.py:63   comment on table customer
ALTER TABLE customer COMMENT 'People who have an account';

-- versions/a5_customer_names.py:68   drop index uq_customer_loyaltyCard
DROP INDEX `uq_customer_loyaltyCard` ON customer;

-- versions/a5_customer_names.py:69   alter column customer.loyaltyCard
ALTER TABLE customer MODIFY `loyaltyCard` VARCHAR(20) NULL;

-- versions/a5_customer_names.py:77   customer.email: VARCHAR(200) -> VARCHAR(120)
ALTER TABLE customer MODIFY email VARCHAR(120) NOT NULL;

-- versions/a5_customer_names.py:84   rename column customer.full_name to name
ALTER TABLE customer CHANGE full_name name VARCHAR(120) NULL;

-- version table
UPDATE alembic_version SET version_num='a4' WHERE alembic_version.version_num = 'a5';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold a5, which becomes a4');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- guard: the run is over
DO RELEASE_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version'))));
