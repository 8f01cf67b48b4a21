-- bookshop: downgrade b2 -> base                                                    SQL Server 2019
--
--   b2 -> b1       Prices come from the price lists  (6 statements)
--   b1 -> a7, p3   Merge the pricing branch  (0 statements)
--   a7 -> a6       Notes, gifts and longer references on orders  (7 statements)
--   a6 -> a5       A view of what each book has sold  (1 statement)
--   a5 -> a4       Customers have full names  (9 statements)
--   a4 -> a3       Orders and their lines  (2 statements)
--   p3 -> p2       Every price list has a currency  (6 statements)
--   p2 -> p1       The first price lists  (2 statements)
--   p1 -> a3       Price lists  (2 statements)
--   a3 -> a2       Genres  (3 statements)
--   a2 -> a1       Prices as numeric  (6 statements)
--   a1 -> base     Authors, books and customers  (3 statements)
--
-- Halts before it touches anything, where the database is not at b2.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlcmd -b).

SET XACT_ABORT ON;
GO

SET QUOTED_IDENTIFIER ON;
GO

BEGIN TRANSACTION;
GO

-- guard: SQL Server 2019 or later, and no other run
DECLARE @sqlgen INT;
IF CAST(SERVERPROPERTY('EngineEdition') AS INT) NOT IN (5, 8)
    AND CAST(SERVERPROPERTY('ProductMajorVersion') AS INT) < 15
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script is written for SQL Server 2019 or later')
    SET NOEXEC ON
END;
EXEC @sqlgen = sp_getapplock @Resource = 'alembic_version', @LockMode = 'Exclusive',
    @LockOwner = 'Transaction', @LockTimeout = 0;
IF @sqlgen < 0
BEGIN
    RAISERROR(N'%s', 16, 1, 'another migration of this database is in progress')
    SET NOEXEC ON
END;
GO

-- guard: at b2
IF (SELECT COUNT(*) FROM alembic_version) <> 1
    OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('b2')) <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script downgrades b2 to base: this database is not at b2')
    SET NOEXEC ON
END;
GO

-- b2 -> b1   Prices come from the price lists -----------------------------------------------------

-- versions/b2_prices_from_price_lists.py:48
DROP VIEW book_sales;
GO

-- versions/b2_prices_from_price_lists.py:49   add column book.price NUMERIC(10, 2)
ALTER TABLE book ADD price NUMERIC(10, 2) NOT NULL DEFAULT 0;
GO

-- versions/b2_prices_from_price_lists.py:49   comment on book.price
EXEC sp_addextendedproperty N'MS_Description', 'In euros', N'SCHEMA', 'dbo', N'TABLE', 'book', N'COLUMN', 'price';
GO

-- versions/b2_prices_from_price_lists.py:53
UPDATE book SET price = (SELECT p.amount FROM book_price p WHERE p.book_id = book.id AND p.price_list_id = 1) WHERE id IN (SELECT book_id FROM book_price WHERE price_list_id = 1);
GO

-- versions/b2_prices_from_price_lists.py:57   add check ck_book_price_not_negative to book
ALTER TABLE book ADD CONSTRAINT ck_book_price_not_negative CHECK (price >= 0);
GO

-- versions/b2_prices_from_price_lists.py:58
CREATE VIEW book_sales AS
    SELECT b.id AS book_id,
           b.title,
           b.price,
           COALESCE(SUM(l.quantity), 0) AS copies_sold,
           COALESCE(SUM(l.quantity * l.unit_price), 0) AS revenue
    FROM book b
    LEFT JOIN order_line l ON l.book_id = b.id
    GROUP BY b.id, b.title, b.price;
GO

-- version table
UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'b2';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold b2, which becomes b1')
    SET NOEXEC ON
END;
GO

-- b1 -> a7, p3   Merge the pricing branch ---------------------------------------------------------

-- version table
INSERT INTO alembic_version (version_num) VALUES ('a7');
GO

UPDATE alembic_version SET version_num='p3' WHERE alembic_version.version_num = 'b1';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold b1, which becomes p3')
    SET NOEXEC ON
END;
GO

-- a7 -> a6   Notes, gifts and longer references on orders -----------------------------------------

-- versions/a7_order_notes.py:31   drop the default of order_line.quantity
DECLARE @sqlgen NVARCHAR(MAX) = N'';
SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'order_line' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
FROM sys.default_constraints AS c
WHERE c.parent_object_id = OBJECT_ID('[order_line]')
  AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'quantity';
EXEC sp_executesql @sqlgen;
GO

