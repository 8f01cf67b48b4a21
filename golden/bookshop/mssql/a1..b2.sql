-- bookshop: upgrade a1 -> b2                                                        SQL Server 2019
--
--   a1 -> a2       Prices as numeric  (6 statements)
--   a2 -> a3       Genres  (8 statements)
--   a3 -> p1       Price lists  (3 statements)
--   p1 -> p2       The first price lists  (3 statements)
--   p2 -> p3       Every price list has a currency  (7 statements)
--   a3 -> a4       Orders and their lines  (7 statements)
--   a4 -> a5       Customers have full names  (8 statements)
--   a5 -> a6       A view of what each book has sold  (1 statement)
--   a6 -> a7       Notes, gifts and longer references on orders  (7 statements)
--   a7, p3 -> b1   Merge the pricing branch  (0 statements)
--   b1 -> b2       Prices come from the price lists  (5 statements)
--
-- Halts before it touches anything, where the database is not at a1.
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

-- guard: at a1
IF (SELECT COUNT(*) FROM alembic_version) <> 1
    OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a1')) <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades a1 to b2: this database is not at a1')
    SET NOEXEC ON
END;
GO

-- a1 -> a2   Prices as numeric --------------------------------------------------------------------

-- versions/a2_prices_as_numeric.py:18   drop the default of book.price
DECLARE @sqlgen NVARCHAR(MAX) = N'';
SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'book' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
FROM sys.default_constraints AS c
WHERE c.parent_object_id = OBJECT_ID('[book]')
  AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'price';
EXEC sp_executesql @sqlgen;
GO

-- versions/a2_prices_as_numeric.py:18   book.price: INTEGER -> NUMERIC(10, 2)
ALTER TABLE book ALTER COLUMN price NUMERIC(10, 2) NOT NULL;
GO

-- versions/a2_prices_as_numeric.py:18   comment on book.price
EXEC sp_updateextendedproperty N'MS_Description', 'In euros', N'SCHEMA', 'dbo', N'TABLE', 'book', N'COLUMN', 'price';
GO

-- versions/a2_prices_as_numeric.py:18   book.price defaults to 0
ALTER TABLE book ADD DEFAULT 0 FOR price;
GO

-- versions/a2_prices_as_numeric.py:28
UPDATE book SET price = ROUND(price * 0.01, 2);
GO

-- versions/a2_prices_as_numeric.py:30   add check ck_book_price_not_negative to book
ALTER TABLE book ADD CONSTRAINT ck_book_price_not_negative CHECK (price >= 0);
GO

-- version table
UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a1';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a1, which becomes a2')
    SET NOEXEC ON
END;
GO

-- a2 -> a3   Genres -------------------------------------------------------------------------------

-- versions/a3_genres.py:18   create table genre
CREATE TABLE genre (
    code VARCHAR(12) NOT NULL,
    name VARCHAR(80) NOT NULL,
    shelf SMALLINT NOT NULL DEFAULT 1,
    CONSTRAINT pk_genre PRIMARY KEY (code),
    CONSTRAINT uq_genre_name UNIQUE (name)
);
GO

-- versions/a3_genres.py:26   insert into genre
INSERT INTO genre (code, name, shelf) VALUES ('novel', 'Novels', 1);
GO

INSERT INTO genre (code, name, shelf) VALUES ('crime', 'Crime & mystery', 2);
GO

INSERT INTO genre (code, name, shelf) VALUES ('children', 'Children''s books', 3);
GO

INSERT INTO genre (code, name, shelf) VALUES ('poetry', N'Poésie: 100 % verse', 4);
GO

-- versions/a3_genres.py:35   add column book.genre_code VARCHAR(12)
ALTER TABLE book ADD genre_code VARCHAR(12) NULL;
GO

-- versions/a3_genres.py:36   add foreign key fk_book_genre_code_genre to book
ALTER TABLE book ADD CONSTRAINT fk_book_genre_code_genre FOREIGN KEY(genre_code) REFERENCES genre (code) ON DELETE SET NULL;
GO

