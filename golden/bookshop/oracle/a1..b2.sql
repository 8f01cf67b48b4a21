-- bookshop: upgrade a1 -> b2                                                              Oracle 19
--
--   a1 -> a2       Prices as numeric  (4 statements)
--   a2 -> a3       Genres  (8 statements)
--   a3 -> p1       Price lists  (3 statements)
--   p1 -> p2       The first price lists  (3 statements)
--   p2 -> p3       Every price list has a currency  (5 statements)
--   a3 -> a4       Orders and their lines  (7 statements)
--   a4 -> a5       Customers have full names  (8 statements)
--   a5 -> a6       A view of what each book has sold  (1 statement)
--   a6 -> a7       Notes, gifts and longer references on orders  (7 statements)
--   a7, p3 -> b1   Merge the pricing branch  (0 statements)
--   b1 -> b2       Prices come from the price lists  (4 statements)
--
-- Halts before it touches anything, where the database is not at a1.
-- The client must stop at the first error (sqlplus, by WHENEVER SQLERROR).
-- Oracle commits each DDL statement by itself: no transaction holds it all.

SET DEFINE OFF

SET SQLBLANKLINES ON

WHENEVER SQLERROR EXIT SQL.SQLCODE ROLLBACK

-- guard: Oracle 19 or later, and no other run
DECLARE
    state NUMBER := 0;
BEGIN
    IF DBMS_DB_VERSION.VERSION * 100 + DBMS_DB_VERSION.RELEASE < 19 * 100 + 0 THEN
        RAISE_APPLICATION_ERROR(-20000, 'this script is written for Oracle 19 or later');
    END IF;
    BEGIN
        EXECUTE IMMEDIATE
            'BEGIN :state := DBMS_LOCK.REQUEST(DBMS_UTILITY.GET_HASH_VALUE(:name, 0, 1073741823), 6, 0); END;'
            USING OUT state, IN 'sqlgen ' || SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') || '.' || 'alembic_version';
    EXCEPTION
        WHEN OTHERS THEN
            -- ORA-06550: EXECUTE on DBMS_LOCK is not granted, so nothing can be locked
            IF SQLCODE != -6550 THEN
                RAISE;
            END IF;
    END;
    IF state = 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'another migration of this database is in progress');
    END IF;
END;
/

-- guard: at a1
DECLARE
    all_rows NUMBER;
    right_rows NUMBER;
BEGIN
    SELECT COUNT(*) INTO all_rows FROM alembic_version;
    SELECT COUNT(DISTINCT version_num) INTO right_rows FROM alembic_version WHERE version_num IN ('a1');
    IF all_rows <> 1 OR right_rows <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'this script upgrades a1 to b2: this database is not at a1');
    END IF;
END;
/

-- a1 -> a2   Prices as numeric --------------------------------------------------------------------

-- versions/a2_prices_as_numeric.py:18   book.price: INTEGER -> NUMERIC(10, 2)
ALTER TABLE book MODIFY price NUMERIC(10, 2)
/

-- versions/a2_prices_as_numeric.py:18   comment on book.price
COMMENT ON COLUMN book.price IS 'In euros'
/

-- versions/a2_prices_as_numeric.py:28
UPDATE book SET price = ROUND(price * 0.01, 2)
/

-- versions/a2_prices_as_numeric.py:30   add check ck_book_price_not_negative to book
ALTER TABLE book ADD CONSTRAINT ck_book_price_not_negative CHECK (price >= 0)
/

-- version table
BEGIN
    UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a1';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold a1, which becomes a2');
    END IF;
END;
/

COMMIT
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
BEGIN
    UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'a2';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold a2, which becomes a3');
    END IF;
END;
/

COMMIT
/

-- a3 -> p1   Price lists --------------------------------------------------------------------------

-- versions/p1_price_lists.py:18   create table price_list
CREATE TABLE price_list (
    id SMALLINT NOT NULL,
    name VARCHAR2(60 CHAR) NOT NULL,
    currency VARCHAR2(3 CHAR),
    CONSTRAINT pk_price_list PRIMARY KEY (id)
)
/

-- versions/p1_price_lists.py:25   create table book_price
CREATE TABLE book_price (
    book_id INTEGER NOT NULL,
    price_list_id SMALLINT NOT NULL,
    amount NUMERIC(10, 2) NOT NULL,
    updated_at DATE DEFAULT CURRENT_TIMESTAMP NOT NULL,
    CONSTRAINT pk_book_price PRIMARY KEY (book_id, price_list_id),
    CONSTRAINT ck_book_price_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT fk_book_price_book_id_book FOREIGN KEY(book_id) REFERENCES book (id) ON DELETE CASCADE,
    CONSTRAINT fk_book_price_price_list_id_price_list FOREIGN KEY(price_list_id) REFERENCES price_list (id) ON DELETE CASCADE
)
/

-- versions/p1_price_lists.py:25   comment on table book_price
COMMENT ON TABLE book_price IS 'What a book costs on a price list'
/

