-- at k1
INSERT INTO parent (a, b, code, low, high) VALUES (1, 1, 'one', 1, 10), (1, 2, 'two', 2, 20);
INSERT INTO child (a, b, code) VALUES (1, 1, 'one'), (1, 2, NULL);
INSERT INTO loose (x, y) VALUES (1, 2), (3, 4);
-- at k2
UPDATE child SET loose_x = 3, other_id = 1 WHERE id = 2;
