-- at c1
INSERT INTO item (name, price, made, seen, plain) VALUES ('one', NULL, '2024-01-01 00:00:00', '2024-01-02 00:00:00', 'p');
INSERT INTO item (made, kind) VALUES ('2024-01-01 00:00:00', 'b');
UPDATE item SET seen = '2024-01-02 00:00:00';
-- at c1 mariadb
INSERT INTO special (latin, changed) VALUES ('é', '2024-01-01 00:00:00');
UPDATE special SET guid = 'g', changed = '2024-01-01 00:00:00';
-- at c2
INSERT INTO item (name, made) VALUES (NULL, '2024-01-01 00:00:00');
UPDATE item SET seen = '2024-01-02 00:00:00';
-- at c7 mariadb
INSERT INTO counter (id) VALUES (DEFAULT), (5), (DEFAULT);
INSERT INTO special (id, latin, changed, guid) VALUES (77, 'x', '2024-01-01 00:00:00', 'g');
