-- bookshop: upgrade a1 -> b2                                                          PostgreSQL 15
--
--   a1 -> a2       Prices as numeric  (4 statements)
--   a2 -> a3       Genres  (8 statements)
--   a3 -> p1       Price lists  (3 statements)
--   p1 -> p2       The first price lists  (3 statements)
--   p2 -> p3       Every price list has a currency  (5 statements)
--   a3 -> a4       Orders and their lines  (8 statements)
--   a4 -> a5       Customers have full names  (9 statements)
--   a5 -> a6       A view of what each book has sold  (1 statement)
--   a6 -> a7       Notes, gifts and longer references on orders  (8 statements)
--   a7, p3 -> b1   Merge the pricing branch  (0 statements)
--   b1 -> b2       Prices come from the price lists  (4 statements)
--
-- Halts before it touches anything, where the database is not at a1.
-- One transaction for each revision.

-- guard: PostgreSQL 15 or later, and no other run
SET sqlgen.guard = '';
DO $guard$
BEGIN
    IF version() NOT LIKE 'PostgreSQL %' OR current_setting('server_version_num')::integer < 150000 THEN
        RAISE EXCEPTION USING MESSAGE = 'this script is written for PostgreSQL 15 or later', DETAIL = 'It runs on ' || version() || '.';
    END IF;
    IF NOT pg_try_advisory_lock(hashtext('sqlgen'), hashtext('alembic_version')) THEN
        RAISE EXCEPTION USING MESSAGE = 'another migration of this database is in progress';
    END IF;
    PERFORM set_config('sqlgen.guard', 'alone', false);
END
$guard$;

-- guard: at a1
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a1')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades a1 to b2: this database is not at a1', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
    IF current_setting('sqlgen.guard') = 'alone' THEN
        PERFORM set_config('sqlgen.guard', 'passed', false);
    END IF;
END
$guard$;
DO $guard$
BEGIN
    IF current_setting('sqlgen.guard') <> 'passed' THEN
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$guard$;

-- a1 -> a2   Prices as numeric --------------------------------------------------------------------

BEGIN;

-- versions/a2_prices_as_numeric.py:18   book.price: INTEGER -> NUMERIC(10, 2)
ALTER TABLE book ALTER COLUMN price TYPE NUMERIC(10, 2);

-- versions/a2_prices_as_numeric.py:18   comment on book.price
COMMENT ON COLUMN book.price IS 'In euros';

-- versions/a2_prices_as_numeric.py:28
UPDATE book SET price = ROUND(price * 0.01, 2);

-- versions/a2_prices_as_numeric.py:30   add check ck_book_price_not_negative to book
ALTER TABLE book ADD CONSTRAINT ck_book_price_not_negative CHECK (price >= 0);

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a1';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold a1, which becomes a2';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- a2 -> a3   Genres -------------------------------------------------------------------------------

BEGIN;

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
        RAISE WARNING USING MESSAGE = 'the version table does not hold a2, which becomes a3';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- a3 -> p1   Price lists --------------------------------------------------------------------------

BEGIN;

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
    updated_at TIMESTAMP WITHOUT TIME ZONE DEFAULT now() NOT NULL,
    CONSTRAINT pk_book_price PRIMARY KEY (book_id, price_list_id),
    CONSTRAINT ck_book_price_amount_not_negative CHECK (amount >= 0),
    CONSTRAINT fk_book_price_book_id_book FOREIGN KEY(book_id) REFERENCES book (id) ON DELETE CASCADE,
    CONSTRAINT fk_book_price_price_list_id_price_list FOREIGN KEY(price_list_id) REFERENCES price_list (id) ON DELETE CASCADE
);

-- versions/p1_price_lists.py:25   comment on table book_price
COMMENT ON TABLE book_price IS 'What a book costs on a price list';

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='p1' WHERE alembic_version.version_num = 'a3';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold a3, which becomes p1';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- p1 -> p2   The first price lists ----------------------------------------------------------------

BEGIN;

-- versions/p2_first_price_lists.py:25   insert into price_list
INSERT INTO price_list (id, name, currency) VALUES (1, 'Shop', 'EUR');

