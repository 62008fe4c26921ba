"""The types that all share: submissions, records, topics."""
