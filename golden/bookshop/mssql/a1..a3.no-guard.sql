-- bookshop: upgrade a1 -> a3                                                        SQL Server 2019
--
--   a1 -> a2   Prices as numeric  (6 statements)
--   a2 -> a3   Genres  (8 statements)
--
-- One transaction: all of it happens or none, where the client stops at the first error (sqlcmd -b).

SET XACT_ABORT ON;
GO

SET QUOTED_IDENTIFIER ON;
GO

-- a1 -> a2   Prices as numeric --------------------------------------------------------------------

BEGIN TRANSACTION;
GO

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
GO

COMMIT;
GO
