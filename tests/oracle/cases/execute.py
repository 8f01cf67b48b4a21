"""op.execute, get_bind().execute, context.execute: strings, text, Core constructs."""

import datetime

import sqlalchemy as sa
from alembic import context, op

from tests.oracle.case import case
from tests.oracle.cases.given import app_users, logged, posts, users


@case(users)
def execute_string():
    op.execute("UPDATE users SET name = 'x' WHERE age > 5")


@case(users)
def execute_keyword():
    op.execute(sqltext="UPDATE users SET name = 'x'")


@case(users)
def execute_string_with_semicolon():
    op.execute("UPDATE users SET name = 'x';")


@case(users)
def execute_two_statements_in_one_string():
    op.execute("UPDATE users SET name = 'x'; DELETE FROM users WHERE age IS NULL")


@case(users)
def execute_multiline():
    op.execute(
        """
        UPDATE users
        SET name = 'x',
            age = 5
        WHERE name IS NULL
        """
    )


@case(users)
def execute_tab_in_literal():
    op.execute("UPDATE users SET name = 'a\tb'")


@case(users)
def execute_blanks_in_literal():
    op.execute("UPDATE users SET name = 'a    b' WHERE  age = 5")


@case(users)
def execute_percent():
    op.execute("UPDATE users SET name = '50%' WHERE email LIKE '%@x'")


@case(users)
def execute_colon_in_json():
    op.execute("""UPDATE users SET name = '{"a":true}'""")


@case(users)
def execute_escaped_colon():
    op.execute(r"""UPDATE users SET name = '{"a"\:true}'""")


@case(users)
def execute_time_of_day():
    op.execute("UPDATE users SET name = '12:30:00'")


@case(users, dialects=("postgresql",))
def execute_double_colon_cast():
    op.execute("UPDATE users SET age = name::integer")


@case(users)
def execute_braces():
    op.execute("UPDATE users SET name = '{} {{x}} {% y %}'")


@case(users)
def execute_backslash():
    op.execute("UPDATE users SET name = 'a\\\\b'")


@case(users)
def execute_unicode():
    op.execute("UPDATE users SET name = 'Zoë ☃ 例え'")


@case(users)
def execute_line_comment():
    op.execute("-- set the name\nUPDATE users SET name = 'x'")


@case(users)
def execute_trailing_comment():
    op.execute("UPDATE users SET name = 'x' -- the end")


@case(users)
def execute_comment_only():
    op.execute("-- nothing to do")


@case(users)
def execute_sa_text():
    op.execute(sa.text("DELETE FROM users WHERE age < 5"))


@case(users)
def execute_text_bindparams():
    op.execute(sa.text("UPDATE users SET name = :name WHERE age = :age").bindparams(name="it's", age=5))


@case(users)
def execute_text_bindparam_types():
    op.execute(
        sa.text("UPDATE users SET name = :name").bindparams(sa.bindparam("name", "x", type_=sa.String))
    )


@case(users)
def execute_text_bindparam_none():
    op.execute(sa.text("UPDATE users SET name = :name").bindparams(name=None))


@case(logged)
def execute_text_bindparam_date():
    op.execute(sa.text("DELETE FROM log WHERE at < :at").bindparams(at=datetime.date(2024, 1, 31)))


@case(users)
def execute_text_bindparam_expanding():
    op.execute(
        sa.text("DELETE FROM users WHERE age IN :ages").bindparams(
            sa.bindparam("ages", [1, 2], expanding=True)
        )
    )


@case(users)
def execute_text_without_value():
    op.execute(sa.text("UPDATE users SET name = :name"))


@case(users, dialects=("postgresql",))
def execute_select():
    op.execute("SELECT setval('users_id_seq', 5)")


@case(users)
def execute_create_view():
    op.execute("CREATE VIEW adults AS SELECT id, email FROM users WHERE age >= 18")