-- versions/a3_genres.py:37
UPDATE book SET genre_code = 'children' WHERE LOWER(title) LIKE '%fairy tales%';
GO

-- version table
UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'a2';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a2, which becomes a3')
    SET NOEXEC ON
END;
GO

-- a3 -> p1   Price lists --------------------------------------------------------------------------

-- versions/p1_price_lists.py:18   create table price_list
CREATE TABLE price_list (
    id SMALLINT NOT NULL,
    name VARCHAR(60) NOT NULL,
    currency VARCHAR(3) NULL,
    CONSTRAINT pk_price_list PRIMARY KEY (id)
);
GO

-- versions/p1_price_lists.py:25   create table book_price
CREATE TABLE book_price (
    book_id INTEGER NOT NULL,
    price_list_id SMALLINT NOT NULL,
    amount NUMERIC(10, 2) NOT NULL,
    updated_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_book_price PRIMARY KEY (book_id, price_list_id),
    CONSTRAINT ck_book_price_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT fk_book_price_book_id_book FOREIGN KEY(book_id) REFERENCES book (id) ON DELETE CASCADE,
    CONSTRAINT fk_book_price_price_list_id_price_list FOREIGN KEY(price_list_id) REFERENCES price_list (id) ON DELETE CASCADE
);
GO

-- versions/p1_price_lists.py:25   comment on table book_price
EXEC sp_addextendedproperty N'MS_Description', 'What a book costs on a price list', N'SCHEMA', 'dbo', N'TABLE', 'book_price';
GO

-- version table
UPDATE alembic_version SET version_num='p1' WHERE alembic_version.version_num = 'a3';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a3, which becomes p1')
    SET NOEXEC ON
END;
GO

-- p1 -> p2   The first price lists ----------------------------------------------------------------

-- versions/p2_first_price_lists.py:25   insert into price_list
INSERT INTO price_list (id, name, currency) VALUES (1, 'Shop', 'EUR');
GO

-- versions/p2_first_price_lists.py:26   insert into price_list
INSERT INTO price_list (id, name, currency) VALUES (2, 'Members'' evening (-10 %)', NULL);
GO

-- versions/p2_first_price_lists.py:27
INSERT INTO book_price (book_id, price_list_id, amount) SELECT id, 1, price FROM book;
GO

-- version table
UPDATE alembic_version SET version_num='p2' WHERE alembic_version.version_num = 'p1';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold p1, which becomes p2')
    SET NOEXEC ON
END;
GO

-- p2 -> p3   Every price list has a currency ------------------------------------------------------

-- versions/p3_currencies.py:18
UPDATE price_list SET currency = 'EUR' WHERE currency IS NULL;
GO

-- versions/p3_currencies.py:19   price_list.currency must not be NULL
ALTER TABLE price_list ALTER COLUMN currency VARCHAR(3) NOT NULL;
GO

-- versions/p3_currencies.py:19   price_list.currency defaults to 'EUR'
ALTER TABLE price_list ADD DEFAULT 'EUR' FOR currency;
GO

-- versions/p3_currencies.py:27   add check ck_price_list_currency_known to price_list
ALTER TABLE price_list ADD CONSTRAINT ck_price_list_currency_known CHECK (currency IN ('EUR', 'GBP', 'USD'));
GO

-- versions/p3_currencies.py:30   drop check ck_book_price_amount_not_negative of book_price
ALTER TABLE book_price DROP CONSTRAINT ck_book_price_amount_not_negative;
GO

-- versions/p3_currencies.py:30   book_price.amount: NUMERIC(10, 2) -> NUMERIC(12, 2)
ALTER TABLE book_price ALTER COLUMN amount NUMERIC(12, 2) NOT NULL;
GO

-- versions/p3_currencies.py:30   add check ck_book_price_amount_not_negative to book_price
ALTER TABLE book_price ADD CONSTRAINT ck_book_price_amount_not_negative CHECK (amount >= 0);
GO

-- version table
UPDATE alembic_version SET version_num='p3' WHERE alembic_version.version_num = 'p2';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold p2, which becomes p3')
    SET NOEXEC ON
