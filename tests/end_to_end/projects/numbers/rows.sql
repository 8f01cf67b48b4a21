-- at n1
INSERT INTO serial (x) VALUES (1), (2);
INSERT INTO big (x) VALUES (1), (2);
INSERT INTO small (x) VALUES (1);
INSERT INTO keyed (x) VALUES (1), (2);
INSERT INTO pair (b, x) VALUES (1, 1), (1, 2);
INSERT INTO computed (a) VALUES (7);
-- at n2
INSERT INTO serial (x) VALUES (3);
INSERT INTO keyed (x) VALUES (3);
-- at n2 postgresql
INSERT INTO later (m) VALUES (DEFAULT), (DEFAULT);
