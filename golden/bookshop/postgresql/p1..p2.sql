-- bookshop: upgrade p1 -> p2                                                          PostgreSQL 15
--
--   p1 -> p2   The first price lists  (3 statements)
--
-- Halts before it touches anything, where the database is not at p1.
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

-- guard: at p1
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('p1')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades p1 to p2: this database is not at p1', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;

-- p1 -> p2   The first price lists ----------------------------------------------------------------

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
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold p1, which becomes p2';
    END IF;
END
$version$;

COMMIT;
