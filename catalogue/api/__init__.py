"""The API as far as it is the same for every kind of entry: what is asked, how it is answered, lists, changes.

The rooms above add what they know, and the top floor puts it together under one address.
"""
