BEGIN;
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
DO $guard$
BEGIN
    IF (SELECT COUNT(*) FROM alembic_version) <> 1
        OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a1')) <> 1
    THEN
        RAISE EXCEPTION USING MESSAGE = 'this script upgrades a1 to a3: this database is not at a1', DETAIL = (
            SELECT 'It is at ' || coalesce(string_agg(version_num, ', ' ORDER BY version_num), 'base') || '.'
            FROM alembic_version
        );
    END IF;
END
$guard$;
ALTER TABLE book ALTER COLUMN price TYPE NUMERIC(10, 2);
COMMENT ON COLUMN book.price IS 'In euros';
UPDATE book SET price = ROUND(price * 0.01, 2);
ALTER TABLE book ADD CONSTRAINT ck_book_price_not_negative CHECK (price >= 0);
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a2' WHERE alembic_version.version_num = 'a1';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a1, which becomes a2';
    END IF;
END
$version$;
CREATE TABLE genre (
    code VARCHAR(12) NOT NULL,
    name VARCHAR(80) NOT NULL,
    shelf SMALLINT DEFAULT 1 NOT NULL,
    CONSTRAINT pk_genre PRIMARY KEY (code),
    CONSTRAINT uq_genre_name UNIQUE (name)
);
INSERT INTO genre (code, name, shelf) VALUES ('novel', 'Novels', 1);
INSERT INTO genre (code, name, shelf) VALUES ('crime', 'Crime & mystery', 2);
INSERT INTO genre (code, name, shelf) VALUES ('children', 'Children''s books', 3);
INSERT INTO genre (code, name, shelf) VALUES ('poetry', 'Poésie: 100 % verse', 4);
ALTER TABLE book ADD COLUMN genre_code VARCHAR(12);
ALTER TABLE book ADD CONSTRAINT fk_book_genre_code_genre FOREIGN KEY(genre_code) REFERENCES genre (code) ON DELETE SET NULL;
UPDATE book SET genre_code = 'children' WHERE LOWER(title) LIKE '%fairy tales%';
DO $version$
BEGIN
    UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'a2';
    IF NOT FOUND THEN
        RAISE EXCEPTION USING MESSAGE = 'the version table does not hold a2, which becomes a3';
    END IF;
END
$version$;
COMMIT;
