-- bookshop: upgrade base -> a1                                                      SQL Server 2019
--
--   base -> a1   Authors, books and customers  (8 statements)
--
-- Halts before it touches anything, where the database is not at base.
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

-- create the version table
IF OBJECT_ID('[alembic_version]', N'U') IS NULL
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
GO

-- guard: at base
IF (SELECT COUNT(*) FROM alembic_version) <> 0
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades base to a1: this database is not at base')
    SET NOEXEC ON
END;
GO

-- base -> a1   Authors, books and customers -------------------------------------------------------

-- versions/a1_authors_books_customers.py:18   create table author
CREATE TABLE author (
    id INTEGER NOT NULL IDENTITY,
    name VARCHAR(120) NOT NULL,
    born DATE NULL,
    CONSTRAINT pk_author PRIMARY KEY (id)
);
GO

-- versions/a1_authors_books_customers.py:25   create table book
CREATE TABLE book (
    id INTEGER NOT NULL IDENTITY,
    title VARCHAR(200) NOT NULL,
    isbn VARCHAR(13) NOT NULL,
    price INTEGER NOT NULL DEFAULT 0,
    author_id INTEGER NOT NULL,
    CONSTRAINT pk_book PRIMARY KEY (id),
    CONSTRAINT fk_book_author_id_author FOREIGN KEY(author_id) REFERENCES author (id),
    CONSTRAINT uq_book_isbn UNIQUE (isbn)
);
GO

-- versions/a1_authors_books_customers.py:25   comment on table book
EXEC sp_addextendedproperty N'MS_Description', 'One row a title and edition', N'SCHEMA', 'dbo', N'TABLE', 'book';
GO

-- versions/a1_authors_books_customers.py:25   comment on book.isbn
EXEC sp_addextendedproperty N'MS_Description', 'ISBN-13 without hyphens', N'SCHEMA', 'dbo', N'TABLE', 'book', N'COLUMN', 'isbn';
GO

-- versions/a1_authors_books_customers.py:25   comment on book.price
EXEC sp_addextendedproperty N'MS_Description', 'In cents', N'SCHEMA', 'dbo', N'TABLE', 'book', N'COLUMN', 'price';
GO

-- versions/a1_authors_books_customers.py:37   create index ix_book_author_id on book
CREATE INDEX ix_book_author_id ON book (author_id);
GO

-- versions/a1_authors_books_customers.py:38   create table customer
CREATE TABLE customer (
    id INTEGER NOT NULL IDENTITY,
    name VARCHAR(120) NULL,
    email VARCHAR(120) NOT NULL,
    [loyaltyCard] VARCHAR(20) NULL,
    created_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT pk_customer PRIMARY KEY (id),
    CONSTRAINT uq_customer_email UNIQUE (email)
);
GO

-- versions/a1_authors_books_customers.py:38   comment on table customer
EXEC sp_addextendedproperty N'MS_Description', 'People who have an account', N'SCHEMA', 'dbo', N'TABLE', 'customer';
GO

-- version table
INSERT INTO alembic_version (version_num) VALUES ('a1');
GO

COMMIT;
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
