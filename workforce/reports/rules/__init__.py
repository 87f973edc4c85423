"""The papers that an authority asks for, as tables, and by when it asks for them."""
