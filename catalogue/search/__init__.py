"""Finding entries by words: from what a reader types to bitmaps of documents, which the facets then narrow."""
