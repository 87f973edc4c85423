"""Making and changing plans of tables, and noting what they are made by."""
