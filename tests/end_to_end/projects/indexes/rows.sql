-- at i1
INSERT INTO t (name, code, n) VALUES ('a', 'b', 1), ('b', 'c', 2);
-- at i3
INSERT INTO renamed (name, number, more, most) VALUES ('c', 3, 1, 1);
