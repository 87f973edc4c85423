"""What is typed, page by page: text becomes the one form that is stored, or a sentence beside the field."""