-- versions/a7_order_notes.py:32   comment on table order
EXEC sp_dropextendedproperty N'MS_Description', N'SCHEMA', 'dbo', N'TABLE', 'order';
GO

-- versions/a7_order_notes.py:33   drop unique constraint uq_order_reference of order
ALTER TABLE [order] DROP CONSTRAINT uq_order_reference;
GO

-- versions/a7_order_notes.py:34   order.reference: VARCHAR(40) -> VARCHAR(20)
ALTER TABLE [order] ALTER COLUMN reference VARCHAR(20) NULL;
GO

-- versions/a7_order_notes.py:35   drop column order.note
ALTER TABLE [order] DROP COLUMN note;
GO

-- versions/a7_order_notes.py:36   drop the default of gift
DECLARE @sqlgen NVARCHAR(MAX) = N'';
SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + '[order]' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
FROM sys.default_constraints AS c
WHERE c.parent_object_id = OBJECT_ID('[order]')
  AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'gift';
EXEC sp_executesql @sqlgen;
GO

-- versions/a7_order_notes.py:36   drop column order.gift
ALTER TABLE [order] DROP COLUMN gift;
GO

-- version table
UPDATE alembic_version SET version_num='a6' WHERE alembic_version.version_num = 'a7';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a7, which becomes a6')
    SET NOEXEC ON
END;
GO

-- a6 -> a5   A view of what each book has sold ----------------------------------------------------

-- versions/a6_book_sales_view.py:33
DROP VIEW book_sales;
GO

-- version table
UPDATE alembic_version SET version_num='a5' WHERE alembic_version.version_num = 'a6';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a6, which becomes a5')
    SET NOEXEC ON
END;
GO

-- a5 -> a4   Customers have full names ------------------------------------------------------------

-- versions/a5_customer_names.py:62   book.title: VARCHAR(300) -> VARCHAR(200)
ALTER TABLE book ALTER COLUMN title VARCHAR(200) NOT NULL;
GO

-- versions/a5_customer_names.py:63   comment on table customer
EXEC sp_updateextendedproperty N'MS_Description', 'People who have an account', N'SCHEMA', 'dbo', N'TABLE', 'customer';
GO

-- versions/a5_customer_names.py:68   drop index uq_customer_loyaltyCard
DROP INDEX [uq_customer_loyaltyCard] ON customer;
GO

-- versions/a5_customer_names.py:69   comment on customer.loyaltyCard
EXEC sp_dropextendedproperty N'MS_Description', N'SCHEMA', 'dbo', N'TABLE', 'customer', N'COLUMN', 'loyaltyCard';
GO

-- versions/a5_customer_names.py:77   drop unique constraint uq_customer_email of customer
ALTER TABLE customer DROP CONSTRAINT uq_customer_email;
GO

-- versions/a5_customer_names.py:77   customer.email: VARCHAR(200) -> VARCHAR(120)
ALTER TABLE customer ALTER COLUMN email VARCHAR(120) NOT NULL;
GO

-- versions/a5_customer_names.py:77   add unique constraint uq_customer_email to customer
ALTER TABLE customer ADD CONSTRAINT uq_customer_email UNIQUE (email);
GO

-- versions/a5_customer_names.py:84   customer.full_name may be NULL
ALTER TABLE customer ALTER COLUMN full_name VARCHAR(120) NULL;
GO

-- versions/a5_customer_names.py:84   rename column customer.full_name to name
EXEC sp_rename '[customer].[full_name]', 'name', 'COLUMN';
GO

-- version table
UPDATE alembic_version SET version_num='a4' WHERE alembic_version.version_num = 'a5';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a5, which becomes a4')
    SET NOEXEC ON
END;
GO

-- a4 -> a3   Orders and their lines ---------------------------------------------------------------

-- versions/a4_orders.py:56   drop table order_line
DROP TABLE order_line;
GO

-- versions/a4_orders.py:57   drop table order
DROP TABLE [order];
GO

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a4';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a4, which leaves it')
    SET NOEXEC ON
END;
GO

-- p3 -> p2   Every price list has a currency ------------------------------------------------------

-- versions/p3_currencies.py:40   drop check ck_book_price_amount_not_negative of book_price
ALTER TABLE book_price DROP CONSTRAINT ck_book_price_amount_not_negative;
GO

-- versions/p3_currencies.py:40   book_price.amount: NUMERIC(12, 2) -> NUMERIC(10, 2)
ALTER TABLE book_price ALTER COLUMN amount NUMERIC(10, 2) NOT NULL;
GO