@case(users)
def execute_drop_view():
    op.execute("CREATE VIEW adults AS SELECT id FROM users")
    op.execute("DROP VIEW adults")


@case(users, dialects=("postgresql",))
def execute_create_function():
    op.execute(
        """
        CREATE FUNCTION one() RETURNS integer AS $$
        BEGIN
            RETURN 1;  -- 'not the end'
        END;
        $$ LANGUAGE plpgsql
        """
    )


@case(users, dialects=("postgresql",))
def execute_do_block():
    op.execute("DO $x$ BEGIN PERFORM 1; END $x$;")


@case(users, dialects=("postgresql",))
def execute_create_extension():
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


@case(users, dialects=("postgresql",))
def execute_create_trigger():
    op.execute("CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch()")


@case(users, dialects=("mysql", "mariadb"))
def execute_create_trigger_with_body():
    op.execute(
        """
        CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW
        BEGIN
            SET NEW.name = 'it''s; new';
            SET NEW.age = 5;
        END
        """
    )


@case(users, dialects=("sqlite",))
def execute_create_trigger_on_sqlite():
    op.execute("CREATE TRIGGER t AFTER UPDATE ON users BEGIN UPDATE users SET age = 5; SELECT 1; END")


@case(users, dialects=("mssql",))
def execute_create_trigger_on_mssql():
    op.execute(
        "CREATE TRIGGER t ON users AFTER UPDATE AS BEGIN SET NOCOUNT ON; UPDATE users SET age = 5; END"
    )


@case(users, dialects=("oracle",))
def execute_create_trigger_on_oracle():
    op.execute("CREATE TRIGGER t BEFORE UPDATE ON users FOR EACH ROW BEGIN :NEW.age := 5; END;")


@case(users, dialects=("oracle",))
def execute_plsql_block():
    op.execute("BEGIN\n  UPDATE users SET age = 5;\n  COMMIT;\nEND;")


@case(users, dialects=("mssql",))
def execute_batch_with_variable():
    op.execute("DECLARE @n INT; SELECT @n = COUNT(*) FROM users; IF @n > 0 UPDATE users SET age = @n;")


@case(users)
def execute_raw_alter_table():
    op.execute("ALTER TABLE users ADD COLUMN phone VARCHAR(20)")


@case(users, dialects=("postgresql", "mysql", "mariadb", "mssql", "oracle"))
def execute_grant():
    op.execute("GRANT SELECT ON users TO reader")


@case(users)
def execute_insert():
    t = sa.table("users", sa.column("email", sa.String), sa.column("age", sa.Integer))
    op.execute(t.insert().values(email="a@x", age=5))


@case(users)
def execute_insert_function():
    t = sa.table("users", sa.column("email", sa.String), sa.column("name", sa.String))
    op.execute(sa.insert(t).values(email=sa.func.lower("A@X"), name=sa.func.coalesce(None, "x")))


@case(users)
def execute_insert_many_values():
    t = sa.table("users", sa.column("email", sa.String), sa.column("age", sa.Integer))
    op.execute(t.insert().values([{"email": "a@x", "age": 1}, {"email": "b@x", "age": 2}]))


@case((users, posts))
def execute_insert_from_select():
    u = sa.table("users", sa.column("id", sa.Integer), sa.column("name", sa.String))
    p = sa.table("posts", sa.column("user_id", sa.Integer), sa.column("title", sa.String))
    op.execute(p.insert().from_select(["user_id", "title"], sa.select(u.c.id, u.c.name).where(u.c.id > 5)))


@case(users)
def execute_insert_table_with_key():
    t = sa.Table(
        "users",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(120)),
    )
    op.execute(t.insert().values(email="a@x"))


@case(users)
def execute_insert_table_with_key_inline():
    t = sa.Table(
        "users",
        sa.MetaData(),
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(120)),
    )
    op.execute(t.insert().inline().values(email="a@x"))


