-- bookshop: upgrade a2 -> a3                                                            SQLite 3.40
--
--   a2 -> a3   Genres  (14 statements)
--
-- Halts before it touches anything, where the database is not at a2.
-- One transaction: all of it happens or none, where the client stops at the first error (sqlite3 -bail).

-- guard: SQLite 3.40 or later, and no other run
CREATE TEMP TABLE sqlgen_server (
    fits INTEGER CONSTRAINT 'this script is written for SQLite 3.40 or later' CHECK (fits)
);
INSERT INTO sqlgen_server SELECT
    CAST(sqlite_version() AS INTEGER) * 1000000
    + CAST(substr(sqlite_version(), instr(sqlite_version(), '.') + 1) AS INTEGER) * 1000
    >= 3 * 1000000 + 40 * 1000;

-- guard: at a2
CREATE TEMP TABLE sqlgen_guard (
    fits INTEGER CONSTRAINT 'this script upgrades a2 to a3: this database is not at a2' CHECK (fits)
);
INSERT INTO sqlgen_guard SELECT
    (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a2')) = 1 AND
    (SELECT COUNT(*) FROM alembic_version) = 1 AND (SELECT COUNT(*) FROM sqlgen_server) = 1;

-- a2 -> a3   Genres -------------------------------------------------------------------------------

PRAGMA foreign_keys = OFF;

BEGIN;

CREATE TEMP TABLE sqlgen_orphans (
    number INTEGER CONSTRAINT "a foreign key would point nowhere" CHECK (number <= before),
    before INTEGER
);

INSERT INTO sqlgen_orphans SELECT 0, count(*) FROM pragma_foreign_key_check;

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

-- versions/a3_genres.py:36   add foreign key fk_book_genre_code_genre to book: make book anew
CREATE TABLE sqlgen_new_book (
    id INTEGER NOT NULL,
    title VARCHAR(200) NOT NULL,
    isbn VARCHAR(13) NOT NULL,
    price NUMERIC(10, 2) DEFAULT 0 NOT NULL,
    author_id INTEGER NOT NULL,
    genre_code VARCHAR(12),
    CONSTRAINT pk_book PRIMARY KEY (id),
    CONSTRAINT fk_book_author_id_author FOREIGN KEY(author_id) REFERENCES author (id),
    CONSTRAINT uq_book_isbn UNIQUE (isbn),
    CONSTRAINT ck_book_price_not_negative CHECK (price >= 0),
    CONSTRAINT fk_book_genre_code_genre FOREIGN KEY(genre_code) REFERENCES genre (code) ON DELETE SET NULL
);

-- versions/a3_genres.py:36   copy the rows of book
INSERT INTO sqlgen_new_book (id, title, isbn, price, author_id, genre_code)
SELECT id, title, isbn, price, author_id, genre_code
FROM book;

-- versions/a3_genres.py:36   drop the old book
DROP TABLE book;

-- versions/a3_genres.py:36   put the new book in its place
PRAGMA legacy_alter_table = ON;

ALTER TABLE sqlgen_new_book RENAME TO book;

PRAGMA legacy_alter_table = OFF;

-- versions/a3_genres.py:36   create index ix_book_author_id on book
CREATE INDEX ix_book_author_id ON book (author_id);

-- versions/a3_genres.py:37
UPDATE book SET genre_code = 'children' WHERE LOWER(title) LIKE '%fairy tales%';

-- version table
UPDATE alembic_version SET version_num='a3' WHERE alembic_version.version_num = 'a2';
DELETE FROM temp.sqlgen_guard WHERE changes() <> 1;
INSERT INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

UPDATE OR ROLLBACK sqlgen_orphans SET number = (SELECT count(*) FROM pragma_foreign_key_check);

DROP TABLE temp.sqlgen_orphans;

INSERT OR ROLLBACK INTO temp.sqlgen_guard SELECT count(*) FROM temp.sqlgen_guard;

COMMIT;

DROP TABLE temp.sqlgen_guard;

DROP TABLE temp.sqlgen_server;
