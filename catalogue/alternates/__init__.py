"""The other forms of lists and entries: files that other programs read. Each module here makes one family of them."""