@case(users)
def execute_insert_python_default():
    t = sa.Table(
        "users", sa.MetaData(), sa.Column("email", sa.String(120)), sa.Column("age", sa.Integer, default=18)
    )
    op.execute(t.insert().values(email="a@x"))


@case(users)
def execute_update():
    t = sa.table("users", sa.column("id", sa.Integer), sa.column("name", sa.String))
    op.execute(t.update().where(t.c.id == 5).values(name="it's"))


@case(users)
def execute_update_function():
    t = sa.table("users", sa.column("email", sa.String), sa.column("name", sa.String))
    op.execute(sa.update(t).where(t.c.name.is_(None)).values(name=sa.func.upper(t.c.email)))


@case(users)
def execute_update_in_list():
    t = sa.table("users", sa.column("id", sa.Integer), sa.column("name", sa.String))
    op.execute(sa.update(t).where(t.c.id.in_([1, 2, 3])).values(name=None))


@case(users)
def execute_update_empty_list():
    t = sa.table("users", sa.column("id", sa.Integer), sa.column("name", sa.String))
    op.execute(sa.update(t).where(t.c.id.in_([])).values(name="x"))


@case((users, posts))
def execute_update_correlated():
    u = sa.table("users", sa.column("id", sa.Integer), sa.column("name", sa.String))
    p = sa.table("posts", sa.column("user_id", sa.Integer), sa.column("title", sa.String))
    op.execute(p.update().values(title=sa.select(u.c.name).where(u.c.id == p.c.user_id).scalar_subquery()))


@case(users)
def execute_update_case():
    t = sa.table("users", sa.column("age", sa.Integer), sa.column("name", sa.String))
    op.execute(t.update().values(name=sa.case((t.c.age > 17, "adult"), else_="child")))


@case(users)
def execute_update_concatenation():
    t = sa.table("users", sa.column("email", sa.String), sa.column("name", sa.String))
    op.execute(t.update().values(name=t.c.name + " <" + t.c.email + ">"))


@case(users)
def execute_update_like_percent():
    t = sa.table("users", sa.column("email", sa.String), sa.column("name", sa.String))
    op.execute(t.update().where(t.c.email.like("%50%%")).values(name="100%"))


@case(users)
def execute_update_backslash():
    t = sa.table("users", sa.column("email", sa.String), sa.column("name", sa.String))
    op.execute(t.update().values(name="a\\b"))


@case(logged)
def execute_update_boolean():
    t = sa.table("log", sa.column("active", sa.Boolean))
    op.execute(t.update().where(t.c.active.is_(True)).values(active=False))


@case(users)
def execute_update_expression_arithmetic():
    t = sa.table("users", sa.column("age", sa.Integer))
    op.execute(t.update().values(age=t.c.age + 1))


@case(logged)
def execute_update_now():
    t = sa.table("log", sa.column("seen", sa.DateTime))
    op.execute(t.update().values(seen=sa.func.now()))


@case(users)
def execute_update_cast():
    t = sa.table("users", sa.column("age", sa.Integer), sa.column("name", sa.String))
    op.execute(t.update().values(name=sa.cast(t.c.age, sa.String(10))))


@case(users)
def execute_delete():
    t = sa.table("users", sa.column("id", sa.Integer))
    op.execute(t.delete().where(t.c.id > 100))


@case(users)
def execute_delete_and_or():
    t = sa.table("users", sa.column("id", sa.Integer), sa.column("name", sa.String))
    op.execute(sa.delete(t).where(sa.or_(t.c.name == "x", sa.and_(t.c.id > 5, t.c.name != ""))))


@case((users, posts))
def execute_delete_exists():
    u = sa.table("users", sa.column("id", sa.Integer))
    p = sa.table("posts", sa.column("user_id", sa.Integer))
    op.execute(p.delete().where(~sa.exists().where(u.c.id == p.c.user_id)))


@case(app_users)
def execute_update_in_schema():
    t = sa.table("users", sa.column("name", sa.String), schema="app")
    op.execute(t.update().values(name="x"))


