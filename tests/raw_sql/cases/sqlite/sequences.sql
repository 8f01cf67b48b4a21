-- # comments within
ALTER /* x; */ TABLE book -- y; z
  ADD COLUMN /* not this */ pages INTEGER /* nor; that */
-- # a comment in a definition
CREATE TABLE t (a INT, -- the first, b INT
  c INT)
-- # sqlite_master is written
PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'body TEXT', 'body TEXT DEFAULT 5') WHERE name = 'note'
-- opaque: note
