-- at w1
INSERT INTO plain (x, at) VALUES ('é', '2024-01-01 00:00:00');
INSERT INTO "empty" (id) VALUES (1);
