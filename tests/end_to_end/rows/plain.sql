-- at 0001
INSERT INTO site (code) VALUES ('A'), ('B');
INSERT INTO site (code, city) VALUES ('C', 'Köln');
DELETE FROM site WHERE code = 'C';
INSERT INTO meter (serial, site_id, kind, installed) VALUES ('P-1', 1, 'power', '2020-02-02');
-- at 0002
INSERT INTO reading (serial, read_at, amount) VALUES ('P-1', '2020-03-01 00:00:00', 17);
-- at 0003
INSERT INTO reading (serial, read_at, amount) VALUES ('P-1', '2020-03-02 00:00:00', 17.125);
INSERT INTO meter (serial, site_id, kind) VALUES ('G-1', 2, 'gas');
DELETE FROM site WHERE id NOT IN (1, 2);
-- The rows of 0004 bring their own ids.
INSERT INTO site (id, code) SELECT id + 10, code || '!' FROM site;
UPDATE meter SET site_id = site_id + 10;
DELETE FROM site WHERE id < 10;