-- versions/p2_first_price_lists.py:26   insert into price_list
INSERT INTO price_list (id, name, currency) VALUES (2, 'Members'' evening (-10 %)', NULL);

-- versions/p2_first_price_lists.py:27
INSERT INTO book_price (book_id, price_list_id, amount) SELECT id, 1, price FROM book;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='p2' WHERE alembic_version.version_num = 'p1';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold p1, which becomes p2';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- p2 -> p3   Every price list has a currency ------------------------------------------------------

BEGIN;

-- versions/p3_currencies.py:18
UPDATE price_list SET currency = 'EUR' WHERE currency IS NULL;

-- versions/p3_currencies.py:19   price_list.currency must not be NULL
ALTER TABLE price_list ALTER COLUMN currency SET NOT NULL;

-- versions/p3_currencies.py:19   price_list.currency defaults to 'EUR'
ALTER TABLE price_list ALTER COLUMN currency SET DEFAULT 'EUR';

-- versions/p3_currencies.py:27   add check ck_price_list_currency_known to price_list
ALTER TABLE price_list ADD CONSTRAINT ck_price_list_currency_known CHECK (currency IN ('EUR', 'GBP', 'USD'));

-- versions/p3_currencies.py:30   book_price.amount: NUMERIC(10, 2) -> NUMERIC(12, 2)
ALTER TABLE book_price ALTER COLUMN amount TYPE NUMERIC(12, 2);

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='p3' WHERE alembic_version.version_num = 'p2';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold p2, which becomes p3';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- a3 -> a4   Orders and their lines ---------------------------------------------------------------

BEGIN;

-- versions/a4_orders.py:18   create type order_status
CREATE TYPE order_status AS ENUM ('new', 'paid', 'sent', 'cancelled');

-- versions/a4_orders.py:18   create table order
CREATE TABLE "order" (
    id INTEGER GENERATED BY DEFAULT AS IDENTITY,
    customer_id INTEGER NOT NULL,
    status order_status DEFAULT 'new' NOT NULL,
    placed_at TIMESTAMP WITHOUT TIME ZONE DEFAULT now() NOT NULL,
    reference VARCHAR(20),
    CONSTRAINT pk_order PRIMARY KEY (id),
    CONSTRAINT fk_order_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE
);

-- versions/a4_orders.py:18   comment on order.status
COMMENT ON COLUMN "order".status IS 'Where the order stands: new, paid, sent or cancelled';

-- versions/a4_orders.py:36   create index ix_order_customer_id on order
CREATE INDEX ix_order_customer_id ON "order" (customer_id);

-- versions/a4_orders.py:37   create index ix_order_status_placed_at on order
CREATE INDEX ix_order_status_placed_at ON "order" (status, placed_at);

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
);

-- versions/a4_orders.py:38   comment on order_line.unit_price
COMMENT ON COLUMN order_line.unit_price IS 'Price of one copy when ordered';

-- versions/a4_orders.py:52   create index ix_order_line_book_id on order_line
CREATE INDEX ix_order_line_book_id ON order_line (book_id);

-- version table
INSERT INTO alembic_version (version_num) VALUES ('a4');

COMMIT;

-- a4 -> a5   Customers have full names ------------------------------------------------------------

BEGIN;

-- versions/a5_customer_names.py:20
UPDATE customer SET name = 'unknown' WHERE name IS NULL OR TRIM(name) = '';

-- versions/a5_customer_names.py:21   customer.name must not be NULL
ALTER TABLE customer ALTER COLUMN name SET NOT NULL;

-- versions/a5_customer_names.py:21   rename column customer.name to full_name
ALTER TABLE customer RENAME name TO full_name;

-- versions/a5_customer_names.py:29   customer.email: VARCHAR(120) -> VARCHAR(200)
ALTER TABLE customer ALTER COLUMN email TYPE VARCHAR(200);

-- versions/a5_customer_names.py:36   comment on customer.loyaltyCard
COMMENT ON COLUMN customer."loyaltyCard" IS 'Number printed on the customer''s card';

-- versions/a5_customer_names.py:43   create unique index uq_customer_loyaltyCard on customer
CREATE UNIQUE INDEX "uq_customer_loyaltyCard" ON customer ("loyaltyCard") WHERE "loyaltyCard" IS NOT NULL;