@case(users)
def execute_bind_insert():
    t = sa.table("users", sa.column("email", sa.String))
    op.get_bind().execute(t.insert().values(email="a@x"))


@case(users)
def execute_bind_update():
    t = sa.table("users", sa.column("name", sa.String))
    op.get_bind().execute(t.update().values(name="x"))


@case(users)
def execute_bind_delete():
    bind = op.get_bind()
    bind.execute(sa.table("users", sa.column("id", sa.Integer)).delete())


@case(users)
def execute_bind_text():
    op.get_bind().execute(sa.text("UPDATE users SET name = 'x'"))


@case(users)
def execute_bind_text_parameters():
    op.get_bind().execute(
        sa.text("UPDATE users SET name = :name WHERE age = :age"), {"name": "it's", "age": 5}
    )


@case(users)
def execute_bind_insert_rows():
    t = sa.table("users", sa.column("email", sa.String))
    op.get_bind().execute(t.insert(), [{"email": "a@x"}, {"email": "b@x"}])


@case(users)
def execute_bind_insert_parameters():
    t = sa.table("users", sa.column("email", sa.String), sa.column("age", sa.Integer))
    op.get_bind().execute(t.insert(), {"email": "a@x", "age": 3})


@case(users)
def execute_execution_options():
    op.execute("UPDATE users SET name = 'x'", execution_options={"autocommit": True})


@case(users)
def execute_context_execute():
    context.execute("UPDATE users SET name = 'x'")


@case(users)
def execute_get_context_execute():
    op.get_context().execute("UPDATE users SET name = 'x'")


@case()
def execute_ddl_construct():
    op.execute(sa.schema.CreateTable(sa.Table("t", sa.MetaData(), sa.Column("x", sa.Integer))))


@case()
def execute_ddl_text():
    op.execute(sa.DDL("CREATE TABLE t (x INTEGER)"))


@case(users)
def execute_ddl_drop_table_construct():
    op.execute(sa.schema.DropTable(sa.Table("users", sa.MetaData())))


@case()
def execute_create_sequence_construct():
    op.execute(sa.schema.CreateSequence(sa.Sequence("t_seq", start=5, increment=2)))


@case(dialects=("postgresql", "mariadb", "mssql", "oracle"))
def execute_drop_sequence_construct():
    op.execute("CREATE SEQUENCE t_seq")
    op.execute(sa.schema.DropSequence(sa.Sequence("t_seq")))


@case()
def execute_create_schema_construct():
    op.execute(sa.schema.CreateSchema("fresh"))


@case(dialects=("postgresql", "mysql", "mariadb", "mssql"))
def execute_create_schema_text():
    op.execute("CREATE SCHEMA fresh")


@case()
def execute_metadata_create_all():
    metadata = sa.MetaData()
    sa.Table("made", metadata, sa.Column("id", sa.Integer, primary_key=True))
    metadata.create_all(op.get_bind(), checkfirst=False)


@case()
def execute_table_create():
    sa.Table("made", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True)).create(
        op.get_bind(), checkfirst=False
    )


@case(users)
def execute_on_dialect_name():
    if op.get_bind().dialect.name == "postgresql":
        op.execute("UPDATE users SET name = 'pg'")
    else:
        op.execute("UPDATE users SET name = 'other'")


@case(users)
def execute_on_context_dialect_name():
    op.execute(f"UPDATE users SET name = '{op.get_context().dialect.name}'")


@case(users)
def execute_on_impl_dialect():
    op.execute(f"UPDATE users SET name = '{context.get_context().impl.__dialect__}'")


@case((users, posts))
def execute_select_into_cte():
    u = sa.table("users", sa.column("id", sa.Integer), sa.column("age", sa.Integer))
    p = sa.table("posts", sa.column("user_id", sa.Integer))
    old = sa.select(u.c.id).where(u.c.age > 90).cte("old")
    op.execute(p.delete().where(p.c.user_id.in_(sa.select(old.c.id))))
