CREATE TABLE author (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(80) NOT NULL, email varchar(100) UNIQUE, born date, mood enum('ok','sad') NOT NULL DEFAULT 'ok', updated timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE book (id bigint NOT NULL AUTO_INCREMENT, title varchar(200) NOT NULL, author_id int, price decimal(10,2) DEFAULT 0, published tinyint(1) NOT NULL DEFAULT 0, isbn char(13) COMMENT 'the number', meta text, PRIMARY KEY (id), UNIQUE KEY uq_isbn (isbn), KEY ix_title (title), UNIQUE KEY ux_title_author (title, author_id), CONSTRAINT fk_author FOREIGN KEY (author_id) REFERENCES author (id) ON DELETE CASCADE, CONSTRAINT ck_price CHECK (price >= 0)) COMMENT='what we sell';
CREATE TABLE note (id int NOT NULL PRIMARY KEY, book_id bigint NOT NULL, body text, FOREIGN KEY (book_id) REFERENCES book (id));
CREATE TABLE pair (a int, b int, c varchar(5), PRIMARY KEY (a, b));
CREATE VIEW cheap AS SELECT id, title FROM book WHERE price < 5;
CREATE TRIGGER touched BEFORE UPDATE ON book FOR EACH ROW SET NEW.title = NEW.title;