END;
GO

-- a3 -> a4   Orders and their lines ---------------------------------------------------------------

-- versions/a4_orders.py:18   create table order
CREATE TABLE [order] (
    id INTEGER NOT NULL IDENTITY,
    customer_id INTEGER NOT NULL,
    status VARCHAR(9) NOT NULL DEFAULT 'new',
    placed_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    reference VARCHAR(20) NULL,
    CONSTRAINT pk_order PRIMARY KEY (id),
    CONSTRAINT fk_order_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    CONSTRAINT ck_order_order_status CHECK (status IN ('new', 'paid', 'sent', 'cancelled'))
);
GO

-- versions/a4_orders.py:18   comment on order.status
EXEC sp_addextendedproperty N'MS_Description', 'Where the order stands: new, paid, sent or cancelled', N'SCHEMA', 'dbo', N'TABLE', 'order', N'COLUMN', 'status';
GO

-- versions/a4_orders.py:36   create index ix_order_customer_id on order
CREATE INDEX ix_order_customer_id ON [order] (customer_id);
GO

-- versions/a4_orders.py:37   create index ix_order_status_placed_at on order
CREATE INDEX ix_order_status_placed_at ON [order] (status, placed_at);
GO

-- versions/a4_orders.py:38   create table order_line
CREATE TABLE order_line (
    order_id INTEGER NOT NULL,
    line_number SMALLINT NOT NULL,
    book_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price NUMERIC(10, 2) NOT NULL,
    CONSTRAINT pk_order_line PRIMARY KEY (order_id, line_number),
    CONSTRAINT ck_order_line_quantity_positive CHECK (quantity > 0),
    CONSTRAINT fk_order_line_order_id_order FOREIGN KEY(order_id) REFERENCES [order] (id) ON DELETE CASCADE,
    CONSTRAINT fk_order_line_book_id_book FOREIGN KEY(book_id) REFERENCES book (id)
);
GO

-- versions/a4_orders.py:38   comment on order_line.unit_price
EXEC sp_addextendedproperty N'MS_Description', 'Price of one copy when ordered', N'SCHEMA', 'dbo', N'TABLE', 'order_line', N'COLUMN', 'unit_price';
GO

-- versions/a4_orders.py:52   create index ix_order_line_book_id on order_line
CREATE INDEX ix_order_line_book_id ON order_line (book_id);
GO

-- version table
INSERT INTO alembic_version (version_num) VALUES ('a4');
GO

-- a4 -> a5   Customers have full names ------------------------------------------------------------

-- versions/a5_customer_names.py:20
UPDATE customer SET name = 'unknown' WHERE name IS NULL OR TRIM(name) = '';
GO

-- versions/a5_customer_names.py:21   customer.name must not be NULL
ALTER TABLE customer ALTER COLUMN name VARCHAR(120) NOT NULL;
GO

-- versions/a5_customer_names.py:21   rename column customer.name to full_name
EXEC sp_rename '[customer].[name]', 'full_name', 'COLUMN';
GO

-- versions/a5_customer_names.py:29   customer.email: VARCHAR(120) -> VARCHAR(200)
ALTER TABLE customer ALTER COLUMN email VARCHAR(200) NOT NULL;
GO

-- versions/a5_customer_names.py:36   comment on customer.loyaltyCard
EXEC sp_addextendedproperty N'MS_Description', 'Number printed on the customer''s card', N'SCHEMA', 'dbo', N'TABLE', 'customer', N'COLUMN', 'loyaltyCard';
GO

-- versions/a5_customer_names.py:43   create unique index uq_customer_loyaltyCard on customer
CREATE UNIQUE INDEX [uq_customer_loyaltyCard] ON customer ([loyaltyCard]) WHERE "loyaltyCard" IS NOT NULL;
GO

-- versions/a5_customer_names.py:52   comment on table customer
EXEC sp_updateextendedproperty N'MS_Description', 'People and companies that have an account', N'SCHEMA', 'dbo', N'TABLE', 'customer';
GO