-- version table
BEGIN
    UPDATE alembic_version SET version_num='p1' WHERE alembic_version.version_num = 'a3';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold a3, which becomes p1');
    END IF;
END;
/

COMMIT
/

-- p1 -> p2   The first price lists ----------------------------------------------------------------

-- versions/p2_first_price_lists.py:25   insert into price_list
INSERT INTO price_list (id, name, currency) VALUES (1, 'Shop', 'EUR')
/

-- versions/p2_first_price_lists.py:26   insert into price_list
INSERT INTO price_list (id, name, currency) VALUES (2, 'Members'' evening (-10 %)', NULL)
/

-- versions/p2_first_price_lists.py:27
INSERT INTO book_price (book_id, price_list_id, amount) SELECT id, 1, price FROM book
/

-- version table
BEGIN
    UPDATE alembic_version SET version_num='p2' WHERE alembic_version.version_num = 'p1';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold p1, which becomes p2');
    END IF;
END;
/

COMMIT
/

-- p2 -> p3   Every price list has a currency ------------------------------------------------------

-- versions/p3_currencies.py:18
UPDATE price_list SET currency = 'EUR' WHERE currency IS NULL
/

-- versions/p3_currencies.py:19   price_list.currency must not be NULL
ALTER TABLE price_list MODIFY currency NOT NULL
/

-- versions/p3_currencies.py:19   price_list.currency defaults to 'EUR'
ALTER TABLE price_list MODIFY currency DEFAULT 'EUR'
/

-- versions/p3_currencies.py:27   add check ck_price_list_currency_known to price_list
ALTER TABLE price_list ADD CONSTRAINT ck_price_list_currency_known CHECK (currency IN ('EUR', 'GBP', 'USD'))
/

-- versions/p3_currencies.py:30   book_price.amount: NUMERIC(10, 2) -> NUMERIC(12, 2)
ALTER TABLE book_price MODIFY amount NUMERIC(12, 2)
/

-- version table
BEGIN
    UPDATE alembic_version SET version_num='p3' WHERE alembic_version.version_num = 'p2';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold p2, which becomes p3');
    END IF;
END;
/

COMMIT
/

-- a3 -> a4   Orders and their lines ---------------------------------------------------------------

-- versions/a4_orders.py:18   create table order
CREATE TABLE "order" (
    id INTEGER GENERATED BY DEFAULT AS IDENTITY,
    customer_id INTEGER NOT NULL,
    status VARCHAR(9 CHAR) DEFAULT 'new' NOT NULL,
    placed_at DATE DEFAULT CURRENT_TIMESTAMP NOT NULL,
    reference VARCHAR2(20 CHAR),
    CONSTRAINT pk_order PRIMARY KEY (id),
    CONSTRAINT fk_order_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    CONSTRAINT ck_order_order_status CHECK (status IN ('new', 'paid', 'sent', 'cancelled'))
)
/

-- versions/a4_orders.py:18   comment on order.status
COMMENT ON COLUMN "order".status IS 'Where the order stands: new, paid, sent or cancelled'
/

-- versions/a4_orders.py:36   create index ix_order_customer_id on order
CREATE INDEX ix_order_customer_id ON "order" (customer_id)
/

-- versions/a4_orders.py:37   create index ix_order_status_placed_at on order
CREATE INDEX ix_order_status_placed_at ON "order" (status, placed_at)
/

-- versions/a4_orders.py:38   create table order_line
CREATE TABLE order_line (
    order_id INTEGER NOT NULL,
    line_number SMALLINT NOT NULL,
    book_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price NUMERIC(10, 2) NOT NULL,
    CONSTRAINT pk_order_line PRIMARY KEY (order_id, line_number),
    CONSTRAINT ck_order_line_quantity_positive CHECK (quantity > 0),
    CONSTRAINT fk_order_line_order_id_order FOREIGN KEY(order_id) REFERENCES "order" (id) ON DELETE CASCADE,
    CONSTRAINT fk_order_line_book_id_book FOREIGN KEY(book_id) REFERENCES book (id)
)
/

-- versions/a4_orders.py:38   comment on order_line.unit_price
COMMENT ON COLUMN order_line.unit_price IS 'Price of one copy when ordered'
/

-- versions/a4_orders.py:52   create index ix_order_line_book_id on order_line
CREATE INDEX ix_order_line_book_id ON order_line (book_id)
/

-- version table
INSERT INTO alembic_version (version_num) VALUES ('a4')
/

COMMIT
/

-- a4 -> a5   Customers have full names ------------------------------------------------------------

-- versions/a5_customer_names.py:20
UPDATE customer SET name = 'unknown' WHERE name IS NULL OR TRIM(name) = ''
/

-- versions/a5_customer_names.py:21   customer.name must not be NULL
ALTER TABLE customer MODIFY name NOT NULL
/

-- versions/a5_customer_names.py:21   rename column customer.name to full_name
ALTER TABLE customer RENAME COLUMN name TO full_name
/

