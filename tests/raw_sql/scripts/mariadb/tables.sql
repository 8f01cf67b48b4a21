CREATE TABLE `authors` (
  `id` int(11) NOT NULL AUTO_INCREMENT,
  `name` varchar(50) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL DEFAULT 'x''y',
  `mail` varchar(20) DEFAULT NULL COMMENT 'it''s; a mail',
  `kind` enum('a','b''c') DEFAULT 'a', tags set('x','y'),
  `u` int unsigned NOT NULL DEFAULT 0, tiny tinyint(1), big bigint(20) unsigned, m mediumint,
  `price` decimal(10,2) NOT NULL, f float, d double precision, bin binary(16), vb varbinary(10),
  `ts` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  dt datetime(6) DEFAULT NULL, y year, t time(3), txt text, lt longtext, j json, b blob, flag bool DEFAULT true,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq_mail` (`mail`),
  KEY `ix_price` (`price`,`u`),
  KEY (`tiny`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COMMENT='people';
CREATE TABLE books (
  id BIGINT AUTO_INCREMENT PRIMARY KEY,
  author_id INT NOT NULL,
  title VARCHAR(200) UNIQUE,
  CONSTRAINT fk_author FOREIGN KEY (author_id) REFERENCES authors (id) ON DELETE CASCADE,
  CONSTRAINT pos CHECK (author_id > 0),
  FULLTEXT KEY ft (title)
);
CREATE TABLE likeness LIKE authors;
-- then
CREATE INDEX ix_title ON books (title(10));
CREATE UNIQUE INDEX ix_two USING BTREE ON books (author_id, title);
ALTER TABLE books ADD COLUMN price decimal(5,2) NOT NULL DEFAULT 0 AFTER id, ADD note text FIRST, ADD (x int, y int), ADD INDEX ix_x (x), ADD UNIQUE KEY uq_y (y);
ALTER TABLE books MODIFY COLUMN price decimal(7,3) NULL, CHANGE note notes varchar(30) NOT NULL AFTER y, ALTER x SET DEFAULT 3;
-- then
ALTER TABLE books DROP COLUMN y, DROP INDEX ix_title, RENAME COLUMN x TO xx, RENAME INDEX ix_x TO ix_xx;
ALTER TABLE books DROP FOREIGN KEY fk_author, DROP KEY ix_two;
DROP INDEX ft ON books;
ALTER TABLE books DROP INDEX title, DROP CONSTRAINT pos;
ALTER TABLE likeness DROP PRIMARY KEY, MODIFY id int NOT NULL;
ALTER TABLE likeness ADD PRIMARY KEY (id, name), ENGINE=InnoDB, COMMENT='x';
-- then
RENAME TABLE books TO tomes, likeness TO alike;
ALTER TABLE tomes RENAME TO volumes, ALGORITHM=INPLACE, LOCK=EXCLUSIVE;
ALTER TABLE alike RENAME AS b2;
/*!40101 SET character_set_client = utf8 */;
LOCK TABLES authors WRITE;
UNLOCK TABLES;
DELIMITER //
CREATE TRIGGER tr BEFORE INSERT ON authors FOR EACH ROW BEGIN SET NEW.u = 1; SET NEW.tiny = 0; END//
DELIMITER ;
INSERT INTO authors (name, price) VALUES ("a;b", 1);
DROP TABLE IF EXISTS b2;
