-- at r1
INSERT INTO words ("select", "order") VALUES (1, 2);
