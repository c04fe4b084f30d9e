"""Temporal expressions: their words, their readers and the calendar."""