-- versions/p3_currencies.py:40   add check ck_book_price_amount_not_negative to book_price
ALTER TABLE book_price ADD CONSTRAINT ck_book_price_amount_not_negative CHECK (amount >= 0);
GO

-- versions/p3_currencies.py:47   drop check ck_price_list_currency_known of price_list
ALTER TABLE price_list DROP CONSTRAINT ck_price_list_currency_known;
GO

-- versions/p3_currencies.py:48   drop the default of price_list.currency
DECLARE @sqlgen NVARCHAR(MAX) = N'';
SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'price_list' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
FROM sys.default_constraints AS c
WHERE c.parent_object_id = OBJECT_ID('[price_list]')
  AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'currency';
EXEC sp_executesql @sqlgen;
GO

-- versions/p3_currencies.py:48   price_list.currency may be NULL
ALTER TABLE price_list ALTER COLUMN currency VARCHAR(3) NULL;
GO

-- version table
UPDATE alembic_version SET version_num='p2' WHERE alembic_version.version_num = 'p3';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold p3, which becomes p2')
    SET NOEXEC ON
END;
GO

-- p2 -> p1   The first price lists ----------------------------------------------------------------

-- versions/p2_first_price_lists.py:31
DELETE FROM book_price WHERE price_list_id IN (1, 2);
GO

-- versions/p2_first_price_lists.py:32
DELETE FROM price_list WHERE price_list.id IN (1, 2);
GO

-- version table
UPDATE alembic_version SET version_num='p1' WHERE alembic_version.version_num = 'p2';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold p2, which becomes p1')
    SET NOEXEC ON
END;
GO

-- p1 -> a3   Price lists --------------------------------------------------------------------------

-- versions/p1_price_lists.py:40   drop table book_price
DROP TABLE book_price;
GO

-- versions/p1_price_lists.py:41   drop table price_list
DROP TABLE price_list;
GO

-- version table
UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'p1';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold p1, which becomes a3')
    SET NOEXEC ON
END;
GO

-- a3 -> a2   Genres -------------------------------------------------------------------------------

-- versions/a3_genres.py:41   drop foreign key fk_book_genre_code_genre of book
ALTER TABLE book DROP CONSTRAINT fk_book_genre_code_genre;
GO

-- versions/a3_genres.py:42   drop column book.genre_code
ALTER TABLE book DROP COLUMN genre_code;
GO

-- versions/a3_genres.py:43   drop table genre
DROP TABLE genre;
GO

-- version table
UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a3';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a3, which becomes a2')
    SET NOEXEC ON
END;
GO

-- a2 -> a1   Prices as numeric --------------------------------------------------------------------

-- versions/a2_prices_as_numeric.py:34   drop check ck_book_price_not_negative of book
ALTER TABLE book DROP CONSTRAINT ck_book_price_not_negative;
GO

-- versions/a2_prices_as_numeric.py:35
UPDATE book SET price = price * 100;
GO

-- versions/a2_prices_as_numeric.py:36   drop the default of book.price
DECLARE @sqlgen NVARCHAR(MAX) = N'';
SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'book' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
FROM sys.default_constraints AS c
WHERE c.parent_object_id = OBJECT_ID('[book]')
  AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'price';
EXEC sp_executesql @sqlgen;
GO

-- versions/a2_prices_as_numeric.py:36   book.price: NUMERIC(10, 2) -> INTEGER
ALTER TABLE book ALTER COLUMN price INTEGER NOT NULL;
GO

-- versions/a2_prices_as_numeric.py:36   comment on book.price
EXEC sp_updateextendedproperty N'MS_Description', 'In cents', N'SCHEMA', 'dbo', N'TABLE', 'book', N'COLUMN', 'price';
GO

-- versions/a2_prices_as_numeric.py:36   book.price defaults to 0
ALTER TABLE book ADD DEFAULT 0 FOR price;
GO

-- version table
UPDATE alembic_version SET version_num='a1' WHERE alembic_version.version_num = 'a2';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a2, which becomes a1')
    SET NOEXEC ON
END;
GO

-- a1 -> base   Authors, books and customers -------------------------------------------------------

-- versions/a1_authors_books_customers.py:52   drop table customer
DROP TABLE customer;
GO

-- versions/a1_authors_books_customers.py:53   drop table book
DROP TABLE book;
GO

-- versions/a1_authors_books_customers.py:54   drop table author
DROP TABLE author;
GO

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a1';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a1, which leaves it')
    SET NOEXEC ON
END;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
