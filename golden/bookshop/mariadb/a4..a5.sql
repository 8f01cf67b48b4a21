-- bookshop: upgrade a4 -> a5                                                          MariaDB 10.11
--
--   a4 -> a5   Customers have full names  (7 statements)
--
-- Halts before it touches anything, where the database is not at a4.
-- MariaDB commits each DDL statement by itself: no transaction holds it all.

SET NAMES utf8mb4;

-- guard: MariaDB 10.11 or later, and no other run
SET SESSION sql_mode = IF(
    VERSION() LIKE '%MariaDB%'
    AND CAST(SUBSTRING_INDEX(VERSION(), '.', 1) AS UNSIGNED) * 10000
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1) AS UNSIGNED) * 100
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 3), '.', -1) AS UNSIGNED)
        >= 10 * 10000 + 11 * 100 + 0,
    @@SESSION.sql_mode, 'this script is written for MariaDB 10.11 or later'
);
SET SESSION sql_mode = IF(
    GET_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version'))), 0) = 1,
    @@SESSION.sql_mode, 'another migration of this database is in progress'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    VERSION() LIKE '%MariaDB%'
    AND CAST(SUBSTRING_INDEX(VERSION(), '.', 1) AS UNSIGNED) * 10000
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 2), '.', -1) AS UNSIGNED) * 100
        + CAST(SUBSTRING_INDEX(SUBSTRING_INDEX(VERSION(), '.', 3), '.', -1) AS UNSIGNED)
        >= 10 * 10000 + 11 * 100 + 0
    AND IS_USED_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version')))) = CONNECTION_ID(),
    'DO 0', @sqlgen
);
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- guard: at a4
SET SESSION sql_mode = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a4')) = 1
    , @@SESSION.sql_mode, 'this script upgrades a4 to a5: this database is not at a4'
);
SET @sqlgen = CONCAT('KILL ', CONNECTION_ID());
SET @sqlgen = IF(
    (SELECT COUNT(*) FROM alembic_version) = 1
    AND (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a4')) = 1
    , 'DO 0', @sqlgen
);
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- a4 -> a5   Customers have full names ------------------------------------------------------------

-- versions/a5_customer_names.py:20
UPDATE customer SET name = 'unknown' WHERE name IS NULL OR TRIM(name) = '';

-- versions/a5_customer_names.py:21   rename column customer.name to full_name
ALTER TABLE customer CHANGE name full_name VARCHAR(120) NOT NULL;

-- versions/a5_customer_names.py:29   customer.email: VARCHAR(120) -> VARCHAR(200)
ALTER TABLE customer MODIFY email VARCHAR(200) NOT NULL;

-- versions/a5_customer_names.py:36   alter column customer.loyaltyCard
ALTER TABLE customer MODIFY `loyaltyCard` VARCHAR(20) NULL COMMENT 'Number printed on the customer''s card';

-- versions/a5_customer_names.py:43   create unique index uq_customer_loyaltyCard on customer
CREATE UNIQUE INDEX `uq_customer_loyaltyCard` ON customer (`loyaltyCard`);

-- versions/a5_customer_names.py:52   comment on table customer
ALTER TABLE customer COMMENT 'People and companies that have an account';

-- versions/a5_customer_names.py:58   book.title: VARCHAR(200) -> VARCHAR(300)
ALTER TABLE book MODIFY title VARCHAR(300) NOT NULL;

-- version table
UPDATE alembic_version SET version_num='a5' WHERE alembic_version.version_num = 'a4';
SET SESSION sql_mode = IF(ROW_COUNT() = 1, @@SESSION.sql_mode, 'the version table does not hold a4, which becomes a5');
SET @sqlgen = IF(ROW_COUNT() = 0, 'DO 0', CONCAT('KILL ', CONNECTION_ID()));
PREPARE sqlgen FROM @sqlgen; EXECUTE sqlgen; DEALLOCATE PREPARE sqlgen;

-- guard: the run is over
DO RELEASE_LOCK(CONCAT('sqlgen ', MD5(CONCAT(COALESCE(DATABASE(), ''), '.', 'alembic_version'))));
