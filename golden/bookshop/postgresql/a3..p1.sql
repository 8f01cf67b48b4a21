-- bookshop: upgrade a3 -> p1                                                          PostgreSQL 15
--
--   a3 -> p1   Price lists  (3 statements)
--
-- Halts before it touches anything, where the database is not at a3.
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

-- guard: at a3
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a3')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades a3 to p1: this database is not at a3', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

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
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a3, which becomes p1';
    END IF;
END
$version$;

COMMIT;