-- versions/a5_customer_names.py:58   book.title: VARCHAR(200) -> VARCHAR(300)
ALTER TABLE book ALTER COLUMN title VARCHAR(300) NOT NULL;
GO

-- version table
UPDATE alembic_version SET version_num='a5' WHERE alembic_version.version_num = 'a4';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a4, which becomes a5')
    SET NOEXEC ON
END;
GO

-- a5 -> a6   A view of what each book has sold ----------------------------------------------------

-- versions/a6_book_sales_view.py:29
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
UPDATE alembic_version SET version_num='a6' WHERE alembic_version.version_num = 'a5';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a5, which becomes a6')
    SET NOEXEC ON
END;
GO

-- a6 -> a7   Notes, gifts and longer references on orders -----------------------------------------

-- versions/a7_order_notes.py:20   add column order.gift BIT
ALTER TABLE [order] ADD gift BIT NOT NULL DEFAULT 0;
GO

-- versions/a7_order_notes.py:21   add column order.note VARCHAR(max)
ALTER TABLE [order] ADD note VARCHAR(max) NULL;
GO

-- versions/a7_order_notes.py:22   order.reference: VARCHAR(20) -> VARCHAR(40)
ALTER TABLE [order] ALTER COLUMN reference VARCHAR(40) NULL;
GO

-- versions/a7_order_notes.py:23
UPDATE [order] SET reference=NULL WHERE [order].reference = '';
GO

-- versions/a7_order_notes.py:24   add unique constraint uq_order_reference to order
ALTER TABLE [order] ADD CONSTRAINT uq_order_reference UNIQUE (reference);
GO

-- versions/a7_order_notes.py:25   comment on table order
EXEC sp_addextendedproperty N'MS_Description', 'A customer''s order; its lines are in order_line', N'SCHEMA', 'dbo', N'TABLE', 'order';
GO

-- versions/a7_order_notes.py:27   order_line.quantity defaults to 1
ALTER TABLE order_line ADD DEFAULT 1 FOR quantity;
GO

-- version table
UPDATE alembic_version SET version_num='a7' WHERE alembic_version.version_num = 'a6';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a6, which becomes a7')
    SET NOEXEC ON
END;
GO

-- a7, p3 -> b1   Merge the pricing branch ---------------------------------------------------------

-- version table
DELETE FROM alembic_version WHERE alembic_version.version_num = 'a7';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a7, which leaves it')
    SET NOEXEC ON
END;
GO

UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'p3';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold p3, which becomes b1')
    SET NOEXEC ON
END;
GO

-- b1 -> b2   Prices come from the price lists -----------------------------------------------------

-- versions/b2_prices_from_price_lists.py:41
DROP VIEW book_sales;
GO

-- versions/b2_prices_from_price_lists.py:42   drop check ck_book_price_not_negative of book
ALTER TABLE book DROP CONSTRAINT ck_book_price_not_negative;
GO

-- versions/b2_prices_from_price_lists.py:43   drop the default of price
DECLARE @sqlgen NVARCHAR(MAX) = N'';
SELECT @sqlgen = @sqlgen + N'ALTER TABLE ' + 'book' + N' DROP CONSTRAINT ' + QUOTENAME(c.name) + N';'
FROM sys.default_constraints AS c
WHERE c.parent_object_id = OBJECT_ID('[book]')
  AND COL_NAME(c.parent_object_id, c.parent_column_id) = 'price';
EXEC sp_executesql @sqlgen;
GO

-- versions/b2_prices_from_price_lists.py:43   drop column book.price
ALTER TABLE book DROP COLUMN price;
GO

-- versions/b2_prices_from_price_lists.py:44
CREATE VIEW book_sales AS
    SELECT b.id AS book_id,
           b.title,
           COALESCE(SUM(l.quantity), 0) AS copies_sold,
           COALESCE(SUM(l.quantity * l.unit_price), 0) AS revenue
    FROM book b
    LEFT JOIN order_line l ON l.book_id = b.id
    GROUP BY b.id, b.title;
GO

-- version table
UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'b1';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold b1, which becomes b2')
    SET NOEXEC ON
END;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
