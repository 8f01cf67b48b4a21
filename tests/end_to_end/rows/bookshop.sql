-- at a1
INSERT INTO author (name, born) VALUES ('Ada Brontë', '1820-01-17');
INSERT INTO author (name) VALUES ('O''Neil');
INSERT INTO book (title, isbn, price, author_id) VALUES ('Fairy tales of the fen', '9780000000001', 1999, 1);
INSERT INTO book (title, isbn, author_id) VALUES ('Untitled', '9780000000002', 2);
INSERT INTO customer (name, email, created_at) VALUES (NULL, 'nobody@example.org', '2024-01-01 00:00:00');
INSERT INTO customer (name, email, created_at) VALUES (' ', 'blank@example.org', '2024-01-02 00:00:00');
-- at p2
INSERT INTO price_list (id, name) VALUES (7, 'Friends');
INSERT INTO book_price (book_id, price_list_id, amount, updated_at) VALUES (1, 7, 9.95, '2024-02-01 00:00:00');
UPDATE book_price SET updated_at = '2024-02-01 00:00:00';
-- at a4
INSERT INTO "order" (customer_id, reference, placed_at) VALUES (1, '', '2024-03-01 00:00:00');
INSERT INTO "order" (customer_id, status, placed_at) VALUES (2, 'paid', '2024-03-02 00:00:00');
INSERT INTO order_line (order_id, line_number, book_id, quantity, unit_price) VALUES (1, 1, 1, 2, 19.99);
-- at a5
INSERT INTO customer (full_name, email, "loyaltyCard", created_at) VALUES ('Card', 'c@example.org', 'C-1', '2024-01-02 00:00:00');
-- at a7
INSERT INTO "order" (customer_id, reference, placed_at, gift, note) VALUES (3, 'R-1', '2024-03-05 00:00:00', true, 'tie a bow');
INSERT INTO order_line (order_id, line_number, book_id, unit_price) VALUES (3, 1, 2, 0.50);
-- at b2
INSERT INTO book (title, isbn, author_id, genre_code) VALUES ('Last', '9780000000003', 2, 'crime');
