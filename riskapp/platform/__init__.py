"""All that knows Flask, SQLAlchemy or WTForms and is not about risk."""
