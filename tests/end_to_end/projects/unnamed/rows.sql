-- at u1
INSERT INTO shop (code, city, street, grade) VALUES ('a', 'x', 'y', 1), ('b', 'x', 'z', 2);
INSERT INTO clerk (shop_id, shop_code) VALUES (1, 'a'), (2, 'b');
-- at u3
INSERT INTO clerk (shop_id, shop_code, other_id) VALUES (1, 'a', 2);
