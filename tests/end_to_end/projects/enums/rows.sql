-- at e1
INSERT INTO a (mood, level) VALUES ('sad', 'high'), (NULL, NULL);
INSERT INTO b (statuses) VALUES ('{new,done}');
-- at e4
INSERT INTO a (status, mood) VALUES ('open', 'žluť');
