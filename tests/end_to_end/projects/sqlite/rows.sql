-- at q1
INSERT INTO author (name, born, made) VALUES ('Ann', '1950-01-01', '2024-01-01'), ('Bob', '1960-01-01', '2024-01-01');
INSERT INTO book (title, author_id, part_of, price) VALUES ('One', 1, NULL, 12.5), ('Two', 2, 1, 3), ('Three', 1, NULL, 0);
INSERT INTO pair VALUES (1, 'x', 1), (2, 'y', 2);
DELETE FROM book WHERE id = 3;
-- at q3
UPDATE author SET at = '2024-01-01', code = name;
INSERT INTO book (heading, author_id, editor_id, cost) VALUES ('Four', 1, 2, 4);
-- at q4
INSERT INTO author (name, code) VALUES ('Ann', 'c3');
UPDATE author SET name = name || id WHERE code = 'c3';
UPDATE author SET at = '2024-01-01';
-- at q5
UPDATE writer SET at = '2024-01-01';