-- versions/a5_customer_names.py:29   customer.email: VARCHAR2(120 CHAR) -> VARCHAR2(200 CHAR)
ALTER TABLE customer MODIFY email VARCHAR2(200 CHAR)
/

-- versions/a5_customer_names.py:36   comment on customer.loyaltyCard
COMMENT ON COLUMN customer."loyaltyCard" IS 'Number printed on the customer''s card'
/

-- versions/a5_customer_names.py:43   create unique index uq_customer_loyaltyCard on customer
CREATE UNIQUE INDEX "uq_customer_loyaltyCard" ON customer ("loyaltyCard")
/

-- versions/a5_customer_names.py:52   comment on table customer
COMMENT ON TABLE customer IS 'People and companies that have an account'
/

-- versions/a5_customer_names.py:58   book.title: VARCHAR2(200 CHAR) -> VARCHAR2(300 CHAR)
ALTER TABLE book MODIFY title VARCHAR2(300 CHAR)
/

-- version table
BEGIN
    UPDATE alembic_version SET version_num='a5' WHERE alembic_version.version_num = 'a4';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold a4, which becomes a5');
    END IF;
END;
/

COMMIT
/

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
    GROUP BY b.id, b.title, b.price
/

-- version table
BEGIN
    UPDATE alembic_version SET version_num='a6' WHERE alembic_version.version_num = 'a5';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold a5, which becomes a6');
    END IF;
END;
/

COMMIT
/

-- a6 -> a7   Notes, gifts and longer references on orders -----------------------------------------

-- versions/a7_order_notes.py:20   add column order.gift SMALLINT
ALTER TABLE "order" ADD gift SMALLINT DEFAULT 0 NOT NULL
/

-- versions/a7_order_notes.py:21   add column order.note CLOB
ALTER TABLE "order" ADD note CLOB
/

-- versions/a7_order_notes.py:22   order.reference: VARCHAR2(20 CHAR) -> VARCHAR2(40 CHAR)
ALTER TABLE "order" MODIFY reference VARCHAR2(40 CHAR)
/

-- versions/a7_order_notes.py:23
UPDATE "order" SET reference=NULL WHERE "order".reference = ''
/

-- versions/a7_order_notes.py:24   add unique constraint uq_order_reference to order
ALTER TABLE "order" ADD CONSTRAINT uq_order_reference UNIQUE (reference)
/

-- versions/a7_order_notes.py:25   comment on table order
COMMENT ON TABLE "order" IS 'A customer''s order; its lines are in order_line'
/

-- versions/a7_order_notes.py:27   order_line.quantity defaults to 1
ALTER TABLE order_line MODIFY quantity DEFAULT 1
/

-- version table
BEGIN
    UPDATE alembic_version SET version_num='a7' WHERE alembic_version.version_num = 'a6';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold a6, which becomes a7');
    END IF;
END;
/

COMMIT
/

-- a7, p3 -> b1   Merge the pricing branch ---------------------------------------------------------

-- version table
BEGIN
    DELETE FROM alembic_version WHERE alembic_version.version_num = 'a7';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold a7, which leaves it');
    END IF;
END;
/

BEGIN
    UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'p3';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold p3, which becomes b1');
    END IF;
END;
/

COMMIT
/

-- b1 -> b2   Prices come from the price lists -----------------------------------------------------

-- versions/b2_prices_from_price_lists.py:41
DROP VIEW book_sales
/

-- versions/b2_prices_from_price_lists.py:42   drop check ck_book_price_not_negative of book
ALTER TABLE book DROP CONSTRAINT ck_book_price_not_negative
/

-- versions/b2_prices_from_price_lists.py:43   drop column book.price
ALTER TABLE book DROP COLUMN price
/

-- versions/b2_prices_from_price_lists.py:44
CREATE VIEW book_sales AS
    SELECT b.id AS book_id,
           b.title,
           COALESCE(SUM(l.quantity), 0) AS copies_sold,
           COALESCE(SUM(l.quantity * l.unit_price), 0) AS revenue
    FROM book b
    LEFT JOIN order_line l ON l.book_id = b.id
    GROUP BY b.id, b.title
/

-- version table
BEGIN
    UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'b1';
    IF SQL%ROWCOUNT <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'the version table does not hold b1, which becomes b2');
    END IF;
END;
/

COMMIT
/

-- guard: the run is over
DECLARE
    state NUMBER;
BEGIN
    EXECUTE IMMEDIATE
        'BEGIN :state := DBMS_LOCK.RELEASE(DBMS_UTILITY.GET_HASH_VALUE(:name, 0, 1073741823)); END;'
        USING OUT state, IN 'sqlgen ' || SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') || '.' || 'alembic_version';
EXCEPTION
    WHEN OTHERS THEN
        -- ORA-06550: EXECUTE on DBMS_LOCK is not granted, so nothing was locked
        IF SQLCODE != -6550 THEN
            RAISE;
        END IF;
END;
/
