-- at inv_0001
INSERT INTO inv.item (sku, name) VALUES ('S-1', 'Anvil'), ('S-2', 'Feather');
-- at inv_0002
INSERT INTO inv.bin (aisle, shelf, item_id, on_hand) VALUES ('A', 1, 1, 5), ('A', 2, 2, 50);
INSERT INTO inv.bin (aisle, shelf, item_id) VALUES ('B', 1, 2);
-- at inv_0003
UPDATE inv.item SET weight_g = 20000 WHERE sku = 'S-1';
UPDATE inv.bin SET reserved = 1 WHERE shelf = 2;
-- at sales_0001
INSERT INTO sales.delivery (item_id, quantity) VALUES (1, 3), (2, 70);
