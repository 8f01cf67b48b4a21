-- at t1
INSERT INTO generic (id, moment, moment_text, stamp) VALUES (1, '2024-05-05 05:05:05', '2024-05-05 05:05:05', '2024-05-05 05:05:05');
INSERT INTO generic (id, small, price, "varying", json_, colour, size, moment, moment_text, stamp)
VALUES (2, 3, 1.25, 'x', '{"a": [1, null]}', 'green', 'L', '2024-05-05 05:05:05', '2024-05-05 05:05:05', '2024-05-05 05:05:05');
-- at t1 postgresql
SELECT setval('generic_id_seq', 9);
-- at t2
INSERT INTO own (id) VALUES (1);
-- at t3
INSERT INTO added (name, moment) VALUES ('one', '2024-05-05 05:05:05');
