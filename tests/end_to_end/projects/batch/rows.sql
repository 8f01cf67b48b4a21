-- at b1
INSERT INTO author (name, old) VALUES ('Ann', 1), ('Bob', NULL);
INSERT INTO book (title, author_id, kind) VALUES ('One', 1, 'a'), ('Two', 2, 'b');
-- at b2
INSERT INTO author (name, email, group_id) VALUES ('Cid', 'c@x', 1);
INSERT INTO book (heading, kind) VALUES ('Three', NULL);
