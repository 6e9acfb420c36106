"""The papers of a case: an answer or a case in, a document for people out."""
