-- at 5c1f0a9be2d7
INSERT INTO notebook (id, title) VALUES ('00000000-0000-0000-0000-000000000001', 'Diary');
INSERT INTO notebook (id, title, visibility) VALUES ('00000000-0000-0000-0000-000000000002', 'News', 'public');
-- at 8e47d2c6a130
INSERT INTO note (id, notebook_id, body, tags, written_at)
VALUES ('00000000-0000-0000-0000-00000000000a', '00000000-0000-0000-0000-000000000002', 'x', '{a,b}', '2025-01-01 00:00+00');
-- at c03b91f4e77a
UPDATE notebook SET visibility = 'shared' WHERE title = 'Diary';
-- at f9d25e80b641
UPDATE notebook SET id = '00000000-0000-0000-0000-000000000003' WHERE title LIKE 'Welcome%';
