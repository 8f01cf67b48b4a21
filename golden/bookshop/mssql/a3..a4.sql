-- bookshop: upgrade a3 -> a4                                                        SQL Server 2019
--
--   a3 -> a4   Orders and their lines  (7 statements)
--
-- Halts before it touches anything, where the database is not at a3.
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

-- guard: at a3
IF (SELECT COUNT(*) FROM alembic_version) <> 1
    OR (SELECT COUNT(DISTINCT version_num) FROM alembic_version WHERE version_num IN ('a3')) <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'this script upgrades a3 to a4: this database is not at a3')
    SET NOEXEC ON
END;
GO

-- a3 -> a4   Orders and their lines ---------------------------------------------------------------

-- versions/a4_orders.py:18   create table order
CREATE TABLE [order] (
    id INTEGER NOT NULL IDENTITY,
    customer_id INTEGER NOT NULL,
    status VARCHAR(9) NOT NULL DEFAULT 'new',
    placed_at DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    reference VARCHAR(20) NULL,
    CONSTRAINT pk_order PRIMARY KEY (id),
    CONSTRAINT fk_order_customer_id_customer FOREIGN KEY(customer_id) REFERENCES customer (id) ON DELETE CASCADE,
    CONSTRAINT ck_order_order_status CHECK (status IN ('new', 'paid', 'sent', 'cancelled'))
);
GO

-- versions/a4_orders.py:18   comment on order.status
EXEC sp_addextendedproperty N'MS_Description', 'Where the order stands: new, paid, sent or cancelled', N'SCHEMA', 'dbo', N'TABLE', 'order', N'COLUMN', 'status';
GO

-- versions/a4_orders.py:36   create index ix_order_customer_id on order
CREATE INDEX ix_order_customer_id ON [order] (customer_id);
GO

-- versions/a4_orders.py:37   create index ix_order_status_placed_at on order
CREATE INDEX ix_order_status_placed_at ON [order] (status, placed_at);
GO

-- versions/a4_orders.py:38   create table order_line
CREATE TABLE order_line (
    order_id INTEGER NOT NULL,
    line_number SMALLINT NOT NULL,
    book_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL,
    unit_price NUMERIC(10, 2) NOT NULL,
    CONSTRAINT pk_order_line PRIMARY KEY (order_id, line_number),
    CONSTRAINT ck_order_line_quantity_positive CHECK (quantity > 0),
    CONSTRAINT fk_order_line_order_id_order FOREIGN KEY(order_id) REFERENCES [order] (id) ON DELETE CASCADE,
    CONSTRAINT fk_order_line_book_id_book FOREIGN KEY(book_id) REFERENCES book (id)
);
GO

-- versions/a4_orders.py:38   comment on order_line.unit_price
EXEC sp_addextendedproperty N'MS_Description', 'Price of one copy when ordered', N'SCHEMA', 'dbo', N'TABLE', 'order_line', N'COLUMN', 'unit_price';
GO

-- versions/a4_orders.py:52   create index ix_order_line_book_id on order_line
CREATE INDEX ix_order_line_book_id ON order_line (book_id);
GO

-- version table
UPDATE alembic_version SET version_num='a4' WHERE alembic_version.version_num = 'a3';
IF @@ROWCOUNT <> 1
BEGIN
    RAISERROR(N'%s', 16, 1, 'the version table does not hold a3, which becomes a4')
    SET NOEXEC ON
END;
GO

COMMIT;
GO

SET NOEXEC OFF;
GO

IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
GO
