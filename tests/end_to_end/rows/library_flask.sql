-- at 3f2a9c10b7de
INSERT INTO member (card, name) VALUES ('J-1', 'Jo'), ('A-2', NULL);
INSERT INTO copy (barcode, title) VALUES ('B1', 'Dune'), ('B2', 'Emma');
-- at 91be04d7c5a2
INSERT INTO loan (copy_id, member_id, due) VALUES (1, 1, '2024-05-01');
-- at d6402e7f8b13
INSERT INTO member (card, name, active) VALUES ('A-3', 'Nobody', false);
-- at 0a7c5be91f64
INSERT INTO loan (copy_id, member_id, due, returned) VALUES (2, 3, '2024-07-01', '2024-06-20');