-- versions/a5_customer_names.py:52   comment on table customer
COMMENT ON TABLE customer IS 'People and companies that have an account';

-- versions/a5_customer_names.py:58   book.title: VARCHAR(200) -> VARCHAR(300)
ALTER TABLE book ALTER COLUMN title TYPE VARCHAR(300);

-- versions/a5_customer_names.py:58   book.title must not be NULL
ALTER TABLE book ALTER COLUMN title SET NOT NULL;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a5' WHERE alembic_version.version_num = 'a4';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold a4, which becomes a5';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- a5 -> a6   A view of what each book has sold ----------------------------------------------------

BEGIN;

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

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a6' WHERE alembic_version.version_num = 'a5';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold a5, which becomes a6';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- a6 -> a7   Notes, gifts and longer references on orders -----------------------------------------

BEGIN;

-- versions/a7_order_notes.py:20   add column order.gift BOOLEAN
ALTER TABLE "order" ADD COLUMN gift BOOLEAN DEFAULT false NOT NULL;

-- versions/a7_order_notes.py:21   add column order.note TEXT
ALTER TABLE "order" ADD COLUMN note TEXT;

-- versions/a7_order_notes.py:22   order.reference: VARCHAR(20) -> VARCHAR(40)
ALTER TABLE "order" ALTER COLUMN reference TYPE VARCHAR(40);

-- versions/a7_order_notes.py:22   order.reference may be NULL
ALTER TABLE "order" ALTER COLUMN reference DROP NOT NULL;

-- versions/a7_order_notes.py:23
UPDATE "order" SET reference=NULL WHERE "order".reference = '';

-- versions/a7_order_notes.py:24   add unique constraint uq_order_reference to order
ALTER TABLE "order" ADD CONSTRAINT uq_order_reference UNIQUE (reference);

-- versions/a7_order_notes.py:25   comment on table order
COMMENT ON TABLE "order" IS 'A customer''s order; its lines are in order_line';

-- versions/a7_order_notes.py:27   order_line.quantity defaults to 1
ALTER TABLE order_line ALTER COLUMN quantity SET DEFAULT 1;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a7' WHERE alembic_version.version_num = 'a6';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold a6, which becomes a7';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- a7, p3 -> b1   Merge the pricing branch ---------------------------------------------------------

BEGIN;

-- version table
DO $version$
BEGIN
    DELETE FROM alembic_version WHERE alembic_version.version_num = 'a7';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold a7, which leaves it';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

DO $version$
BEGIN
    UPDATE alembic_version SET version_num='b1' WHERE alembic_version.version_num = 'p3';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold p3, which becomes b1';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- b1 -> b2   Prices come from the price lists -----------------------------------------------------

BEGIN;

-- versions/b2_prices_from_price_lists.py:41
DROP VIEW book_sales;

-- versions/b2_prices_from_price_lists.py:42   drop check ck_book_price_not_negative of book
ALTER TABLE book DROP CONSTRAINT ck_book_price_not_negative;

-- versions/b2_prices_from_price_lists.py:43   drop column book.price
ALTER TABLE book DROP COLUMN price;

-- versions/b2_prices_from_price_lists.py:44
CREATE VIEW book_sales AS
    SELECT b.id AS book_id,
           b.title,
           COALESCE(SUM(l.quantity), 0) AS copies_sold,
           COALESCE(SUM(l.quantity * l.unit_price), 0) AS revenue
    FROM book b
    LEFT JOIN order_line l ON l.book_id = b.id
    GROUP BY b.id, b.title;

-- version table
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='b2' WHERE alembic_version.version_num = 'b1';
    IF NOT FOUND THEN
        RAISE WARNING USING MESSAGE = 'the version table does not hold b1, which becomes b2';
        PERFORM pg_terminate_backend(pg_backend_pid());
    END IF;
END
$version$;

COMMIT;

-- guard: the run is over
DO $guard$
BEGIN
    PERFORM pg_advisory_unlock(hashtext('sqlgen'), hashtext('alembic_version'));
END
$guard$;
