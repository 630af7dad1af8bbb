"""Sheets (CSV and XLSX) of entries: their columns, how names in cells are matched, reading, planning, writing.

The rooms above declare the columns of their kinds and add `SheetAdmin` to their admin.
"""
