-- bookshop: upgrade a2 -> a3                                                        SQL Server 2019
--
--   a2 -> a3   Genres  (8 statements)
--
-- Halts before it touches anything, where the database is not at a2.
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

-- guard: at a2
IF (SELECT COUNT(*) FROM alembic_version) <> 1
    OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a2')) <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades a2 to a3: this database is not at a2')
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

COMMIT;
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
