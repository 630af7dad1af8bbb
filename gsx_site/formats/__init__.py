"""Dates and numbers as CLDR has them, where Django has them otherwise or not at all."""
