-- bookshop: upgrade a2 -> a3                                                              Oracle 19
--
--   a2 -> a3   Genres  (8 statements)
--
-- Halts before it touches anything, where the database is not at a2.
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

-- guard: at a2
DECLARE
    all_rows NUMBER;
    right_rows NUMBER;
BEGIN
    SELECT COUNT(*) INTO all_rows FROM alembic_version;
    SELECT COUNT(DISTINCT version_num) INTO right_rows FROM alembic_version WHERE version_num IN ('a2');
    IF all_rows <> 1 OR right_rows <> 1 THEN
        RAISE_APPLICATION_ERROR(-20000, 'this script upgrades a2 to a3: this database is not at a2');
    END IF;
END;
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
