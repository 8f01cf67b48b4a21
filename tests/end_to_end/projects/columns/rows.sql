-- at z1
INSERT INTO other (id) VALUES (1);
INSERT INTO base (x, other_id, size, flag, d5) VALUES (1, 1, 'small', true, '2024-01-01 00:00:00');
