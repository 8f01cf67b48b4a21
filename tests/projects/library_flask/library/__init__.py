"""The library's web application: its factory and nothing more."""

import os

from flask import Flask
from flask_migrate import Migrate

from library.models import db

migrate = Migrate()


def create_app() -> Flask:
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "postgresql+psycopg://localhost/library")
    db.init_app(app)
    migrate.init_app(app, db)

    @app.get("/")
    def members() -> dict[str, int]:
        from library.models import Member

        return {"members": db.session.query(Member).count()}

    return app
