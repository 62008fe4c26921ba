"""How it is said and how it looks: words in both languages, terminal, pages, pictures."""
