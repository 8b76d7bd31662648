"""The domain of Repères: importable and testable without MkDocs."""
