"""The reference pages of the forms, made by scripts/generate-form-pages."""
